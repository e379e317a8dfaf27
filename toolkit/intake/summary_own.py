"""A summary that `merge` wrote holds every field of its records on sheets of its own: found and read back here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.intake.grid import Book, Grid
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.summary_record import (
    DEFINED_NAME,
    INDICATOR_COLUMNS,
    INDICATORS_SHEET,
    OTHER_SHEETS,
    PROJECT_COLUMNS,
    PROJECTS_SHEET,
    PROPERTY,
    ROW,
    DataColumn,
    indicator_from,
    project_from,
)
from toolkit.model.indicator import Indicator
from toolkit.model.project import Project
from toolkit.model.text import fold

_REFERS_TO = re.compile(r"'?(?P<sheet>.+?)'?!\$?[A-Z]+\$?\d+(:\$?[A-Z]+\$?\d+)?")


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as the summary's own sheets keep it.

    Attributes:
        row: the row of the summary (from 0) on which it was written.
        project: the record; its source is the caller's to say.
    """

    row: int
    project: Project


@dataclass(frozen=True, slots=True)
class Own:
    """What a summary's own sheets keep, and what of them could not be read."""

    kept: tuple[Kept, ...]
    observations: tuple[Observation, ...] = ()


def is_own_sheet(grid: Grid, book: Book) -> bool:
    """Whether a sheet is one that `merge` puts beside the table."""
    if not is_marked(book):
        return False
    if grid.name.split("（")[0] in OTHER_SHEETS:
        return True
    return any(_columns(grid, columns) is not None for columns in (PROJECT_COLUMNS, INDICATOR_COLUMNS))


def read_own(grid: Grid, book: Book) -> Own | None:
    """The records of a table that `merge` wrote; None where it did not, or its sheets are gone.

    Args:
        grid: the sheet with the table.
        book: its workbook, with the marks and the other sheets.
    """
    if not is_marked(book) or _table_sheet(book) not in (None, grid.name):
        return None
    projects = _sheet(book, PROJECTS_SHEET, PROJECT_COLUMNS)
    indicators = _sheet(book, INDICATORS_SHEET, INDICATOR_COLUMNS)
    if projects is None or indicators is None:
        return None
    by_row: dict[str, list[Indicator]] = {}
    for _, cells in _rows(*indicators):
        by_row.setdefault(cells.get(ROW, ""), []).append(indicator_from(cells))
    kept: list[Kept] = []
    observations: list[Observation] = []
    for number, cells in _rows(*projects):
        try:
            kept.append(Kept(int(cells.get(ROW, "")) - 1, project_from(cells, by_row.get(cells[ROW], ()))))
        except ValueError:
            told = cells.get("project_name", "")
            facts = {"found": told, "expected": PROJECTS_SHEET}
            observations.append(Observation(Seen.AMBIGUOUS, f"A{number + 1}", facts, projects[0].name))
    return Own(tuple(kept), tuple(observations))


def is_marked(book: Book) -> bool:
    """Whether a workbook says of itself that `merge` wrote it."""
    return PROPERTY in book.properties or DEFINED_NAME in book.names


def _table_sheet(book: Book) -> str | None:
    """The sheet for whose table the name is defined; None where the name or that sheet is gone."""
    match = _REFERS_TO.fullmatch(book.names.get(DEFINED_NAME, "").removeprefix("="))
    name = match["sheet"].replace("''", "'") if match else ""
    return name if book.sheet(name) else None


def _sheet(book: Book, name: str, columns: Sequence[DataColumn]) -> tuple[Grid, Mapping[str, int]] | None:
    """The sheet of that name with these columns, or another one with them."""
    for grid in sorted(book.sheets, key=lambda grid: grid.name != name):
        found = _columns(grid, columns)
        if found is not None:
            return grid, found
    return None


def _columns(grid: Grid, columns: Sequence[DataColumn]) -> Mapping[str, int] | None:
    """Where the columns stand, if the first row is their heading."""
    keys = {fold(column.heading): column.key for column in columns}
    first = ((col, fold(cell.text)) for (row, col), cell in grid.cells.items() if row == 0)
    found = {keys[text]: col for col, text in first if text in keys}
    return found if len(found) == len(columns) else None


def _rows(grid: Grid, places: Mapping[str, int]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows below the heading, each cell as it is written, by key."""
    for number in sorted({row for row, _ in grid.cells if row}):
        cells = {key: grid.text(number, col) for key, col in places.items()}
        if any(cells.values()):
            yield number, cells
