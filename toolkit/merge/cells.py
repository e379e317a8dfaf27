"""Rows and cells of a sheet in its own markup. What a unit typed stays text, whatever it begins with.

Texts stand in their cells (inline strings), not in a table of the workbook: such a table would have to be held in
memory until the end.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from toolkit.intake.summaries.record import cell_text
from toolkit.model.money import decimal_text

#: What a cell of a spreadsheet holds, in UTF-16 units.
CELL_MOST = 32_767
#: Digits of a number that a cell keeps.
_EXACT = 15
_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")


def length(text: str) -> int:
    """Length of a text as spreadsheet programs count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Marks(NamedTuple):
    """The markup of the cells of one column and look: its beginning, and what follows the row's number in a cell
    that is empty, holds a text or holds a number. For very many cells it is put together where they are written.
    """

    start: str
    blank: str
    text: str
    number: str


@lru_cache(maxsize=1024)
def marks(letters: str, style: int) -> Marks:
    """The markup of a column's cells of one look."""
    look = f'" s="{style}"'
    return Marks(f'<c r="{letters}', f"{look}/>", f'{look} t="inlineStr">', f"{look}><v>")


def cell(letters: str, row: int, style: int, value: str | Decimal | int | None) -> str:
    """One cell; rows count from 1. Raises ValueError where a text does not fit: nothing is cut off."""
    start, blank, text, number = marks(letters, style)
    if value is None or value == "":
        return f"{start}{row}{blank}"
    if isinstance(value, str):
        return f"{start}{row}{text}{inline(value)}"
    return f"{start}{row}{number}{digits(value)}"


def digits(number: Decimal | int) -> str:
    """A number, to the end of its cell. It is exact until here: a file holds binary fractions, 15 digits are true."""
    return f"{float(number):.16G}</v></c>"


def amount(value: Decimal | None) -> Decimal | str | None:
    """Money as a cell holds it: a number to calculate with; a text where that would not be exact."""
    if value is None or len(value.normalize().as_tuple().digits) <= _EXACT:
        return value
    return decimal_text(value)


def row(number: int, cells: str, height: float | None = None) -> str:
    """A row (from 0), as tall as the program makes it where no height is given."""
    told = "" if height is None else f' ht="{int(height * 4 / 3 + 0.5) * 0.75:.16g}" customHeight="1"'
    return f'<row r="{number + 1}"{told}>{cells}</row>'


@lru_cache(maxsize=4096)  # units, categories and sentences come again and again
def inline(text: str) -> str:
    """A text, to the end of its cell."""
    told = cell_text(text)
    if len(told) > CELL_MOST // 2 and length(told) > CELL_MOST:
        raise ValueError(f"a text of {len(told)} characters does not fit into a cell")
    if "_x" in told:
        told = _ESCAPED.sub(r"_x005F\1", told)
    keep = ' xml:space="preserve"' if told != told.strip() else ""
    told = told.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<is><t{keep}>{told}</t></is></c>"
