"""A Summary as a workbook: the published table, all records with their sources, all findings. Bytes in memory."""

from __future__ import annotations

from toolkit.intake.summary_record import (
    DEFINED_NAME,
    INDICATORS_SHEET,
    PROJECTS_SHEET,
    PROPERTY,
    REMARKS_SHEET,
    VERSION,
)
from toolkit.merge.paper import paper_lines, sheet_name, table_area
from toolkit.merge.sheet_data import draw_indicators, draw_projects
from toolkit.merge.sheet_remarks import draw_remarks
from toolkit.merge.sheet_table import draw_table
from toolkit.merge.summary import Summary
from toolkit.merge.xlsx import Book


def write_summary(summary: Summary) -> bytes:
    """Draw a summary. The same projects, in whatever order they were given, make the same bytes.

    The workbook says of itself that it was written here, twice: a custom property, and a name defined for the
    table. By these, reading it back knows that its other sheets hold the records.
    """
    book = Book()
    lines = paper_lines(summary)
    name = sheet_name(summary)
    draw_table(book.sheet(name), summary, lines)
    draw_projects(book.sheet(PROJECTS_SHEET), lines)
    draw_indicators(book.sheet(INDICATORS_SHEET), lines)
    draw_remarks(book.sheet(REMARKS_SHEET), summary)
    definition = summary.definition
    mark = f"{VERSION} {definition.id} {definition.version}"
    book.properties(definition.title, summary.department or "", {PROPERTY: mark})
    book.name(DEFINED_NAME, name, table_area(summary, lines))
    return book.close()
