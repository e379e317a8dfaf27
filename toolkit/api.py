"""The library's front door: the commands as functions. Paths in, frozen results out."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from toolkit.checks.sentence import sentence
from toolkit.checks.settings import DEFAULT, Settings, load_settings
from toolkit.engine.batch import READING, Progress, read_batch
from toolkit.engine.engine import Running
from toolkit.engine.key import ensure_key, find_key
from toolkit.engine.outcome import Outcome
from toolkit.engine.paths import expand
from toolkit.errors import InputError
from toolkit.files import refuse_existing, refuse_inputs
from toolkit.forms.definition import Definition, FormDefinition, SummaryDefinition
from toolkit.forms.loader import load_definitions, load_framework
from toolkit.forms.loader import load_form as _load_form
from toolkit.intake.library import load_library
from toolkit.intake.limits import DEFAULT as LIMITS
from toolkit.intake.limits import Limits
from toolkit.intake.read import ReadOptions
from toolkit.merge.remark import LeftOut
from toolkit.merge.summary import Summary
from toolkit.model.finding import Bilingual, Finding
from toolkit.model.project import Project
from toolkit.reports.format import formats
from toolkit.reports.report import Report
from toolkit.reports.waivers import WaivedFinding, apply, load_waivers

Lang = Literal["zh", "en"]
Per = Literal["project", "unit"]


@dataclass(frozen=True, slots=True)
class Issued:
    """Workbooks that were written.

    Attributes:
        paths: where they lie.
        password: takes off their protection.
        findings: what was found in the summary, where they were split from one.
    """

    paths: tuple[Path, ...]
    password: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A summary that was written.

    Attributes:
        path: where it lies; of several years the latest.
        summary: what is in it.
        left_out: what is not, and why.
        outcome: what was read and found; waived findings are not in it.
        waived: findings that a person waived.
        notes: what else is to be said, such as waivers that did nothing.
        superseded: returns of a project of which another one counts.
        earlier: the summaries of other years, each in a file of its own.
        frames: files for statistics programs.
    """

    path: Path
    summary: Summary
    left_out: tuple[LeftOut, ...]
    outcome: Outcome
    waived: tuple[WaivedFinding, ...] = ()
    notes: tuple[Bilingual, ...] = ()
    superseded: tuple[LeftOut, ...] = ()
    earlier: tuple[tuple[Path, Summary], ...] = ()
    frames: tuple[Path, ...] = ()


def load_form(form: str, *, templates: Path | None = None) -> Definition:
    """A definition by id or by the path of its file. Raises TemplateError."""
    return _load_form(form, templates)


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
    chosen = _settings(settings, templates)
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
    """The records and all findings; with a roster, what did not come back too.

    Raises as `read` does; InputError where the roster cannot be used.
    """
    from toolkit.engine.expect import expected

    return read_batch(
        [Path(path) for path in paths],
        ReadOptions(limits, find_key(key), open_password),
        _settings(settings, templates),
        expected=() if roster is None else expected(roster, load_definitions(templates).values()),
        progress=progress,
        running=running,
    )


def _settings(path: Path | None, templates: Path | None) -> Settings:
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
    changes = _settings(settings, templates).changes(used.values())
    return Report(
        outcome.heads,
        waived.kept,
        lang,
        waived=waived.waived,
        notes=waived.notes,
        changes=changes,
        day=today,
    )


def render(told: Report, form: str) -> str:
    """A report as text, json, html or sarif."""
    return formats()[form].render(told)


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


def generate(
    form: str,
    *,
    out: Path | str,
    project_type: str | None = None,
    roster: Path | None = None,
    records: Sequence[Project] | None = None,
    per: Per = "project",
    year: int | None = None,
    password: str | None = None,
    key: Path | None = None,
    templates: Path | None = None,
    force: bool = False,
    inputs: Sequence[Path] = (),
) -> Issued:
    """Locked workbooks: blank for a type, one for each row of a roster, or filled with records.

    `inputs` and the roster are not written over, whatever `force` says.

    Raises:
        InputError: the roster or a record cannot be used; every fault is named.
        FileError: a target exists (without `force`) or cannot be written.
        TemplateError: there is no such form.
    """
    from toolkit.generate.issue import generate as issue
    from toolkit.generate.roster import read_roster

    definition = _form(form, templates)
    rows = read_roster(roster, definition, project_type=project_type, year=year) if roster else None
    chosen = password or secrets.token_hex(4)
    paths = issue(
        definition,
        load_framework(definition.framework, templates),
        out=Path(out),
        key=ensure_key(key),
        year=year,
        project_type=project_type,
        roster=rows,
        records=records,
        per=per,
        password=chosen,
        now=int(time.time()),
        force=force,
        inputs=(*inputs, *([roster] if roster else ())),
    )
    return Issued(paths, chosen)


def _form(form: str, templates: Path | None) -> FormDefinition:
    definition = _load_form(form, templates)
    if not isinstance(definition, FormDefinition):
        raise InputError(f"“{form}”是汇总表，由 merge 生成，不能下发 (a summary is written by merge)")
    return definition


