"""The marks by which a workbook is known again: in its properties, in a name, on a hidden sheet."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.forms.stamp import DEFINED_NAME, PROPERTY, SHEET, keywords, short_code
from toolkit.generate.styles import HIDDEN
from toolkit.generate.xlsx import Book
from toolkit.model.cell import CellRef

_HEADER = ("工作表", "表样编号", "下发标识")


def draw_identity(book: Book, title: str, stamps: Sequence[tuple[str, str]]) -> None:
    """Mark a workbook.

    Args:
        book: the workbook.
        title: its title as a document.
        stamps: name and full stamp of each sheet.
    """
    codes = [short_code(stamp) for _, stamp in stamps]
    told = keywords(codes)
    book.properties(title, told, {PROPERTY: told})
    book.constant(DEFINED_NAME, codes[0])
    sheet = book.sheet(SHEET, hidden=True)
    for row, texts in enumerate(stamp_rows(stamps)):
        for col, text in enumerate(texts):
            sheet.text(CellRef(row, col), text, HIDDEN)


def stamp_rows(stamps: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """The rows of the hidden sheet: a heading, then name, code and full stamp of each sheet."""
    return [_HEADER, *((name, short_code(stamp), stamp) for name, stamp in stamps)]
