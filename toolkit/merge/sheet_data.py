"""The sheets of records: every field of every project, every field of every indicator, one row each.

They are there to be filtered, and for reading the summary back; the columns that are read back are texts as exact
as the records, those beside them are numbers to calculate with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

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
from toolkit.merge.grid import SHEET_ROWS, Cells, Column, Text, Value, draw_grid
from toolkit.merge.order import unit_of
from toolkit.merge.paper import PaperLine
from toolkit.merge.styles import Look
from toolkit.merge.summary import Row
from toolkit.merge.typed import typed
from toolkit.merge.xlsx import Sheet
from toolkit.model.project import Project

_TYPED = (
    Column("operator", "运算符", 7, styles.DATA_NUMBER),
    Column("value", "数值", 11, styles.DATA_VALUE),
    Column("upper", "数值上限", 9, styles.DATA_VALUE),
    Column("measure", "计量单位", 10),
)
#: Links on a sheet; spreadsheet programs take no more.
_LINKS = 65_000

Link = Callable[[Project], str | None]


def draw_projects(new_sheet: Callable[[int], Sheet], lines: Iterable[PaperLine], table: str, link: Link) -> None:
    """One row a project: all its fields, where it stands in the table, and where it came from.

    Args:
        new_sheet: makes the sheet of a number.
        lines: the table.
        table: name of its sheet.
        link: where a project's file lies as seen from the summary, None where it cannot be said.
    """
    rows = list(_rows(lines))
    linked = len(rows) * 2 <= _LINKS
    columns = list(map(_column, PROJECT_COLUMNS))
    draw_grid(new_sheet, columns, (_project(line, row, table, link, linked) for line, row in rows), frozen=2)


def draw_indicators(new_sheet: Callable[[int], Sheet], lines: Iterable[PaperLine], *, most: int = SHEET_ROWS) -> None:
    """One row an indicator: all its fields, and its value in typed columns beside the text as written."""
    columns: list[Column] = []
    for column in INDICATOR_COLUMNS:
        columns += [_column(column), *(_TYPED if column.key == "annual_value" else ())]
    rows = (cells for line, row in _rows(lines) for cells in _indicators(line, row))
    draw_grid(new_sheet, columns, rows, frozen=3, most=most)


def _rows(lines: Iterable[PaperLine]) -> Iterator[tuple[PaperLine, Row]]:
    for line in lines:
        if isinstance(line.line, Row):
            yield line, line.line


def _project(line: PaperLine, row: Row, table: str, link: Link, linked: bool) -> Cells:
    texts = project_cells(row.project)
    cells: dict[str, Text | str | int | None] = {**texts, **_numbers(PROJECT_COLUMNS, texts), ROW: line.row + 1}
    target = link(row.project) if linked else None
    if linked:
        quoted = table.replace("'", "''")
        cells["project_name"] = Text(texts["project_name"], link=f"internal:'{quoted}'!A{line.row + 1}")
    if target:
        cells["file"] = Text(texts["file"], styles.LINK, target)
    return cells


def _indicators(line: PaperLine, row: Row) -> Iterator[Cells]:
    project = row.project
    shared: dict[str, Value] = {
        ROW: line.row + 1,
        "project": project.project_name or "",
        "unit": unit_of(project) or "",
    }
    for number, indicator in enumerate(project.indicators, 1):
        value = typed(indicator.annual_value or indicator.period_value)
        told = {"operator": value.operator, "value": value.number, "upper": value.upper, "measure": value.unit}
        yield {**indicator_cells(indicator), **shared, **told, "number": number}


def _numbers(columns: Iterable[DataColumn], texts: Mapping[str, str]) -> Mapping[str, int | None]:
    return {one.key: int(texts[one.key]) if texts.get(one.key) else None for one in columns if one.number}


def _column(column: DataColumn) -> Column:
    return Column(column.key, column.heading, column.width, _look(column))


def _look(column: DataColumn) -> Look:
    if column.number:
        return styles.DATA_NUMBER
    return styles.DATA_RIGHT if column.key in MONEY else styles.DATA
