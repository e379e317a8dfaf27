"""The sheets of records: every field of every project, every field of every indicator, one row each.

They are there to be filtered, to calculate with, and for reading the summary back: what is read back is as exact as
the records.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from toolkit.excel.write.book_writer import BookWriter
from toolkit.excel.write.cell_style import CellStyle
from toolkit.excel.write.row_markup import amount
from toolkit.indicators.typed import typed
from toolkit.model.cell import SHEET_ROWS
from toolkit.model.records import Project
from toolkit.model.same import unit_of
from toolkit.model.schema import PROJECT, leaves, value_at
from toolkit.publishing import summary_styles as styles
from toolkit.publishing.grid_sheet import Cells, GridColumn, GridSheet, Text, Value
from toolkit.publishing.paths_shown import Folder
from toolkit.publishing.sheet_table import Place
from toolkit.summary_book.record_sheets import (
    INDICATOR_COLUMNS,
    INDICATORS_SHEET,
    PROJECT_COLUMNS,
    PROJECTS_SHEET,
    ROW,
    DataColumn,
    indicator_cells,
    project_cells,
)

_TYPED = (
    GridColumn("operator", "运算符", 7, styles.from_the_top(styles.DATA_NUMBER)),
    GridColumn("value", "数值", 11, styles.from_the_top(styles.DATA_VALUE)),
    GridColumn("upper", "数值上限", 9, styles.from_the_top(styles.DATA_VALUE)),
    GridColumn("measure", "计量单位", 10, styles.from_the_top(styles.DATA)),
)
#: A weight that is read back as it was written, where it stands as a number: 10 and 2.5, not 10% or 10.0.
_FIGURE = re.compile(r"[1-9]\d{0,3}(?:\.\d{0,3}[1-9])?", re.ASCII)
#: Links on a sheet; spreadsheet programs take no more.
_LINKS = 65_000
#: What stands on the sheet of projects as a number.
_NUMBERS = tuple((path, one.key) for path, one in leaves(PROJECT) if one.kind in ("year", "amount"))

Link = Callable[[Project], str | None]


class DataSheets:
    """The sheets 项目 and 明细, which grow project by project.

    Args:
        book: to which they are added when they are closed.
        projects: how many there will be.
        link: where a project's file lies as seen from the summary, None where it cannot be said.
        files: the folder from which files are named.
        most: rows of a sheet.
    """

    def __init__(self, book: BookWriter, projects: int, link: Link, files: Folder, *, most: int = SHEET_ROWS) -> None:
        self._linked = projects * 2 <= _LINKS
        self._link = link
        self._files = files
        columns: list[GridColumn] = []
        for column in INDICATOR_COLUMNS:
            columns += [_column(column), *(_TYPED if column.key == "annual_value" else ())]
        self.projects = GridSheet(book, PROJECTS_SHEET, list(map(_column, PROJECT_COLUMNS)), frozen=2, most=most)
        self.indicators = GridSheet(book, INDICATORS_SHEET, columns, frozen=3, most=most)

    def add(self, project: Project, place: Place) -> None:
        """Write a project and its indicators."""
        self.projects.add(self._project(project, place))
        shared: dict[str, Value] = {
            ROW: place.number + 1,
            "project": project.project_name or "",
            "unit": unit_of(project) or "",
        }
        for number, indicator in enumerate(project.indicators, 1):
            value = typed(indicator.annual_value or indicator.period_value)
            parts = {"operator": value.operator, "value": value.number, "upper": value.upper, "measure": value.unit}
            cells: dict[str, Value] = {**indicator_cells(indicator), **shared, **parts, "number": number}
            if indicator.weight and _FIGURE.fullmatch(indicator.weight):
                cells["weight"] = Decimal(indicator.weight)
            self.indicators.add(cells)

    def _project(self, project: Project, place: Place) -> Cells:
        texts = dict(project_cells(project))
        texts["file"] = self._files.file(texts["file"])
        numbers: dict[str, Value] = {key: _number(value_at(project, path)) for path, key in _NUMBERS}
        cells: dict[str, Value] = {**texts, **numbers, ROW: place.number + 1}
        if self._linked:
            quoted = place.sheet.replace("'", "''")
            target = f"internal:'{quoted}'!A{place.row + 1}"
            cells["project_name"] = Text(texts["project_name"], link=target)
            file = self._link(project)
            if file:
                cells["file"] = Text(texts["file"], _LINK, file)
        return cells


def _number(value: int | Decimal | None) -> Value:
    return amount(value) if isinstance(value, Decimal) else value


def _column(column: DataColumn) -> GridColumn:
    return GridColumn(column.key, column.heading, column.width, _look(column))


def _look(column: DataColumn) -> CellStyle:
    """Texts begin at the top, so that of one with line breaks the first line is seen; a project's name is whole."""
    if column.kind in ("year", "number"):
        look = styles.DATA_NUMBER
    elif column.kind == "amount":
        look = styles.DATA_AMOUNT
    elif column.kind == "weight":
        look = styles.DATA_VALUE
    else:
        look = styles.SENTENCE if column.key == "project_name" else styles.DATA
    return styles.from_the_top(look)


_LINK = styles.from_the_top(styles.LINK)
