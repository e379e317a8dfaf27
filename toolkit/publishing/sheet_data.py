"""The sheets of records: a row for each project and each indicator.

They are there to be filtered, to calculate with, and for reading the summary back: what is read back is as exact as
the records.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

from toolkit.excel.write.book_writer import BookWriter
from toolkit.excel.write.row_markup import amount
from toolkit.model.cell import SHEET_ROWS
from toolkit.model.records import Project
from toolkit.model.same import unit_of
from toolkit.publishing import summary_styles as styles
from toolkit.publishing.grid_sheet import Cells, GridSheet, Text, Value
from toolkit.publishing.paths_shown import Folder
from toolkit.publishing.sheet_table import Place
from toolkit.summary_book import sheets
from toolkit.summary_book.record_sheets import indicator_cells, project_cells, project_numbers, value_cells
from toolkit.summary_book.sheets import ROW, further_column

#: A weight that is read back as it was written, where it stands as a number: 10 and 2.5, not 10% or 10.0.
_FIGURE = re.compile(r"[1-9]\d{0,3}(?:\.\d{0,3}[1-9])?", re.ASCII)
#: Links on a sheet; spreadsheet programs take no more.
_LINKS = 65_000
Link = Callable[[Project], str | None]


class DataSheets:
    """The sheets 项目 and 明细, which grow project by project.

    Args:
        book: to which they are added when they are closed.
        projects: how many there will be.
        link: where a project's file lies as seen from the summary, None where it cannot be said.
        files: the folder from which files are named.
        names: what forms call their own fields and tables, by key.
        most: rows of a sheet.
    """

    def __init__(
        self,
        book: BookWriter,
        projects: int,
        link: Link,
        files: Folder,
        *,
        names: Mapping[str, str],
        most: int = SHEET_ROWS,
    ) -> None:
        self._linked = projects * 2 <= _LINKS
        self._link = link
        self._files = files
        self.projects: GridSheet = GridSheet(
            book, sheets.PROJECTS, most=most, further=partial(further_column, names=names)
        )
        self.indicators: GridSheet = GridSheet(
            book, sheets.INDICATORS, most=most, further=partial(further_column, names=names)
        )

    def add(self, project: Project, place: Place) -> None:
        """Writes a project and its indicators."""
        self.projects.add(self._project(project, place))
        shared: dict[str, Value] = {
            ROW: place.number + 1,
            "project": project.project_name or "",
            "unit": unit_of(project) or "",
        }
        for number, indicator in enumerate(project.indicators, 1):
            cells: dict[str, Value] = {**indicator_cells(indicator), **shared, **value_cells(indicator)}
            cells["number"] = number
            if indicator.weight and _FIGURE.fullmatch(indicator.weight):
                cells["weight"] = Decimal(indicator.weight)
            self.indicators.add(cells)

    def _project(self, project: Project, place: Place) -> Cells:
        texts = dict(project_cells(project))
        texts["file"] = self._files.file(texts["file"])
        numbers: dict[str, Value] = {key: _number(value) for key, value in project_numbers(project).items()}
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


_LINK = styles.from_the_top(styles.LINK)
