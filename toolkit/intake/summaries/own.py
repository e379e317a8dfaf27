"""A summary that `merge` wrote holds every field of its records on sheets of its own: found and read back here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.intake.grid import Book, Grid
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.summaries.record import (
    DEFINED_NAME,
    INDICATOR_COLUMNS,
    INDICATORS_SHEET,
    OTHER_SHEETS,
    PROJECT_COLUMNS,
    PROJECTS_SHEET,
    PROPERTY,
    ROW,
    indicator_from,
    project_from,
)
from toolkit.intake.summaries.sheets import columns_of, rows_of, sheets_of
from toolkit.model.indicator import Indicator
from toolkit.model.project import Project

_PROJECT = {column.key: column.heading for column in PROJECT_COLUMNS}
_INDICATOR = {column.key: column.heading for column in INDICATOR_COLUMNS}
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
    return any(columns_of(grid, headings) is not None for headings in (_PROJECT, _INDICATOR))


def read_own(grid: Grid, book: Book) -> Own | None:
    """The records of a table that `merge` wrote; None where it did not, or its sheets are gone.

    Args:
        grid: the sheet with the table.
        book: its workbook, with the marks and the other sheets.
    """
    if not is_marked(book) or _table_sheet(book) not in (None, grid.name):
        return None
    projects, indicators = sheets_of(book, PROJECTS_SHEET, _PROJECT), sheets_of(book, INDICATORS_SHEET, _INDICATOR)
    if not (projects and indicators):
        return None
    by_row: dict[str, list[Indicator]] = {}
    for _, cells in rows_of(indicators):
        by_row.setdefault(cells.get(ROW, ""), []).append(indicator_from(cells))
    kept: list[Kept] = []
    observations: list[Observation] = []
    for address, cells in rows_of(projects):
        try:
            kept.append(Kept(int(cells.get(ROW, "")) - 1, project_from(cells, by_row.get(cells[ROW], ()))))
        except ValueError:
            told = cells.get("project_name", "")
            facts = {"found": told, "expected": PROJECTS_SHEET}
            observations.append(Observation(Seen.AMBIGUOUS, address, facts, projects[0][0].name))
    return Own(tuple(kept), tuple(observations))


def is_marked(book: Book) -> bool:
    """Whether `merge` wrote a workbook: by its marks; where the format does not let these be read, by its sheets."""
    if PROPERTY in book.properties or DEFINED_NAME in book.names:
        return True
    if book.structure_known or book.sheet(PROJECTS_SHEET) is None:
        return False
    return all(sheets_of(book, *told) for told in ((PROJECTS_SHEET, _PROJECT), (INDICATORS_SHEET, _INDICATOR)))


def _table_sheet(book: Book) -> str | None:
    """The sheet for whose table the name is defined; None where the name or that sheet is gone."""
    match = _REFERS_TO.fullmatch(book.names.get(DEFINED_NAME, "").removeprefix("="))
    name = match["sheet"].replace("''", "'") if match else ""
    return name if book.sheet(name) else None
