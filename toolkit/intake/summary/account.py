"""The sheet 对账 of a summary, recalculated from the other sheets.

Only `merge` writes such a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from toolkit.excel.grid import Book, Grid
from toolkit.forms.definition import SummaryKey
from toolkit.intake.summary.own import columns_of, rows_of, sheets_of, with_further
from toolkit.model.cell import CellRef
from toolkit.model.evidence import Observation, Observed
from toolkit.model.money import decimal_text
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.text import fold
from toolkit.summary_book import sheets
from toolkit.summary_book.department_sheet import NAME as TARGET_SHEET
from toolkit.summary_book.department_sheet import ORIGIN_LINE, section_key
from toolkit.summary_book.sheets import (
    ACCEPTED,
    AMOUNT,
    ARRIVED,
    BY_FILE,
    FIGURES,
    FILES,
    LEFT_OUT,
    LISTED,
    PROJECTS_COUNTED,
    RETURNED,
    STATUSES,
    SUMS,
    SUPERSEDED,
    TARGET,
    TARGET_CELLS,
    TARGET_MARK,
    TARGETS,
    UNKNOWN,
    further_of_label,
)

#: The columns of other sheets that the account needs.
_REMARKS = ("kind", "code", "file", "cell", "project", "amount")
_RETURNS = ("unit", "state", "files", *STATUSES)
_ZERO = Decimal(0)
#: A cell keeps 15 digits of a number.
_SAME = Decimal("1e-14")

#: What came in, then what became of it: accepted, returned, superseded.
Sides = tuple[Decimal, Decimal, Decimal, Decimal]


class ControlLine(NamedTuple):
    """A line of 对账 as it is printed.

    Attributes:
        figures: the column (from 0) and the value of each figure.
    """

    row: int
    label: str
    figures: tuple[tuple[int, Decimal | None], ...]


@dataclass(slots=True)
class StatusCount:
    """Counts or sums of what was accepted, returned and superseded."""

    accepted: Decimal = _ZERO
    returned: Decimal = _ZERO
    superseded: Decimal = _ZERO

    def sides(self) -> Sides:
        """Returns the sum and its three parts."""
        return self.accepted + self.returned + self.superseded, self.accepted, self.returned, self.superseded


@dataclass(slots=True)
class Account:
    """The figures that the other sheets give together.

    Attributes:
        files: by file, the states of what it held.
        projects: the number of projects.
        targets: the number of departments' targets.
        money: their totals in 元, by file.
        sums: sums of the accepted projects by part of the money.
    """

    files: dict[str, set[str]] = field(default_factory=dict)
    projects: StatusCount = field(default_factory=StatusCount)
    targets: StatusCount = field(default_factory=StatusCount)
    money: dict[str, StatusCount] = field(default_factory=dict)
    sums: dict[str, Decimal] = field(default_factory=dict)

    def project(self, file: str, fate: str, amount: Decimal | None) -> None:
        """Counts a project."""
        self.files.setdefault(file, set()).add(fate)
        _add(self.projects, fate, Decimal(1))
        _add(self.money.setdefault(file, StatusCount()), fate, amount or _ZERO)

    def all_sides(self) -> Mapping[str, Sides]:
        """Returns the totals of files, projects, targets and money."""
        files, money = StatusCount(), StatusCount()
        for fates in self.files.values():
            alone = SUPERSEDED if fates == {SUPERSEDED} else ACCEPTED
            _add(files, RETURNED if RETURNED in fates else alone, Decimal(1))
        for one in self.money.values():
            money.accepted += one.accepted
            money.returned += one.returned
            money.superseded += one.superseded
        counts = {FILES: files, PROJECTS_COUNTED: self.projects, TARGETS: self.targets, AMOUNT: money}
        return {label: count.sides() for label, count in counts.items()}


def _add(count: StatusCount, fate: str, amount: Decimal) -> None:
    name = {ACCEPTED: "accepted", RETURNED: "returned", SUPERSEDED: "superseded"}[fate]
    setattr(count, name, getattr(count, name) + amount)


def check_account(
    book: Book, labels: Mapping[SummaryKey, str], top: Mapping[SummaryKey, Decimal]
) -> Iterator[Observation]:
    """Yields the figures of 对账 that the other sheets contradict.

    Nothing where a sheet is gone.

    Args:
        book: the workbook.
        labels: what the summary calls the parts of the money.
        top: the amounts of the table's first row in 元, by part.
    """
    grid, account = book.sheet(sheets.CONTROL.name), book.once(_account)
    if grid is None or account is None:
        return
    sections = _sections(grid)
    counted = account.all_sides()
    for line in sections.counts:
        if line.label in counted:
            yield from _compare(line, counted[line.label])
        elif line.label == TARGET_CELLS or further_of_label(line.label):
            yield from _compare(line, (Decimal(_further_count(book, line.label)),))
    for line in sections.sums:
        part = next((key for key in MONEY_KEYS if fold(labels.get(key, key)) == fold(line.label)), None)
        if part is not None:
            yield from _compare(line, (top.get(part, _ZERO), account.sums.get(part, _ZERO)))
    for line in sections.files:
        yield from _compare(line, account.money.get(line.label, StatusCount()).sides())
    listed = len(sections.files)
    if listed != min(LISTED, len(account.money)):
        yield _broken(None, BY_FILE, Decimal(listed), Decimal(len(account.money)))


def _further_count(book: Book, label: str) -> int:
    """Returns the number of answers in a further column, 0 where it is gone."""
    named = further_of_label(label)
    if named is None:
        return sum(map(_section_cells, (grid for grid in book.sheets if grid.name.split("（")[0] == TARGET_SHEET)))
    declared = sheets.PROJECTS if named[0] == sheets.PROJECTS.name else sheets.INDICATORS
    found = tuple(map(with_further, sheets_of(book, declared)))
    return sum(bool(cells.get(named[1])) for _, cells in rows_of(found))


def _section_cells(grid: Grid) -> int:
    """Returns the number of filled cells of the sections below a target's texts."""
    rows: dict[int, list[str]] = {}
    for (row, _), cell in sorted(grid.cells.items()):
        if cell.text and not cell.blank:
            rows.setdefault(row, []).append(cell.text)
    count, inside = 0, False
    for texts in rows.values():
        heading = len(texts) == 1 and section_key(texts[0]) is not None
        inside = (inside or heading) and not ORIGIN_LINE.fullmatch(texts[0].strip())
        count += len(texts) if inside and not heading else 0
    return count


