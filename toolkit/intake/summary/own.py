"""The sheets of records in a summary that `merge` wrote."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from toolkit.excel.grid import Book, Grid
from toolkit.model.cell import SHEET_ROWS
from toolkit.model.evidence import Observation, Observed, ReadRecord, ReadTotal
from toolkit.model.records import Indicator, Project
from toolkit.model.text import fold
from toolkit.summary_book import sheets
from toolkit.summary_book.record_sheets import indicator_from, project_from
from toolkit.summary_book.sheets import DEFINED_NAME, PROPERTY, ROW, SheetDeclaration, further_key

_NUMBERED = re.compile(r"(?P<name>.+)（(?P<number>[1-9]\d?)）")
_ADDRESS = re.compile(r"[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?(?:,[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?)*")
_ROW = re.compile(r"\d+")
#: Rows above the headings.
_ABOVE = 3


class RecordSheet(NamedTuple):
    """A sheet, the row of its headings, and its columns by key."""

    grid: Grid
    head: int
    columns: Mapping[str, int]


def parts_of(book: Book, first: Grid) -> tuple[Grid, ...]:
    """Returns a sheet and its continuations: 明细, 明细（2）, 明细（3）."""
    numbered: dict[int, Grid] = {1: first}
    for grid in book.sheets:
        match = _NUMBERED.fullmatch(grid.name)
        if match and grid is not first and match["name"] in (first.name, first.name[:27]):
            numbered.setdefault(int(match["number"]), grid)
    return tuple(numbered[number] for number in sorted(numbered))


def goes_on(book: Book, grid: Grid) -> bool:
    """Whether a sheet continues another one."""
    match = _NUMBERED.fullmatch(grid.name)
    names = {other.name for other in book.sheets if other is not grid}
    return match is not None and any(match["name"] in (name, name[:27]) for name in names)


def sheets_of(book: Book, sheet: SheetDeclaration, needed: Collection[str] | None = None) -> tuple[RecordSheet, ...]:
    """Returns the sheets of a declaration, with those on which it continues.

    One of the declared name comes first, else another one with its headings is taken.

    Args:
        book: the workbook.
        sheet: the declaration.
        needed: keys of the columns without which it is not found; by default all that its version had.
    """
    needed = sheet.needed(book.once(_version)) if needed is None else needed
    for first in sorted(book.sheets, key=lambda grid: grid.name != sheet.name):
        if columns_of(first, sheet, needed) is None:
            continue
        found = ((grid, columns_of(grid, sheet, needed)) for grid in parts_of(book, first))
        return tuple(RecordSheet(grid, *columns) for grid, columns in found if columns is not None)
    return ()


def columns_of(grid: Grid, sheet: SheetDeclaration, needed: Collection[str]) -> tuple[int, Mapping[str, int]] | None:
    """Returns the row of the headings, and each column by key.

    None where the heading of a needed column is missing.
    """
    keys = {fold(column.heading): column.key for column in sheet.columns if column.key in needed}
    rows: dict[int, dict[str, int]] = {}
    for (row, col), cell in grid.cells.items():
        if row < _ABOVE and (key := keys.get(fold(cell.text))):
            rows.setdefault(row, {}).setdefault(key, col)
    return next(((row, rows[row]) for row in sorted(rows) if len(rows[row]) == len(keys)), None)


def with_further(found: RecordSheet) -> RecordSheet:
    """Returns a sheet of records with the columns that only some records have."""
    columns = dict(found.columns)
    for (row, col), cell in found.grid.cells.items():
        if row == found.head and col not in found.columns.values() and (key := further_key(cell.text)):
            columns.setdefault(key, col)
    return found._replace(columns=columns)


def _version(book: Book) -> int:
    return sheets.version_of(book.properties.get(PROPERTY, ""))


def rows_of(found: Sequence[RecordSheet]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yields each row below the headings: its address, and its cells by key."""
    for grid, head, places in found:
        for number in sorted({row for row, _ in grid.cells if row > head}):
            cells = {key: grid.text(number, col) for key, col in places.items()}
            if any(cells.values()):
                yield f"A{number + 1}", cells


def joined(parts: Sequence[Grid]) -> Grid:
    """Returns the sheets of a table as one, its rows counted on."""
    first, *others = parts
    if not others:
        return first
    cells, hidden = dict(first.cells), set(first.hidden_rows)
    for number, grid in enumerate(others, 1):
        base = number * SHEET_ROWS
        cells.update({(base + row, col): cell for (row, col), cell in grid.cells.items()})
        hidden.update(base + row for row in grid.hidden_rows)
    columns = frozenset[int]().union(*(grid.hidden_cols for grid in parts))
    return replace(first, cells=cells, hidden_rows=frozenset(hidden), hidden_cols=columns)


