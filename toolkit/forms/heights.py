"""Row heights of a form, tall enough for what is filled in.

Programs do not fit the height of merged cells by themselves, so it is reckoned here from the widths of 宋体.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from math import ceil
from typing import NamedTuple

from toolkit.forms.kinds import CellValue
from toolkit.forms.layout import Layout, Role, once
from toolkit.model.cell import TALLEST_ROW, CellRange
from toolkit.model.remember import Remember

#: Points that a line of text takes, and the room above and below.
LINE, ROOM = 15.0, 5.0
#: Sizes of the font in points: the usual one, and the smallest that can be read; a text shorter than this always fits.
USUAL, SMALLEST, SHORT = 11.0, 6.0, 300
#: Widths in units of a column's width: a Chinese character, any other, what the borders of a cell take.
WIDE, NARROW, BORDER = 2.1, 1.05, 1.5
#: What one more merged column adds, because its own borders fall away.
JOINED = 0.7


def row_heights(layout: Layout, values: Mapping[str, CellValue]) -> tuple[float, ...]:
    """Returns the height of every row in points, given the contents by key."""
    heights = list(layout.heights)
    larger = (layout.form.page.size or USUAL) / USUAL
    for cell in _with_text(layout):
        lines = count_lines(str(values.get(cell.key, "")) if cell.key else cell.text, cell.width / larger)
        if lines > 1:
            missing = lines * LINE * larger + ROOM - sum(heights[cell.top : cell.bottom + 1])
            if missing > 0:
                heights[cell.bottom] = min(heights[cell.bottom] + missing, TALLEST_ROW)
    return tuple(heights)


class _TextCell(NamedTuple):
    """A cell whose text may take several lines."""

    key: str | None
    text: str
    width: float
    top: int
    bottom: int


@once
def _with_text(layout: Layout) -> tuple[_TextCell, ...]:
    return tuple(
        _TextCell(cell.field, cell.text, cell_width(layout, cell.range), cell.range.first.row, cell.range.last.row)
        for cell in layout.cells
        if cell.role in (Role.LABEL, Role.NOTE, Role.HEADING, Role.INPUT)
    )


def font_sizes(layout: Layout, values: Mapping[str, CellValue]) -> dict[str, float]:
    """Returns the smaller font sizes of too long texts, by key.

    Texts that fit into the tallest row at the usual size are not among them.
    """
    sizes: dict[str, float] = {}
    for key, cell in layout.inputs.items():
        text = str(values.get(key, ""))
        if len(text) < SHORT:
            continue
        (top, _), (bottom, _) = cell.range
        room = TALLEST_ROW + sum(layout.heights[top:bottom]) - ROOM
        width = cell_width(layout, cell.range)
        usual = size = layout.form.page.size or USUAL
        while size > SMALLEST and count_lines(text, width * USUAL / size) * LINE * size / USUAL > room:
            size -= 0.5
        if size < usual:
            sizes[key] = size
    return sizes


def fitting_characters(layout: Layout, place: CellRange) -> int:
    """Returns the Chinese characters that a cell shows as issued, rounded to tens."""
    room = sum(layout.heights[place.first.row : place.last.row + 1]) - ROOM
    a_line = max(cell_width(layout, place) - WIDE, WIDE) / WIDE
    return int(room / LINE) * int(a_line) // 10 * 10


@Remember(500_000).together
def count_lines(text: str, width: float) -> int:
    """Returns the lines that a text takes in a cell of this width.

    The width is in units of a column's width.
    """
    return sum(_count(_length(line), width) for line in text.split("\n"))


def _count(length: float, width: float) -> int:
    """Returns the lines of a text of this length without breaks.

    It is broken where punctuation allows, which costs each line a character.
    """
    return 1 if length <= width else ceil(length / max(width - WIDE, WIDE))


def _length(line: str) -> float:
    return sum(WIDE if unicodedata.east_asian_width(sign) in "WFA" else NARROW for sign in line)


def cell_width(layout: Layout, place: CellRange) -> float:
    """Returns the room for text in a cell, in units of a column's width."""
    columns = layout.form.page.columns[place.first.col : place.last.col + 1]
    return sum(columns) + JOINED * (len(columns) - 1) - BORDER
