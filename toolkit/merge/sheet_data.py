"""Sheets 2 and 3: every field of every record, one row a project, one row an indicator.

They are there to be filtered, and for reading the summary back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from toolkit.intake.summary_record import (
    INDICATOR_COLUMNS,
    MONEY,
    PROJECT_COLUMNS,
    ROW,
    DataColumn,
    indicator_cells,
    project_cells,
)
from toolkit.merge import styles
from toolkit.merge.order import unit_of
from toolkit.merge.paper import PaperLine
from toolkit.merge.styles import Look
from toolkit.merge.summary import Row
from toolkit.merge.xlsx import Sheet
from toolkit.model.cell import CellRange, CellRef

_HEIGHT = 18.0
#: Characters that a printed page is wide enough for.
_PAGE = 200.0


def draw_projects(sheet: Sheet, lines: Iterable[PaperLine]) -> None:
    """One row a project: all its fields, and where it came from."""
    _draw(sheet, PROJECT_COLUMNS, [_project(line, row) for line, row in _rows(lines)])


def draw_indicators(sheet: Sheet, lines: Iterable[PaperLine]) -> None:
    """One row an indicator: all its fields."""
    _draw(sheet, INDICATOR_COLUMNS, [cells for line, row in _rows(lines) for cells in _indicators(line, row)])


def _rows(lines: Iterable[PaperLine]) -> Iterator[tuple[PaperLine, Row]]:
    for line in lines:
        if isinstance(line.line, Row):
            yield line, line.line


def _project(line: PaperLine, row: Row) -> Mapping[str, str]:
    return {**project_cells(row.project), ROW: str(line.row + 1)}


def _indicators(line: PaperLine, row: Row) -> Iterator[Mapping[str, str]]:
    project = row.project
    shared = {ROW: str(line.row + 1), "project": project.project_name or "", "unit": unit_of(project) or ""}
    for number, indicator in enumerate(project.indicators, 1):
        yield {**indicator_cells(indicator), **shared, "number": str(number)}


def _draw(sheet: Sheet, columns: Sequence[DataColumn], rows: Sequence[Mapping[str, str]]) -> None:
    sheet.columns(column.width for column in columns)
    sheet.height(0, _HEIGHT + 4)
    for col, column in enumerate(columns):
        look = _look(column)
        sheet.text(0, col, column.heading, styles.DATA_HEADING)
        for row, cells in enumerate(rows, 1):
            text = cells.get(column.key, "")
            if column.number:
                sheet.number(row, col, int(text) if text else None, look)
            else:
                sheet.text(row, col, text, look)
    area = CellRange(CellRef(0, 0), CellRef(max(len(rows), 1), len(columns) - 1))
    sheet.filter(area)
    sheet.page(area, 0, "landscape", across=ceil(sum(c.width for c in columns) / _PAGE))
    sheet.screen(1, 2, grid=True)


def _look(column: DataColumn) -> Look:
    if column.number:
        return styles.DATA_NUMBER
    return styles.DATA_RIGHT if column.key in MONEY else styles.DATA
