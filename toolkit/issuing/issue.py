"""Issuing forms: blank, one for each row of a roster, or filled with records."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Lock

from toolkit.errors import InputError
from toolkit.files import refuse_existing, refuse_inputs, write_atomically
from toolkit.forms.definition import FormDefinition
from toolkit.forms.heights import font_sizes
from toolkit.forms.selfcheck import READY, panel_results, self_check
from toolkit.forms.stamp import TICKS, Stamp, encode_stamp, identifier
from toolkit.indicators.framework import Framework
from toolkit.issuing.drawing import Issue, clean, contents, draw, written
from toolkit.issuing.plan import File, Form, Order, Per, asked_rows, blank_files, files, filled_forms
from toolkit.issuing.record_cells import layout_for, record_values
from toolkit.issuing.roster_rows import RosterRow
from toolkit.issuing.stencil import Shape, Stencil, shape
from toolkit.model.records import Project, Record
from toolkit.model.same import name_key


def unfinished(records: Iterable[Record], form: FormDefinition, framework: Framework) -> Iterator[str]:
    """Yields the names of records that leave required cells of their form empty."""
    for record in records:
        layout = layout_for(record, form, framework, record.budget_year or 0)
        status, *_ = panel_results(self_check(layout), contents(layout, record_values(record, layout)))
        if status != READY:
            yield (record.project_name if isinstance(record, Project) else record.department) or ""


_lock = Lock()
_free = 0


def moment(count: int) -> float:
    """Returns seconds since 1970 after which so many identifiers are free."""
    global _free
    with _lock:
        first = max(int(time.time() * TICKS), _free)
        _free = first + count + 1  # they are counted from 1
    return first / TICKS


_CHINA = timedelta(hours=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueContent:
    """The forms to issue: blank ones, a roster's, or records' own.

    Attributes:
        year: the budget year of all forms; else the roster's or the record's.
        project_type: the type of blank forms (all types where it is None), and of projects that do not name one.
        roster: one form for each of its rows, the department's facts filled in and locked.
        records: forms filled with these, open to change but for the cells that a row of the roster locks.
        rows: how many rows a category has at least, by its second level.
        rows_for: the rows of the roster, by identity, whose forms get them; None for all.
    """

    year: int | None = None
    project_type: str | None = None
    roster: Sequence[RosterRow] | None = None
    records: Sequence[Record] | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    rows_for: Collection[tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The marks and the lock of issued workbooks.

    Attributes:
        key: the department's key for stamps.
        password: removes the protection.
        passwords: of units that have one of their own, by name as compared.
        now: seconds since 1970: identifiers are made of it, and the budget year where nothing else names one. None
            takes the clock, and no identifier is given twice.
    """

    key: bytes
    password: str
    passwords: Mapping[str, str] = field(default_factory=dict)
    now: float | None = None

    def password_of(self, file: File) -> str:
        """Returns the password of a workbook."""
        return self.passwords.get(name_key(file.forms[0].unit), self.password)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """The files to write.

    Attributes:
        out: the folder, made where it is missing.
        per: a folder a unit with a workbook a project, or a workbook a unit with a sheet a project.
        force: whether existing files may be replaced.
        inputs: files that were given and are not written over, whatever `force` says.
        in_order: whether names of files keep the order of the records, by numbers where they must.
    """

    out: Path
    per: Per = "project"
    force: bool = False
    inputs: Sequence[Path] = ()
    in_order: bool = False


@dataclass(frozen=True, slots=True)
class StampedForm:
    """One sheet that was issued.

    Attributes:
        path: its workbook.
        sheet: its name.
        unit: who gets it; empty for a blank form.
        project: what it is for, empty for a blank form or a department's target.
        stamp: the full text of its stamp.
    """

    path: Path
    sheet: str
    unit: str
    project: str
    stamp: str


