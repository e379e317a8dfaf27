"""Cells and ranges of a sheet, as a person writes them (D14, A1:F31)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

#: What a cell holds.
CellValue = str | int | Decimal
#: The longest text that a cell holds, in UTF-16 units.
CELL_TEXT = 32_767
#: Rows of a sheet.
SHEET_ROWS = 1_048_576
#: The tallest row that a sheet can have, in points.
TALLEST_ROW = 409.0
_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


def text_length(text: str) -> int:
    """Returns the length of a text as spreadsheet programs count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def column_letters(col: int) -> str:
    """Returns the letters of a zero-based column: 0 is A, 26 is AA."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Returns the zero-based number of a column's letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


@lru_cache(maxsize=16_384)  # the same cells are named in every form
def address_of(row: int, col: int) -> str:
    """Returns the address of a cell, D14; row and column count from 0."""
    return f"{column_letters(col)}{row + 1}"


class CellRef(NamedTuple):
    """A cell, counted from zero.

    It is a plain pair, so that (row, col) finds it in a mapping too.

    Attributes:
        row: zero-based row.
        col: zero-based column.
    """

    row: int
    col: int

    def __str__(self) -> str:
        return address_of(self.row, self.col)

    @classmethod
    def parse(cls, text: str) -> CellRef:
        """Returns the cell that A1 or $A$1 names. Raises ValueError for anything else."""
        match = _A1.fullmatch(text)
        if not match:
            raise ValueError(f"not a cell reference: {text!r}")
        return cls(int(match[2]) - 1, column_number(match[1]))


class CellRange(NamedTuple):
    """A rectangle of cells, both corners included.

    Attributes:
        first: top left corner.
        last: bottom right corner.
    """

    first: CellRef
    last: CellRef

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}:{self.last}"

    def holds(self, row: int, col: int) -> bool:
        """Whether the rectangle covers a cell.

        Args:
            row: zero-based row.
            col: zero-based column.
        """
        return self.first.row <= row <= self.last.row and self.first.col <= col <= self.last.col

    @property
    def area(self) -> int:
        """Number of cells."""
        return (self.last.row - self.first.row + 1) * (self.last.col - self.first.col + 1)

    @classmethod
    def parse(cls, text: str) -> CellRange:
        """Returns the range that A1:F31 or A1 names. Raises ValueError for anything else."""
        first, _, last = text.partition(":")
        return cls(CellRef.parse(first), CellRef.parse(last or first))
