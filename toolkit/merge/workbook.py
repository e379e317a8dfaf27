"""A Summary as a workbook: departments' targets, the published table, sheets for use; written as it comes."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO

from toolkit.intake.summaries.record import DEFINED_NAME, PROPERTY, VERSION
from toolkit.intake.summaries.words import CONTROL_SHEET, SHEET_ROWS
from toolkit.merge.book import Book
from toolkit.merge.control import listed
from toolkit.merge.group import Row
from toolkit.merge.links import link_to
from toolkit.merge.paper import sheet_name
from toolkit.merge.sheet_changes import draw_changes
from toolkit.merge.sheet_control import draw_control
from toolkit.merge.sheet_data import DataSheets
from toolkit.merge.sheet_department import draw_departments
from toolkit.merge.sheet_remarks import draw_remarks
from toolkit.merge.sheet_returns import draw_returns
from toolkit.merge.sheet_stats import STATS_SHEET, draw_stats
from toolkit.merge.sheet_table import Table
from toolkit.merge.shown import common_folder
from toolkit.merge.summary import Summary
from toolkit.merge.tally import Tally


def summary_bytes(summary: Summary, folder: Path | None = None, *, most: int = SHEET_ROWS) -> bytes:
    """A summary as `write_summary` writes it, in memory."""
    out = BytesIO()
    write_summary(summary, out, folder, most=most)
    return out.getvalue()


def write_summary(summary: Summary, out: IO[bytes], folder: Path | None = None, *, most: int = SHEET_ROWS) -> None:
    """Draw a summary. The same projects, in whatever order they were given, make the same bytes.

    Each project is looked at once, and its lines go on three sheets at a time. The workbook says of itself that it
    was written here, twice: a custom property, and a name defined for the table. By these, reading it back knows
    that its other sheets hold the records.

    Args:
        summary: what is in it.
        out: where it is written.
        folder: where it will lie, so that links lead to the files; None for no links to files.
        most: rows of a sheet; longer lists go on on a further one.

    Raises:
        OverflowError: it would be larger than a workbook can be.
    """
    book, tally = Book(), Tally(listed=listed(summary))
    name = sheet_name(summary)
    files = common_folder(one.lies_at for one in summary.received)
    draw_departments(book, summary, files)
    table = Table(book, summary, name, most=most)
    data = DataSheets(book, summary.top.count(), partial(link_to, folder=folder), files, most=most)
    for depth, line in summary.top.lines():
        place = table.add(line, depth)
        if isinstance(line, Row):
            data.add(line.project, place)
            tally.add(line.project)
    area = table.close()
    data.projects.close()
    draw_remarks(book, summary, files, most=most)
    data.indicators.close()
    draw_stats(book.sheet(STATS_SHEET), summary, tally)
    draw_returns(book, summary, files, most=most)
    draw_control(book.sheet(CONTROL_SHEET), summary, tally, files)
    if summary.changes is not None:
        draw_changes(book, summary.changes, summary.definition, most=most)
    definition = summary.definition
    mark = f"{VERSION} {definition.id} {definition.version}"
    book.properties(definition.title, summary.department or "", {PROPERTY: mark})
    book.name(DEFINED_NAME, name, area)
    book.close(out)
