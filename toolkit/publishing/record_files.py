"""Records as files of their own: a workbook and a flat CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from toolkit.excel.write.book_writer import BookWriter
from toolkit.model.records import Indicator, Project
from toolkit.publishing.paths_shown import Folder
from toolkit.publishing.sheet_data import DataSheets
from toolkit.publishing.sheet_table import Place
from toolkit.publishing.summary_styles import FONT
from toolkit.summary_book import sheets
from toolkit.summary_book.record_sheets import indicator_cells, project_cells

#: More projects than can be linked: there is no table that a link could lead to.
_UNLINKED = 10**9
#: A text that begins so would be a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def records_workbook(projects: Iterable[Project]) -> bytes:
    """Returns a workbook with the sheets 项目 and 明细; amounts in 元."""
    book, out = BookWriter(font=FONT), BytesIO()
    data = DataSheets(book, _UNLINKED, lambda _: None, Folder())
    for number, project in enumerate(projects):
        data.add(project, Place("", number, number))
    data.projects.close()
    data.indicators.close()
    book.save(out)
    return out.getvalue()


def records_csv(projects: Iterable[Project]) -> str:
    """Returns a line an indicator, with its project's fields; amounts in 元.

    A project without indicators has one line. The file begins so that Excel and WPS take it for UTF-8.
    """
    of_project = [column for column in sheets.PROJECTS.columns if column.key != sheets.ROW]
    of_indicator = [column for column in sheets.INDICATORS.columns if column.read and column.key not in _REPEATED]
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([column.heading for column in (*of_project, *of_indicator)])
    for project in projects:
        shared = project_cells(project)
        indicators: Sequence[Indicator | None] = project.indicators or (None,)
        for indicator in indicators:
            own = {} if indicator is None else indicator_cells(indicator)
            cells = [shared.get(column.key, "") for column in of_project]
            writer.writerow(map(_text, [*cells, *(own.get(column.key, "") for column in of_indicator)]))
    return "\ufeff" + out.getvalue()


#: Columns of 明细 that its project has too.
_REPEATED = (sheets.ROW, "number", "project", "unit")


def _text(value: str) -> str:
    """Returns a text that no spreadsheet takes for a formula."""
    is_number = value[:1] in "+-" and value[1:].replace(".", "", 1).isdigit()
    return f"'{value}" if value.startswith(_FORMULA) and not is_number else value