class SheetPlaces:
    """The real places of cells of a table that was read as one.

    Args:
        parts: its sheets.
    """

    def __init__(self, parts: Sequence[Grid]) -> None:
        self._parts = parts

    def record(self, read: ReadRecord) -> ReadRecord:
        """Returns a record with its real sheet and cells."""
        sheet = self._sheet(read.source.range)
        source = replace(read.source, sheet=sheet, range=_here(read.source.range))
        record = replace(read.record, source=source)
        if isinstance(record, Project):
            indicators = (replace(one, cell=one.cell and _here(one.cell)) for one in record.indicators)
            record = replace(record, indicators=tuple(indicators))
        placed = {key: replace(one, cell=_here(one.cell)) for key, one in read.placed.items()}
        seen = tuple(map(self.seen, read.observations))
        return replace(read, record=record, source=source, placed=placed, observations=seen)

    def total(self, total: ReadTotal) -> ReadTotal:
        """Returns a total row with its real sheet and cells."""
        source = replace(total.source, sheet=self._sheet(total.source.range), range=_here(total.source.range))
        return replace(total, cell=_here(total.cell), source=source)

    def seen(self, one: Observation) -> Observation:
        """Returns an observation with its real sheet and cells."""
        if one.cell is None or _base(one.cell) == 0:
            return one
        facts = {key: _here(fact) if isinstance(fact, str) else fact for key, fact in one.facts.items()}
        return replace(one, cell=_here(one.cell), facts=facts, sheet=self._sheet(one.cell))

    def _sheet(self, address: str) -> str:
        return self._parts[min(_base(address), len(self._parts) - 1)].name


def _base(address: str) -> int:
    """Returns the number of the sheet that an address is on, from 0."""
    row = _ROW.search(address) if _ADDRESS.fullmatch(address) else None
    return (int(row[0]) - 1) // SHEET_ROWS if row else 0


def _here(address: str) -> str:
    """Returns an address as it is on its own sheet, any other text unchanged."""
    if not _base(address):
        return address
    return _ROW.sub(lambda row: str((int(row[0]) - 1) % SHEET_ROWS + 1), address)


_REFERS_TO = re.compile(r"'?(?P<sheet>.+?)'?!\$?[A-Z]+\$?\d+(:\$?[A-Z]+\$?\d+)?")


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record as the summary's own sheets keep it.

    Attributes:
        row: the row of the summary (from 0) on which it was written.
        project: the record, without its source.
    """

    row: int
    project: Project


@dataclass(frozen=True, slots=True)
class OwnSheets:
    """The records that a summary's own sheets keep, and unreadable ones as observations."""

    kept: tuple[KeptRecord, ...]
    observations: tuple[Observation, ...] = ()


def is_own_sheet(grid: Grid, book: Book) -> bool:
    """Whether `merge` put a sheet beside the table."""
    if not is_marked(book):
        return False
    if grid.name.split("（")[0] in sheets.without_records():
        return True
    version = book.once(_version)
    records = (sheets.PROJECTS, sheets.INDICATORS)
    return any(columns_of(grid, sheet, sheet.needed(version)) is not None for sheet in records)


def read_own(grid: Grid, book: Book) -> OwnSheets | None:
    """Returns the records of a table that `merge` wrote, else None.

    None too where its sheets are gone.

    Args:
        grid: the sheet with the table.
        book: its workbook, with the marks and the other sheets.
    """
    return book.once(_own) if is_marked(book) and book.once(_table_sheet) in (None, grid.name) else None


def _own(book: Book) -> OwnSheets | None:
    projects, indicators = (
        tuple(map(with_further, sheets_of(book, sheet))) for sheet in (sheets.PROJECTS, sheets.INDICATORS)
    )
    if not (projects and indicators):
        return None
    by_row: dict[str, list[Indicator]] = {}
    for _, cells in rows_of(indicators):
        by_row.setdefault(cells.get(ROW, ""), []).append(indicator_from(cells))
    kept: list[KeptRecord] = []
    observations: list[Observation] = []
    for address, cells in rows_of(projects):
        try:
            kept.append(KeptRecord(int(cells.get(ROW, "")) - 1, project_from(cells, by_row.get(cells[ROW], ()))))
        except ValueError:
            name = cells.get("project_name", "")
            facts = {"found": name, "expected": sheets.PROJECTS.name}
            observations.append(Observation(Observed.AMBIGUOUS, address, facts, projects[0].grid.name))
    return OwnSheets(tuple(kept), tuple(observations))


def is_marked(book: Book) -> bool:
    """Whether `merge` wrote a workbook.

    It is known by its marks, or by its sheets where the format does not let marks be read.
    """
    return book.once(_is_marked)


def summary_of_mark(book: Book) -> str | None:
    """Returns the id of the definition that a workbook's mark names, None without one."""
    words = book.properties.get(PROPERTY, "").split(" ")
    return words[1] if len(words) > 1 else None


def _is_marked(book: Book) -> bool:
    if PROPERTY in book.properties or DEFINED_NAME in book.names:
        return True
    if book.structure_readable or book.sheet(sheets.PROJECTS.name) is None:
        return False
    return all(sheets_of(book, sheet) for sheet in (sheets.PROJECTS, sheets.INDICATORS))


def _table_sheet(book: Book) -> str | None:
    """Returns the sheet that the defined name refers to, else None."""
    match = _REFERS_TO.fullmatch(book.names.get(DEFINED_NAME, "").removeprefix("="))
    name = match["sheet"].replace("''", "'") if match else ""
    return name if book.sheet(name) else None