def generate(
    form: FormDefinition,
    framework: Framework,
    content: IssueContent,
    seal: Seal,
    destination: Destination,
    progress: Callable[[int, int], object] | None = None,
) -> tuple[StampedForm, ...]:
    """Writes locked workbooks and returns their sheets in order.

    Args:
        form: the definition.
        framework: its framework of levels.
        content: what is filled in.
        seal: the marks and the lock.
        destination: the files to write.
        progress: is called with the number of workbooks that are written, and of all.

    Raises:
        InputError: an unknown type, a record without a place on the form, nothing to issue.
        FileError: files exist already, or cannot be written. Existing files are found before any is written.
    """
    planned = _planned(form, framework, content, seal.now, destination)
    if not planned:
        raise InputError("没有可下发的项目", "There is nothing to issue")
    refuse_inputs((file.path for file in planned), destination.inputs)
    if not destination.force:
        refuse_existing(file.path for file in planned)
    stamped = _all_stamped(planned, seal.key, seal.now)
    passwords = [*map(seal.password_of, planned)]
    drawn = workbooks(stamped, seal.password, passwords)
    for number, (file, workbook) in enumerate(zip(planned, drawn, strict=True), 1):
        write_atomically(file.path, workbook, destination.force)
        if progress is not None:
            progress(number, len(planned))
    return tuple(
        StampedForm(file.path, issue.sheet, one.unit, str(one.values.get("project_name") or ""), issue.stamp)
        for file, issues in zip(planned, stamped, strict=True)
        for one, issue in zip(file.forms, issues, strict=True)
    )


def _planned(
    form: FormDefinition, framework: Framework, content: IssueContent, now: float | None, destination: Destination
) -> list[File]:
    today = datetime.now(UTC) if now is None else datetime.fromtimestamp(now, UTC)
    rows = asked_rows(form, framework, content.rows)
    order = Order(form, framework, content.year, (today + _CHINA).year, content.project_type, rows)
    if content.roster is None and content.records is None:
        return blank_files(order, destination.out)
    forms = tuple(filled_forms(order, content.roster or (), content.records or (), content.rows_for))
    return files(forms, destination.per, destination.out, in_order=destination.in_order)


def _all_stamped(planned: Sequence[File], key: bytes, now: float | None) -> list[list[Issue]]:
    """Returns the forms of each file with stamps that sort in their order."""
    since, numbers = moment(sum(len(file.forms) for file in planned)) if now is None else now, count(1)
    return [[_stamped(form, key, identifier(since, next(numbers))) for form in file.forms] for file in planned]


def workbooks(
    stamped: Sequence[Sequence[Issue]], password: str, own_passwords: Sequence[str] | None = None
) -> Iterator[bytes]:
    """Yields the workbook of each group of issues; repeated shapes are drawn once.

    Args:
        stamped: the forms of each workbook.
        password: removes the protection.
        own_passwords: one for each workbook, where they are not the same.
    """
    passwords = own_passwords or [password] * len(stamped)
    repeated = Counter(zip(map(shape, stamped), passwords, strict=True))
    stencils: dict[tuple[Shape, str], Stencil] = {}
    for issues, password in zip(stamped, passwords, strict=True):
        own_shape = shape(issues), password
        if repeated[own_shape] == 1 or any(font_sizes(issue.layout, written(issue)) for issue in issues):
            yield draw(issues, password)
            continue
        if own_shape not in stencils:
            stencils[own_shape] = Stencil(issues, password)
        yield stencils[own_shape].stamp(issues)


def _stamped(form: Form, key: bytes, number: str) -> Issue:
    layout = form.layout
    stamp = Stamp(
        id=number,
        form=layout.form.id,
        version=layout.form.version,
        year=layout.year,
        project_type=layout.project_type,
        rows=layout.rows,
        fingerprint=layout.fingerprint,
        prefilled={name: clean(str(form.values[name])) for name in sorted(form.prefilled)},
        sheet=form.name,
    )
    return Issue(layout, form.values, form.prefilled, encode_stamp(stamp, key), form.name)
