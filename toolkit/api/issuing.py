"""Locked workbooks: from a roster, from records, from a summary."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from toolkit.api.batch_setup import BatchSetup, given_passwords, refuse_funding_alone
from toolkit.api.given_files import Input, as_path, files_at_hand
from toolkit.checks.finding_text import sentence
from toolkit.checks.settings import definition_faults
from toolkit.engine.department_key import ensure_key
from toolkit.engine.engine import Running
from toolkit.engine.outcome import Outcome
from toolkit.engine.run_batch import Progress
from toolkit.errors import InputError
from toolkit.excel.limits import DEFAULT as LIMITS
from toolkit.excel.limits import Limits
from toolkit.forms.definition import FormDefinition, SummaryDefinition
from toolkit.forms.definition_files import folder_of
from toolkit.forms.loader import load_form as _load_form
from toolkit.forms.loader import load_framework
from toolkit.intake.library import load_library
from toolkit.model.finding import Finding
from toolkit.model.records import DepartmentTarget, Project, Record
from toolkit.model.schema import MoneyKey
from toolkit.model.text import counted

if TYPE_CHECKING:
    from toolkit.issuing.issue import Destination, IssueContent, StampedForm
    from toolkit.issuing.roster_notes import RosterNotes
    from toolkit.issuing.roster_rows import RosterRow

Per = Literal["project", "unit"]


@dataclass(frozen=True, slots=True)
class Issued:
    """Workbooks that were written.

    Attributes:
        paths: where they lie.
        password: takes off their protection.
        findings: what was found in the summary, where they were split from one.
        unfinished: names of the projects, split from a summary, whose forms have something left to fill.
        unused: names of the records that no row of the roster asks for; no form was made of them.
        roster: how much the roster holds and which names look alike, None without one.
        forms: every sheet that was issued, with its stamp.
    """

    paths: tuple[Path, ...]
    password: str
    findings: Sequence[Finding] = ()
    unfinished: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    roster: RosterNotes | None = None
    forms: tuple[StampedForm, ...] = ()

    def __repr__(self) -> str:
        """Returns how much was issued, without the password."""
        size = f"{counted(len(self.paths), 'workbook')} with {counted(len(self.forms), 'form')}"
        return f"<Issued: {size}; {len(self.unfinished)} unfinished, {len(self.unused)} unused>"


def generate(
    form: str,
    *,
    output: Path | str,
    project_type: str | None = None,
    roster: Path | str | None = None,
    records: Sequence[Record] | None = None,
    per: Per = "project",
    year: int | None = None,
    password: str | None = None,
    key: Path | str | None = None,
    templates: Path | str | None = None,
    force: bool = False,
    inputs: Sequence[Path | str] = (),
    in_order: bool = False,
    funding: MoneyKey | None = None,
    rows: Mapping[str, int] | None = None,
    due: Sequence[RosterRow] | None = None,
    rows_for: Collection[tuple[str, str]] | None = None,
    passwords: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Issued:
    """Writes locked workbooks, blank or filled, and returns their paths.

    Args:
        form: id of the form's definition, or the path of its YAML file.
        output: the folder of the workbooks.
        project_type: one of the form's project types, whose categories and suggestions the form offers.
        roster: units and projects, .xlsx or .csv; amounts are in the form's unit.
        records: fill the forms, amounts in 元; with a roster, only the projects that it names get a form.
        per: one workbook a project or a unit.
        year: the budget year.
        password: protects the sheets; a random one where it is None.
        key: the department's key file; None for JIXIAO_KEY or the user's own key, made where it is missing.
        templates: the user's own folder of definitions, searched first.
        force: overwrite files that exist.
        inputs: files that are never overwritten, whatever `force` says; the roster is one of them.
        in_order: number the files whose names alone do not keep the order of the records.
        funding: the part of the money (fiscal, special_account, other) that is the whole amount of a project where the
            roster names none; it is filled in where the form asks for it.
        rows: how many rows a category has at least, by its second level: {"数量指标": 12}.
        due: the rows of a roster that get a form, instead of a file.
        rows_for: units and projects of the roster, as compared (`RosterRow.identity`), whose forms get `rows`; None for
            all.
        passwords: of units that have one of their own, by name as compared.
        progress: is called with the number of workbooks that are written, and of all.

    Raises:
        InputError: the roster or a record cannot be used; every fault is named.
        FileError: a target exists (without `force`) or cannot be written.
        TemplateError: there is no such form.
    """
    from toolkit.issuing.issue import Destination, IssueContent, Seal
    from toolkit.issuing.issue import generate as issue
    from toolkit.issuing.plan import unused_records
    from toolkit.issuing.roster_notes import notes_of
    from toolkit.issuing.roster_rows import roster_reading

    templates, roster, key = as_path(templates) or folder_of(form), as_path(roster), as_path(key)
    listed = _load_form(form, templates, definition_faults)
    if isinstance(listed, SummaryDefinition) and listed.kind == "list":
        content = IssueContent(year=year, roster=due, records=records)
        given = _Given(roster, templates, key, password, passwords or {})
        return _lists(listed, content, Destination(out=Path(output), force=force), given)
    definition = _form(form, templates)
    refuse_funding_alone(funding, roster)
    read = roster_reading(roster, definition, project_type=project_type, year=year, funding=funding) if roster else None
    wanted = due if due is not None or read is None else read.rows
    fitting = None if records is None else _fitting(definition, records)
    chosen = password or secrets.token_hex(4)
    issued = issue(
        definition,
        load_framework(definition.framework, templates),
        IssueContent(
            year=year,
            project_type=project_type,
            roster=None if wanted is None else tuple(wanted),
            records=fitting,
            rows=rows or {},
            rows_for=rows_for,
        ),
        Seal(key=ensure_key(key), password=chosen, passwords=passwords or {}),
        Destination(
            out=Path(output),
            per=per,
            force=force,
            inputs=(*map(Path, inputs), *([roster] if roster else ())),
            in_order=in_order,
        ),
        progress,
    )
    unused = unused_records(wanted, fitting) if wanted and fitting else ()
    notes = None if read is None else notes_of(read, definition)
    written = tuple(dict.fromkeys(one.path for one in issued))
    return Issued(written, chosen, unused=tuple(map(_name_of, unused)), roster=notes, forms=issued)


class _Given(NamedTuple):
    """The files and passwords that a call named."""

    roster: Path | None
    templates: Path | None
    key: Path | None
    password: str | None
    passwords: Mapping[str, str]


def _lists(definition: SummaryDefinition, content: IssueContent, place: Destination, given: _Given) -> Issued:
    """Writes lists of many projects, a workbook for each unit."""
    from toolkit.issuing.list_workbooks import (
        ListOrder,
        ListSheet,
        issue_lists,
        roster_form,
        sheets_of_records,
        sheets_of_roster,
    )
    from toolkit.issuing.roster_rows import read_roster

    roster, year, records = given.roster, content.year, content.records
    chosen = given.password or secrets.token_hex(4)
    years = {record.budget_year for record in records or () if record.budget_year}
    rows = content.roster
    if rows is None:
        rows = read_roster(roster, roster_form(definition), year=year) if roster else ()
    years |= {row.budget_year for row in rows if row.budget_year}
    ordered = ListOrder(
        definition=definition,
        framework=load_framework(definition.framework, given.templates),
        year=year or (years.pop() if len(years) == 1 else datetime.now(UTC).year),
        password=chosen,
        out=place.out,
        key=ensure_key(given.key),
        force=place.force,
        passwords=given.passwords,
    )
    if records is not None:
        sheets = sheets_of_records([record for record in records if isinstance(record, Project)])
    else:
        sheets = sheets_of_roster(rows) if roster else [ListSheet("")]
    issued = issue_lists(ordered, sheets)
    forms = tuple(
        replace(one, project=project.project_name or "")
        for one, sheet in zip(issued, sheets, strict=True)
        for project in sheet.projects
    )
    return Issued(tuple(one.path for one in issued), chosen, forms=forms or issued)


def _name_of(record: Record) -> str:
    name = record.project_name if isinstance(record, Project) else record.department
    return name or "（未填名称）"


def _fitting(form: FormDefinition, records: Sequence[Record]) -> tuple[Record, ...]:
    """Returns the records that a form is for.

    Raises InputError where only others were given.
    """
    kind = DepartmentTarget if form.record == "department" else Project
    found = tuple(record for record in records if isinstance(record, kind))
    if records and not found:
        department = form.record == "department"
        zh, en = ("部门整体绩效目标", "department targets") if department else ("项目", "projects")
        raise InputError(
            f"给出的记录中没有{zh}，不能填入模板 {form.id}",
            f"The records include no {en}, but the form {form.id} is for them",
        )
    return found


def _form(form: str, templates: Path | None) -> FormDefinition:
    definition = _load_form(form, templates, definition_faults)
    if not isinstance(definition, FormDefinition):
        zh = f"“{form}”是汇总表，由 merge 生成，不能下发"
        raise InputError(zh, f"“{form}” is a summary; merge writes it, and it cannot be issued")
    return definition


def split(
    summary: Input,
    *,
    output: Path | str,
    form: str = "form13",
    per: Per = "project",
    year: int | None = None,
    password: str | None = None,
    key: Path | str | None = None,
    templates: Path | str | None = None,
    settings: Path | str | None = None,
    open_password: str | None = None,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
    running: Running | None = None,
    force: bool = False,
) -> Issued:
    """Writes a summary's projects as filled forms.

    Each project is put on the form that it came from, else on `form`.

    Args:
        summary: the summary, an .xlsx, as a path, `(name, bytes)` or a binary file; it is not touched.
        output: the folder of the workbooks.
        form: id of the form for projects that came from none.
        per: one workbook a project or a unit.
        year: the budget year of projects that name none.
        password: protects the sheets; a random one where it is None.
        key: the department's key file; None for JIXIAO_KEY or the user's own key.
        templates: the user's own folder of definitions, searched first.
        settings: a file of severities and thresholds; None for the defaults.
        open_password: opens an encrypted summary.
        limits: sizes from which on a file is refused.
        progress: is called with the number of projects whose forms are written, and of all.
        running: in how many processes, on which cluster, with or without cache.
        force: overwrite files that exist.

    Raises:
        FileError: the summary cannot be opened, or a target exists (without `force`) or cannot be written.
        InputError: the file holds no summary, or names no year and none is given.
        TemplateError: a definition or the settings are wrong.
    """
    from toolkit.issuing.issue import unfinished
    from toolkit.merging.split import dated
    from toolkit.merging.split import split as group

    templates, key = as_path(templates), as_path(key)
    listed = _load_form(form, templates, definition_faults)
    fallback = listed if isinstance(listed, SummaryDefinition) and listed.kind == "list" else _form(form, templates)
    setup = BatchSetup(templates, key, as_path(settings), given_passwords(open_password), limits, running=running)
    with files_at_hand([summary]) as given:
        outcome, _ = setup.check(given.paths, shown=given.shown)
        rows = _summary_rows(outcome, given.shown.get(str(given.paths[0]), str(given.paths[0])))
    shares = group(dated(rows, year), fallback, load_library(templates, definition_faults).definitions)
    chosen = password or secrets.token_hex(4)
    paths: list[Path] = []
    left: list[str] = []
    before, every = 0, sum(len(share.records) for share in shares)
    for share in shares:
        issued = generate(
            share.form.id,
            output=Path(output) / share.folder,
            records=share.records,
            per=per,
            password=chosen,
            key=key,
            templates=templates,
            force=force,
            inputs=given.paths,
            in_order=True,
            progress=_of_all(progress, before, len(share.records), every),
        )
        before += len(share.records)
        paths.extend(issued.paths)
        if isinstance(share.form, FormDefinition):
            left.extend(unfinished(share.records, share.form, load_framework(share.form.framework, templates)))
    return Issued(tuple(paths), chosen, outcome.findings, tuple(left))


def _of_all(progress: Progress | None, before: int, share: int, every: int) -> Progress | None:
    """Returns the progress of one share, in records, as that of all."""

    def count(done: int, of: int) -> None:
        if progress is not None:
            progress(before + share * done // of, every)

    return None if progress is None else count


def _summary_rows(outcome: Outcome, summary: str) -> list[Record]:
    """Returns the projects of a summary.

    Raises InputError, with the findings on the file, where there are none.
    """
    rows = [read.record for read in outcome.records() if read.definition.kind == "summary"]
    if rows:
        return rows
    found = [finding for finding in outcome.findings if not finding.where.sheet]
    zh = [f"{summary}：没有读到汇总表中的项目", *(sentence(one, "zh") for one in found)]
    en = [f"{summary}: no projects of a summary found", *(sentence(one, "en") for one in found)]
    raise InputError("；".join(dict.fromkeys(zh)), "; ".join(dict.fromkeys(en)))
