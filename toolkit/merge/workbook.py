"""A Summary as a workbook: departments' overall targets, the published table, sheets for use. Bytes in memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from toolkit.intake.summary_record import (
    DEFINED_NAME,
    INDICATORS_SHEET,
    PROJECTS_SHEET,
    PROPERTY,
    REMARKS_SHEET,
    VERSION,
)
from toolkit.merge.grid import SHEET_ROWS
from toolkit.merge.links import link_to
from toolkit.merge.paper import paper_lines, sheet_name, table_area
from toolkit.merge.sheet_changes import CHANGES_SHEET, draw_changes
from toolkit.merge.sheet_control import CONTROL_SHEET, draw_control
from toolkit.merge.sheet_data import draw_indicators, draw_projects
from toolkit.merge.sheet_department import DEPARTMENT_SHEET, draw_departments
from toolkit.merge.sheet_remarks import draw_remarks
from toolkit.merge.sheet_returns import RETURNS_SHEET, draw_returns
from toolkit.merge.sheet_stats import STATS_SHEET, draw_stats
from toolkit.merge.sheet_table import draw_table
from toolkit.merge.summary import Summary
from toolkit.merge.xlsx import Book, Sheet

#: From so many indicators on the workbook is streamed: its rows are put aside on disk as they are drawn.
MANY = 20_000


def write_summary(summary: Summary, folder: Path | None = None, *, most: int = SHEET_ROWS, many: int = MANY) -> bytes:
    """Draw a summary. The same projects, in whatever order they were given, make the same bytes.

    The workbook says of itself that it was written here, twice: a custom property, and a name defined for the
    table. By these, reading it back knows that its other sheets hold the records.

    Args:
        summary: what is in it.
        folder: where it will lie, so that links lead to the files; None for no links to files.
        most: rows of a sheet; longer lists go on on a further one.
        many: from so many indicators on it is streamed.
    """
    book = Book(streaming=sum(len(project.indicators) for project in summary.top.projects()) >= many)
    lines = paper_lines(summary)
    name = sheet_name(summary)
    draw_departments(_sheets(book, DEPARTMENT_SHEET), summary.targets)
    draw_table(book.sheet(name), summary, lines)
    draw_projects(_sheets(book, PROJECTS_SHEET), lines, name, partial(link_to, folder=folder))
    draw_remarks(_sheets(book, REMARKS_SHEET), summary, most=most)
    draw_indicators(_sheets(book, INDICATORS_SHEET), lines, most=most)
    draw_stats(book.sheet(STATS_SHEET), summary)
    draw_returns(_sheets(book, RETURNS_SHEET), summary)
    draw_control(book.sheet(CONTROL_SHEET), summary)
    if summary.changes is not None:
        draw_changes(_sheets(book, CHANGES_SHEET), summary.changes, most=most)
    definition = summary.definition
    mark = f"{VERSION} {definition.id} {definition.version}"
    book.properties(definition.title, summary.department or "", {PROPERTY: mark})
    book.name(DEFINED_NAME, name, table_area(summary, lines))
    return book.close()


def _sheets(book: Book, name: str) -> Callable[[int], Sheet]:
    """Makes the sheets of a long list: 明细, 明细（2）, 明细（3）."""
    return lambda number: book.sheet(name if number == 1 else f"{name}（{number}）")
