"""The commands that read and check, and the reports of their findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from toolkit.api.batch_setup import BatchSetup, GivenOptions, settings_of
from toolkit.api.given_files import Inputs, as_path, files_at_hand
from toolkit.checks.settings import definition_faults
from toolkit.engine.engine import Running
from toolkit.engine.outcome import Outcome
from toolkit.engine.run_batch import Progress
from toolkit.errors import InputError
from toolkit.excel.limits import DEFAULT as LIMITS
from toolkit.excel.limits import Limits
from toolkit.forms.definition import Definition
from toolkit.forms.loader import load_form as _load_form
from toolkit.reports.report import Report, format_named
from toolkit.reports.waivers import apply, load_waivers

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

    Raises:
        FileError: a path does not exist or cannot be opened.
        InputError: the roster or the key file cannot be used, or the cluster cannot be reached.
        TemplateError: a definition or the settings are wrong.
        ToolkitError: a worker process does not start.
    """
    options = GivenOptions(templates, key, settings, open_password, limits)
    with files_at_hand(paths) as given:
        setup = BatchSetup.of(options, progress, running, jobs)
        return setup.check(given.paths, as_path(roster), shown=given.shown)[0]


def report(
    outcome: Outcome,
    *,
    lang: Lang = "zh",
    waivers: Path | str | None = None,
    settings: Path | str | None = None,
    templates: Path | str | None = None,
) -> Report:
    """Returns what a check found, ready for any format.

    Args:
        outcome: what `check` gave.
        lang: of a report that has one language; the letter is Chinese in any case.
        waivers: findings that a person waived, .yaml or .xlsx; they are listed apart.
        settings: the file of settings that `check` used.
        templates: the folder of definitions that `check` used.

    Raises:
        TemplateError: the waivers or the settings are wrong.
    """
    today = date.today()
    waived = apply(outcome.findings, load_waivers(Path(waivers)) if waivers else (), outcome.heads, today)
    used = {read.definition.id: read.definition for file in outcome.heads for read in file.records}
    in_force = settings_of(as_path(settings), as_path(templates))
    changes = in_force.changes(used.values())
    return Report(
        outcome.heads,
        waived.kept,
        lang,
        waived=waived.waived,
        notes=waived.notes,
        changes=changes,
        day=today,
        roster=outcome.roster,
    )


def render(findings: Report, form: str) -> str:
    """Returns a report as text.

    Args:
        findings: what `report` gave.
        form: text, json, html or sarif.

    Raises:
        InputError: the format is no text, such as xlsx; `rendered` gives its bytes.
    """
    text = format_named(form).render(findings)
    if isinstance(text, bytes):
        raise InputError(f"{form} 不是文本格式，请用 rendered", f"{form} is not a text format; use rendered")
    return text


def rendered(findings: Report, form: str) -> bytes:
    """Returns a report as the bytes of its file; texts are UTF-8.

    Args:
        findings: what `report` gave.
        form: text, json, html, sarif or xlsx.
    """
    content = format_named(form).render(findings)
    return content if isinstance(content, bytes) else content.encode("utf-8", "replace")


def annotate(
    outcome: Outcome,
    paths: Sequence[Path],
    folder: Path,
    *,
    open_password: str | None = None,
    limits: Limits = LIMITS,
    force: bool = False,
) -> tuple[Path, ...]:
    """Writes a marked copy of every workbook that was read, and returns the paths.

    The originals are not touched.

    Args:
        outcome: what `check` gave.
        paths: the paths that `check` was given.
        folder: where the copies are written; they keep their places below `paths`.
        open_password: opens encrypted workbooks; their copies have no password.
        limits: sizes from which on a file is refused.
        force: overwrite copies that exist.

    Raises:
        FileError: a copy exists already (without `force`) or cannot be written.
    """
    from toolkit.engine.annotate import annotate as mark_all

    return mark_all(outcome, paths, folder, open_password=open_password, limits=limits, force=force)
