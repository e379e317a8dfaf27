"""What is in returned workbooks, what is wrong with them, and how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from toolkit.checks.roster_comparison import Roster
from toolkit.checks.settings import DEFAULT, Settings, definition_faults, load_settings
from toolkit.engine.department_key import find_key
from toolkit.engine.engine import Running
from toolkit.engine.outcome import Outcome
from toolkit.engine.run_batch import READING, Progress, read_batch
from toolkit.errors import InputError
from toolkit.excel.limits import DEFAULT as LIMITS
from toolkit.excel.limits import Limits
from toolkit.forms.definition import Definition
from toolkit.forms.loader import load_definitions
from toolkit.forms.loader import load_form as _load_form
from toolkit.intake.read_file import ReadOptions
from toolkit.reports.report import Report, formats
from toolkit.reports.waivers import apply, load_waivers

if TYPE_CHECKING:
    from toolkit.merging.versions import Decided

Lang = Literal["zh", "en"]


def load_form(form: str, *, templates: Path | None = None) -> Definition:
    """A definition by id or by the path of its file. Raises TemplateError."""
    return _load_form(form, templates, definition_faults)


def read(
    *paths: Path | str,
    templates: Path | None = None,
    key: Path | None = None,
    settings: Path | None = None,
    open_password: str | None = None,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
    running: Running | None = None,
) -> Outcome:
    """The records in files, folders and archives, with the findings on files and their structure.

    Raises:
        FileError: a path does not exist or cannot be opened.
        TemplateError: a definition or the settings are wrong.
    """
    options = ReadOptions(limits, find_key(key), open_password)
    chosen = settings_of(settings, templates)
    return read_batch(
        [Path(path) for path in paths], options, chosen, families=READING, progress=progress, running=running
    )


def check(
    *paths: Path | str,
    templates: Path | None = None,
    key: Path | None = None,
    settings: Path | None = None,
    open_password: str | None = None,
    limits: Limits = LIMITS,
    roster: Path | None = None,
    progress: Progress | None = None,
    running: Running | None = None,
) -> Outcome:
    """The records and all findings; with a roster, what did not come back and what is not as it says too.

    Of several returns of a project the one that counts is checked, as `merge` decides; the others are named.

    Raises as `read` does; InputError where the roster cannot be used.
    """
    options = ReadOptions(limits, find_key(key), open_password)
    chosen = settings_of(settings, templates)
    due = owed_by(roster, templates)
    return settled([Path(path) for path in paths], options, chosen, due, progress=progress, running=running)[0]


def owed_by(roster: Path | None, templates: Path | None) -> Roster | None:
    """The rows of a roster; None without one. Raises InputError or FileError."""
    from toolkit.acceptance.expected import expected

    return None if roster is None else expected(roster, load_definitions(templates, definition_faults).values())


def settled(
    paths: Sequence[Path],
    options: ReadOptions,
    settings: Settings,
    roster: Roster | None,
    *,
    prefer: Sequence[Path] = (),
    progress: Progress | None = None,
    running: Running | None = None,
) -> tuple[Outcome, Decided]:
    """Everything read and checked, and which of several returns of a project counts."""
    from toolkit.acceptance.accept import settle

    outcome = read_batch(paths, options, settings, roster=roster, progress=progress, running=running)
    return settle(replace(outcome, roster=roster), prefer, options.limits, settings, roster)


def settings_of(path: Path | None, templates: Path | None) -> Settings:
    """The settings in force. Raises TemplateError where the file is wrong."""
    if path is not None:
        return load_settings(path, templates)
    return Settings(templates=templates) if templates else DEFAULT


def report(
    outcome: Outcome,
    *,
    lang: Lang = "zh",
    waivers: Path | None = None,
    settings: Path | None = None,
    templates: Path | None = None,
) -> Report:
    """What a check found, ready for any format; waived findings stand apart. Raises TemplateError."""
    today = date.today()
    waived = apply(outcome.findings, load_waivers(waivers) if waivers else (), outcome.heads, today)
    used = {read.definition.id: read.definition for file in outcome.heads for read in file.records}
    changes = settings_of(settings, templates).changes(used.values())
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
    """A report as text, json, html or sarif. Raises InputError for a format that is no text, such as xlsx."""
    text = formats()[form].render(findings)
    if isinstance(text, bytes):
        raise InputError(f"{form} 不是文本格式，请用 rendered", f"{form} is no format of text; use rendered")
    return text


def rendered(findings: Report, form: str) -> bytes:
    """A report in any format, as the bytes of its file; texts in UTF-8."""
    content = formats()[form].render(findings)
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
    """A marked copy of every workbook that was read, below `folder`; the originals are not touched.

    Raises:
        FileError: a copy exists already (without `force`) or cannot be written.
    """
    from toolkit.engine.annotate import annotate as mark_all

    return mark_all(outcome, paths, folder, open_password=open_password, limits=limits, force=force)
