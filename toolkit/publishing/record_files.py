"""Records as files of their own: a workbook and a flat CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import BytesIO, StringIO

from toolkit.excel.write.book_writer import BookWriter
from toolkit.model.records import Project
from toolkit.model.text import no_formula
from toolkit.publishing.paths_shown import Folder
from toolkit.publishing.sheet_data import DataSheets
from toolkit.publishing.sheet_table import Place
from toolkit.publishing.summary_styles import FONT
from toolkit.summary_book import sheets
from toolkit.summary_book.record_sheets import indicator_cells, project_cells
from toolkit.summary_book.sheets import SheetColumn, SheetDeclaration

#: More projects than can be linked: there is no table that a link could lead to.
_UNLINKED = 10**9


def records_workbook(projects: Iterable[Project], names: Mapping[str, str]) -> bytes:
    """Returns a workbook with the sheets 项目 and 明细; amounts in 元.

    Args:
        projects: the records.
        names: what forms call their own fields and tables, by key.
    """
    book, out = BookWriter(font=FONT), BytesIO()
    data = DataSheets(book, _UNLINKED, lambda _: None, Folder(), names=names)
    for number, project in enumerate(projects):
        data.add(project, Place("", number, number))
    data.projects.close()
    data.indicators.close()
    book.save(out)
    return out.getvalue()


def records_csv(projects: Iterable[Project], names: Mapping[str, str]) -> str:
    """Returns a line an indicator, with its project's fields; amounts in 元.

    A project without indicators has one line. The file begins so that Excel and WPS take it for UTF-8.

    Args:
        projects: the records.
        names: what forms call their own fields and tables, by key.
    """
    lines = [
        (project_cells(project), {} if indicator is None else indicator_cells(indicator))
        for project in projects
        for indicator in (project.indicators or (None,))
    ]
    of_project = _columns(sheets.PROJECTS, (project for project, _ in lines), names)
    of_indicator = _columns(sheets.INDICATORS, (indicator for _, indicator in lines), names)
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([column.heading for column in (*of_project, *of_indicator)])
    for project, indicator in lines:
        cells = (project.get(column.key, "") for column in of_project)
        writer.writerow(map(no_formula, (*cells, *(indicator.get(column.key, "") for column in of_indicator))))
    return "\ufeff" + out.getvalue()


def _columns(sheet: SheetDeclaration, rows: Iterable[Mapping[str, str]], names: Mapping[str, str]) -> list[SheetColumn]:
    """Returns the columns of a sheet, then those that only some rows have."""
    declared = [column for column in sheet.columns if column.read and column.key not in _REPEATED]
    further = dict.fromkeys(key for row in rows for key in row)
    own = [sheets.further_column(key, names) for key in further if key not in {one.key for one in sheet.columns}]
    return [*declared, *own]


#: Columns of 明细 that its project has too.
_REPEATED = (sheets.ROW, "number", "project", "unit")