def _compare(line: ControlLine, expected: Sequence[Decimal]) -> Iterator[Observation]:
    for number, figure in enumerate(expected):
        col, found = line.figures[number]
        if found is None or abs(found - figure) > abs(figure) * _SAME:
            yield _broken(CellRef(line.row, col), line.label, found, figure)


def _broken(cell: CellRef | None, label: str, found: Decimal | None, expected: Decimal) -> Observation:
    facts = {
        "label": label,
        "found": "—" if found is None else _figure_text(found),
        "expected": _figure_text(expected),
    }
    return Observation(Observed.ACCOUNT_BROKEN, None if cell is None else str(cell), facts, sheets.CONTROL.name)


def _figure_text(figure: Decimal) -> str:
    return f"{figure:f}" if figure == figure.to_integral_value() else decimal_text(figure)


class ControlSections(NamedTuple):
    """The lines of 对账 by section: counts, sums, files."""

    counts: list[ControlLine]
    sums: list[ControlLine]
    files: list[ControlLine]


def _sections(grid: Grid) -> ControlSections:
    sections = ControlSections([], [], [])
    lines = sections.counts
    label_col, *cols = _control_columns(grid)
    for row in sorted({row for row, _ in grid.cells}):
        label = grid.text(row, label_col)
        figures = tuple((col, _number(grid, row, col)) for col in cols)
        if fold(label) in (fold(SUMS), fold(BY_FILE)):
            lines = sections.sums if fold(label) == fold(SUMS) else sections.files
        elif any(figure is not None for _, figure in figures):
            lines.append(ControlLine(row, label, figures))
    return sections


def _control_columns(grid: Grid) -> list[int]:
    """Returns the columns of label and figures by their headings.

    As declared where these were edited.
    """
    keys = ("label", *FIGURES)
    found = columns_of(grid, sheets.CONTROL, keys)
    return [sheets.CONTROL.place(key) if found is None else found[1][key] for key in keys]


def _number(grid: Grid, row: int, col: int) -> Decimal | None:
    cell = grid.cells.get((row, col))
    return None if cell is None or cell.blank else _amount(cell.raw or cell.text)


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "")) if text else None
    except InvalidOperation:
        return None


def _account(book: Book) -> Account | None:
    """Returns the account of the other sheets, None where one is gone."""
    projects = sheets_of(book, sheets.PROJECTS)
    remarks, returns = sheets_of(book, sheets.REMARKS, _REMARKS), sheets_of(book, sheets.RETURNS, _RETURNS)
    if not (projects and remarks and returns):
        return None
    account = Account()
    for _, cells in rows_of(projects):
        amounts = {key: _amount(cells.get(key, "")) for key in MONEY_KEYS}
        account.project(cells.get("file", ""), ACCEPTED, amounts["total"])
        for key, amount in amounts.items():
            account.sums[key] = account.sums.get(key, _ZERO) + (amount or _ZERO)
    for _, cells in rows_of(remarks):
        _remark(account, cells)
    for _, cells in rows_of(returns):
        _return(account, cells)
    return account


def _return(account: Account, cells: Mapping[str, str]) -> None:
    """Counts a line of returns: a department's target, or a file without a record."""
    unit, own = cells.get("unit", ""), account.files.setdefault
    if unit == TARGET or unit.endswith(f"（{TARGET}）"):
        for fate in (fate for fate in STATUSES if cells.get(fate)):
            own(cells.get("files", ""), set()).add(fate)
            _add(account.targets, fate, Decimal(1))
    elif unit == UNKNOWN and cells.get("state") == ARRIVED:
        own(cells.get("files", ""), set()).add(ACCEPTED)


def _remark(account: Account, cells: Mapping[str, str]) -> None:
    """Counts a line about an exclusion.

    One that names no project is about a whole file.

    Departments' targets are counted by the sheet of returns, which has all of them.
    """
    if cells.get("code") == TARGET_MARK:
        return
    fate = {LEFT_OUT: RETURNED, SUPERSEDED: SUPERSEDED}.get(cells.get("kind", ""))
    file = cells.get("file", "")
    if fate is not None and any(cells.get(key) for key in ("cell", "project", "amount")):
        account.project(file, fate, _amount(cells.get("amount", "")))
    elif fate is not None:
        account.files.setdefault(file, set()).add(fate)
