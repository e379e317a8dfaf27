"""The copy of a summary to publish (公开稿): its table and nothing internal."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from toolkit.excel.write.book_writer import BookWriter
from toolkit.merging.summary import Summary
from toolkit.model.cell import SHEET_ROWS
from toolkit.publishing.paper import sheet_name
from toolkit.publishing.sheet_department import draw_departments
from toolkit.publishing.sheet_table import PublishedTable
from toolkit.publishing.summary_styles import FONT


def public_bytes(summary: Summary, *, most: int = SHEET_ROWS) -> bytes:
    """Returns the copy to publish as `write_public` writes it, in memory."""
    out = BytesIO()
    write_public(summary, out, most=most)
    return out.getvalue()


def write_public(summary: Summary, out: IO[bytes], *, most: int = SHEET_ROWS) -> None:
    """Writes the summary's table alone, as it is to be published.

    Of departments' overall targets without projects it writes a sheet each.
    It has no records, links, comments, hidden sheets or names of files, and its properties are the title only. It
    carries no mark of `merge` either: read back, it is a table like any other. The same summary gives the same bytes.

    Args:
        summary: what is in it.
        out: where it is written.
        most: rows of a sheet; a longer table goes on on a further one.

    Raises:
        OverflowError: it would be larger than a workbook can be.
    """
    book = BookWriter(font=FONT)
    if summary.targets and next(iter(summary.top.projects()), None) is None:
        draw_departments(book, summary, None)
    else:
        table = PublishedTable(book, summary, sheet_name(summary), most=most)
        for depth, line in summary.top.lines():
            table.add(line, depth)
        table.close()
    book.properties({}, title=summary.definition.title)
    book.save(out)
