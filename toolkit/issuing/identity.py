"""The marks by which an issued workbook is recognised, and the moments they bear."""

from __future__ import annotations

import time
from collections.abc import Sequence
from threading import Lock

from toolkit.excel.write.book_writer import BookWriter
from toolkit.forms.stamp import DEFINED_NAME, PROPERTY, SHEET, TICKS, keywords, short_code
from toolkit.issuing.form_styles import HIDDEN

_lock = Lock()
_free = 0


def moment(count: int) -> float:
    """Returns seconds since 1970 after which so many identifiers are free."""
    global _free
    with _lock:
        first = max(int(time.time() * TICKS), _free)
        _free = first + count + 1  # they are counted from 1
    return first / TICKS


_HEADER = ("工作表", "表样编号", "下发标识")


def draw_identity(book: BookWriter, title: str, stamps: Sequence[tuple[str, str]]) -> None:
    """Writes the marks by which a workbook is recognised.

    Args:
        book: the workbook.
        title: its title as a document.
        stamps: name and full stamp of each sheet.
    """
    codes = [short_code(stamp) for _, stamp in stamps]
    code_text = keywords(codes)
    book.properties({PROPERTY: code_text}, title=title, keywords=code_text)
    book.constant(DEFINED_NAME, codes[0])
    sheet = book.sheet(SHEET, hidden=True)
    for row, texts in enumerate(stamp_rows(stamps)):
        for col, text in enumerate(texts):
            sheet.put(row, col, text, HIDDEN)


def stamp_rows(stamps: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Returns the rows of the hidden sheet: headings, then name, code and stamp."""
    return [_HEADER, *((name, short_code(stamp), stamp) for name, stamp in stamps)]
