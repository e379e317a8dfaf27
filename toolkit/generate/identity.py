"""The marks by which a workbook is known again: in its properties, in a name, on a hidden sheet."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.forms.stamp import DEFINED_NAME, PROPERTY, SHEET, short_code
from toolkit.generate.styles import HIDDEN
from toolkit.generate.xlsx import Book
from toolkit.model.cell import CellRef

_HEADER = ("工作表", "表样编号", "下发标识")
#: The longest text that a document property may hold.
PROPERTY_TEXT = 255


def draw_identity(book: Book, title: str, stamps: Sequence[tuple[str, str]]) -> None:
    """Mark a workbook.

    Args:
        book: the workbook.
        title: its title as a document.
        stamps: name and full stamp of each sheet.
    """
    codes = [short_code(stamp) for _, stamp in stamps]
    told = " ".join(codes)
    if len(told) > PROPERTY_TEXT:
        told = f"{codes[0]} +{len(codes) - 1}"
    book.properties(title, told, {PROPERTY: told})
    book.constant(DEFINED_NAME, codes[0])
    sheet = book.sheet(SHEET, hidden=True)
    rows = [_HEADER, *((name, code, stamp) for (name, stamp), code in zip(stamps, codes, strict=True))]
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            sheet.text(CellRef(row, col), text, HIDDEN)
