"""The styles of a summary: official 宋体 table, shaded totals, plain sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from toolkit.excel.write.book_writer import DefaultFont
from toolkit.excel.write.cell_style import SONG, CellStyle
from toolkit.summary_book.sheets import ColumnKind

#: Size in points of everything in the table.
BODY = 9.0
AMOUNT = "#,##0.00"
#: The workbook's own font.
FONT = DefaultFont(SONG, 11, column=72)

#: Of every border: official tables and sheets for use look alike.
_LINE = "#7F7F7F"
_OPEN = CellStyle(SONG, BODY, align="left")
_BOXED = replace(_OPEN, border=True, border_color=_LINE)

#: Above and below the table.
TITLE = replace(_OPEN, size=18, bold=True, align="center")
LINE = replace(_OPEN, size=10)
UNIT = replace(LINE, align="right")
NOTE = replace(_OPEN, wrap=True, valign="top")

#: The table.
HEADING = replace(_BOXED, bold=True, align="center", wrap=True, fill="#E7ECF2")
TEXT = replace(_BOXED, wrap=True)
MONEY = replace(_BOXED, align="right", number_format=AMOUNT)

#: The sheets for use.
DATA_TITLE = replace(_OPEN, size=12, bold=True)
DATA = replace(_BOXED, number_format="@")
DATA_RIGHT = replace(DATA, align="right")
DATA_NUMBER = replace(DATA, align="center", number_format="0")
SENTENCE = replace(DATA, wrap=True)
#: What leads somewhere.
LINK = replace(DATA, color="#1F4E9D")
#: Figures that are counted and compared; a share of the whole.
DATA_AMOUNT = replace(DATA, align="right", indent=1, number_format=AMOUNT)
DATA_COUNT = replace(DATA, align="right", indent=1, number_format="#,##0")
DATA_SHARE = replace(DATA, align="right", indent=1, number_format="0.0%")
#: A number as exact as it was written.
DATA_VALUE = replace(DATA, align="right", indent=1, number_format=None)
#: By the kind of a column.
OF_KIND: Mapping[ColumnKind, CellStyle] = {
    "text": DATA,
    "sentence": SENTENCE,
    "number": DATA_NUMBER,
    "count": DATA_COUNT,
    "amount": DATA_AMOUNT,
    "share": DATA_SHARE,
    "value": DATA_VALUE,
}
#: What is in order, and what somebody has to see to.
_GREEN, _RED = "#E2F0D9", "#FBE0DD"


def fine(look: CellStyle) -> CellStyle:
    """Returns the style for what is in order."""
    return replace(look, fill=_GREEN)


def wanting(look: CellStyle) -> CellStyle:
    """Returns the style for what needs attention."""
    return replace(look, fill=_RED)


def total(look: CellStyle) -> CellStyle:
    """Returns the style in a row of totals."""
    return replace(look, bold=True, fill="#F2F2F2")


def indented(look: CellStyle, depth: int) -> CellStyle:
    """Returns the style for a name so many levels down."""
    return replace(look, indent=depth)


def sized(look: CellStyle, size: float) -> CellStyle:
    """Returns the style in another size."""
    return replace(look, size=size)


def from_the_top(look: CellStyle) -> CellStyle:
    """Returns the style for a line that may continue on the next page."""
    return replace(look, valign="top")