def merge(
    *paths: Path | str,
    output: Path | str,
    summary: str = "combined",
    department: str | None = None,
    waivers: Path | None = None,
    roster: Path | None = None,
    templates: Path | None = None,
    key: Path | None = None,
    settings: Path | None = None,
    open_password: str | None = None,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
    running: Running | None = None,
    force: bool = False,
    prefer: Sequence[Path | str] = (),
    split_years: bool = False,
    previous: Path | str | None = None,
    frames: Path | str | None = None,
) -> Merged:
    """Check everything and write the department-wide summary of all projects without an error.

    Args:
        prefer: files that count where a project came in several.
        split_years: whether each budget year gets a summary of its own, OUTPUT-2024年.xlsx.
        previous: last year's summary, to be compared with.
        frames: a folder for projects, indicators and findings as CSV and Parquet.

    Raises:
        FileError: a path does not exist, or the summary exists (without `force`) or cannot be written.
        InputError: `summary` names no summary, the roster cannot be used, there is nothing to merge.
    """
    from toolkit.engine.accept import accept, by_year, settle
    from toolkit.engine.expect import expected
    from toolkit.merge.files import dated, write_files
    from toolkit.merge.summary import summarise

    output = Path(output)
    definition = _summary(summary, templates)
    _writable(output, paths, force)
    words = load_waivers(waivers) if waivers else ()
    how: dict[str, Any] = {"templates": templates, "key": key, "settings": settings, "open_password": open_password}
    last = None if previous is None else _previous(previous, limits, how)
    outcome = check(*paths, limits=limits, roster=roster, progress=progress, running=running, **how)
    owed = None if roster is None else expected(roster, load_definitions(templates).values())
    counting, decided = settle(
        outcome, [Path(path) for path in prefer], limits, _settings(settings, templates), owed or ()
    )
    told = accept(counting, words, date.today(), decided, years=split_years)
    parts = by_year(told) if split_years else {}
    made = {
        dated(output, year) if len(parts) > 1 else output: summarise(
            part.projects,
            part.left_out,
            part.remarks,
            definition=definition,
            framework=load_framework(definition.framework, templates),
            department=department,
            superseded=part.superseded,
            received=part.received,
            expected=owed,
            previous=last,
        )
        for year, part in (parts or {None: told}).items()
    }
    inputs = [*expand([Path(path) for path in paths]), *([Path(previous)] if previous else ())]
    written, notes = write_files(made, Path(frames) if frames else None, inputs, force)
    (path, newest), *earlier = made.items()
    left = tuple(dict.fromkeys(one for its in made.values() for one in its.left_out))
    notes = (*told.notes, *notes)
    return Merged(path, newest, left, told.outcome, told.waived, notes, told.superseded, tuple(earlier), written)


def _previous(path: Path | str, limits: Limits, how: Mapping[str, Any]) -> tuple[Project, ...]:
    """The projects of last year's summary. Raises InputError where it holds none."""
    projects = read(path, limits=limits, **how).projects
    if not projects:
        raise InputError(f"{path}：没有读到上年的项目 (no projects of last year found)")
    return projects


def _summary(summary: str, templates: Path | None) -> SummaryDefinition:
    definition = _load_form(summary, templates)
    if not isinstance(definition, SummaryDefinition):
        raise InputError(f"“{summary}”不是汇总表 (not a summary)")
    return definition


def _writable(output: Path, paths: Sequence[Path | str], force: bool) -> None:
    """Refuse before any work what could not be written, and to merge nothing at all."""
    if output.suffix.lower() != ".xlsx":
        raise InputError(f"汇总表的文件名应以 .xlsx 结尾：{output} (the summary is an .xlsx)")
    given = expand([Path(path) for path in paths])
    if not given:
        raise InputError(f"{'、'.join(map(str, paths))}：里面没有文件 (no files here)")
    refuse_inputs([output], given)
    if not force:
        refuse_existing([output])


def split(
    summary: Path | str,
    *,
    out: Path | str,
    form: str = "form13",
    per: Per = "project",
    password: str | None = None,
    key: Path | None = None,
    templates: Path | None = None,
    settings: Path | None = None,
    open_password: str | None = None,
    limits: Limits = LIMITS,
    running: Running | None = None,
    force: bool = False,
) -> Issued:
    """A summary's projects as filled forms, each on the form it came from, else on `form`.

    Raises as `read` and `generate` do; InputError where the file holds no summary.
    """
    from toolkit.merge.split import split as group

    otherwise = _form(form, templates)
    how: dict[str, Any] = {"templates": templates, "key": key, "settings": settings, "open_password": open_password}
    outcome = check(summary, limits=limits, running=running, **how)
    rows = (read.record for read in outcome.records() if read.definition.kind == "summary")
    shares = group([row for row in rows if isinstance(row, Project)], otherwise, load_library(templates).definitions)
    if not shares:
        why = "；".join(dict.fromkeys(sentence(finding) for finding in outcome.findings if not finding.where.sheet))
        raise InputError(f"{summary}：没有读到汇总表中的项目 (no projects of a summary found){why and f'：{why}'}")
    chosen = password or secrets.token_hex(4)
    paths: list[Path] = []
    for share in shares:
        issued = generate(
            share.form.id,
            out=Path(out) if len(shares) == 1 else Path(out) / share.form.id,
            records=share.projects,
            per=per,
            password=chosen,
            key=key,
            templates=templates,
            force=force,
            inputs=(Path(summary),),
        )
        paths.extend(issued.paths)
    return Issued(tuple(paths), chosen, outcome.findings)
