"""The commands that read and check, and the reports of their findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from toolkit.api.batch_setup import BatchSetup, GivenOptions, given_passwords, settings_of
from toolkit.api.given_files import Inputs, as_path, files_at_hand
from toolkit.checks.settings import definition_faults
from toolkit.engine.engine import Running
from toolkit.engine.outcome import Outcome
from toolkit.engine.run_batch import Progress
from toolkit.excel.limits import DEFAULT as LIMITS
from toolkit.excel.limits import Limits
from toolkit.forms.definition import Definition
from toolkit.forms.loader import load_form as _load_form
from toolkit.reports.prepared import PageMaker
from toolkit.reports.report import Report
from toolkit.reports.waivers import apply_waivers, load_waivers

Lang = Literal["zh", "en"]


def load_form(form: str, *, templates: Path | str | None = None) -> Definition:
    """Returns a definition.

    Args:
        form: its id, or the path of its YAML file.
        templates: the user's own folder of definitions, searched first.

    Raises:
        TemplateError: there is no such definition, or it has faults; each is named.
    """
    return _load_form(form, as_path(templates), definition_faults)


def read(
    *paths: Inputs,
    templates: Path | str | None = None,
    key: Path | str | None = None,
    settings: Path | str | None = None,
    open_password: str | None = None,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
    running: Running | None = None,
    jobs: int | None = None,
) -> Outcome:
    """Returns the records in workbooks, with the findings on files and their structure.

    Amounts are exact Decimals in 元, whatever unit the form is written in.

    Args:
        paths: files, folders (searched recursively) and .zip archives, or lists of them; `(name, bytes)` pairs and
            binary files where there is no file.
        templates: the user's own folder of definitions, searched first.
        key: the department's key file; None for JIXIAO_KEY or the user's own key.
        settings: a file of severities and thresholds; None for the defaults.
        open_password: opens encrypted workbooks.
        limits: sizes from which on a file is refused.
        progress: is called with the number of files that are done, and of all files.
        running: in how many processes, on which cluster, with or without cache.
        jobs: number of processes; as `running` says where it is None.

    Raises:
        FileError: a path does not exist or cannot be opened.
        InputError: the key file cannot be used, or the cluster cannot be reached.
        TemplateError: a definition or the settings are wrong.
        ToolkitError: a worker process does not start.
    """
    options = GivenOptions(templates, key, settings, open_password, limits)
    with files_at_hand(paths) as given:
        return BatchSetup.of(options, progress, running, jobs).read(given.paths, given.shown)


def check(
    *paths: Inputs,
    templates: Path | str | None = None,
    key: Path | str | None = None,
    settings: Path | str | None = None,
    open_password: str | None = None,
    limits: Limits = LIMITS,
    roster: Path | str | None = None,
    progress: Progress | None = None,
    running: Running | None = None,
    jobs: int | None = None,
    pages: PageMaker | None = None,
) -> Outcome:
    """Returns the records in workbooks, with all findings.

    Of several returns of a project the one that counts is checked, as `merge` decides; the others are named.

    Args:
        paths: files, folders (searched recursively) and .zip archives, or lists of them; `(name, bytes)` pairs and
            binary files where there is no file.
        templates: the user's own folder of definitions, searched first.
        key: the department's key file; None for JIXIAO_KEY or the user's own key.
        settings: a file of severities and thresholds; None for the defaults.
        open_password: opens encrypted workbooks.
        limits: sizes from which on a file is refused.
        roster: what must come back; what is missing, or differs from it, is a finding.
        progress: is called with the number of files that are done, and of all files.
        running: in how many processes, on which cluster, with or without cache.
        jobs: number of processes; as `running` says where it is None.
        pages: makes each file's page of a report where the file is read, and so sooner; a report that is written in
            another way makes its own.

    Raises:
        FileError: a path does not exist or cannot be opened.
        InputError: the roster or the key file cannot be used, or the cluster cannot be reached.
        TemplateError: a definition or the settings are wrong.
        ToolkitError: a worker process does not start.
    """
    options = GivenOptions(templates, key, settings, open_password, limits)
    with files_at_hand(paths) as given:
        setup = BatchSetup.of(options, progress, running, jobs)
        return setup.check(given.paths, as_path(roster), shown=given.shown, keep=pages)[0]


def report(
    outcome: Outcome,
    *,
    lang: Lang = "zh",
    waivers: Path | str | None = None,
    settings: Path | str | None = None,
    templates: Path | str | None = None,
) -> Report:
    """Returns what a check found, ready for any format: `report(outcome).save("意见.html")`.

    Args:
        outcome: what `check` gave.
        lang: of a report that has one language; the letter is Chinese in any case.
        waivers: findings that a person waived, .yaml or .xlsx; they are listed apart.
        settings: the file of settings that `check` used.
        templates: the folder of definitions that `check` used.

    Raises:
        FileError: the waivers or the settings cannot be opened.
        TemplateError: the waivers or the settings are wrong.
    """
    today = date.today()
    waived = apply_waivers(outcome.findings, load_waivers(Path(waivers)) if waivers else (), outcome.heads, today)
    changes = settings_of(as_path(settings), as_path(templates)).changes(outcome.definitions)
    return Report(
        outcome.heads,
        waived.kept,
        lang,
        waived=waived.waived,
        notes=waived.notes,
        changes=changes,
        day=today,
        roster=outcome.roster,
        prepared=None if waived.waived else outcome.findings,
    )


def annotate(
    outcome: Outcome,
    paths: Path | str | Sequence[Path | str],
    output: Path | str,
    *,
    open_password: str | None = None,
    limits: Limits = LIMITS,
    force: bool = False,
    progress: Progress | None = None,
    running: Running | None = None,
    jobs: int | None = None,
) -> tuple[Path, ...]:
    """Writes a marked copy of every workbook that was read, and returns the paths.

    The originals are not touched.

    Args:
        outcome: what `check` gave.
        paths: the path or paths that `check` was given.
        output: the folder of the copies; they keep their places below `paths`.
        open_password: opens encrypted workbooks; their copies have no password.
        limits: sizes from which on a file is refused.
        force: overwrite copies that exist.
        progress: is called with the number of workbooks that are done, and of all.
        running: in how many processes; few workbooks are marked in this one.
        jobs: number of processes; as `running` says where it is None.

    Raises:
        FileError: a copy exists already (without `force`) or cannot be written.
        ToolkitError: the program failed over a workbook; the copies of the others are written.
    """
    from toolkit.engine.annotate import annotate as mark_all
    from toolkit.engine.mark_task import MarkTask

    given = [Path(paths)] if isinstance(paths, Path | str) else [Path(path) for path in paths]
    how = MarkTask(outcome.store.definitions, limits, given_passwords(open_password))
    running = replace(running or Running(), jobs=jobs) if jobs is not None else running
    return mark_all(outcome, given, Path(output), how, force=force, progress=progress, running=running)
