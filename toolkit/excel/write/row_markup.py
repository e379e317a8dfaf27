"""Rows, cells and links of a long sheet in their own markup."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import NamedTuple

from xlsxwriter.url import Url

from toolkit.excel.write.markup import row_start, text_element
from toolkit.excel.write.zip_parts import ZipPiece
from toolkit.model.cell import CELL_TEXT, text_length
from toolkit.model.money import decimal_text
from toolkit.model.remember import Remember
from toolkit.model.text import cell_text

#: Digits of a number that a cell keeps.
_EXACT = 15


class CellMarkup(NamedTuple):
    """The markup of a column's cells of one style, put together where written.

    Its beginning, and what follows the row's number in a cell that is empty, holds a text or holds a number.
    """

    start: str
    blank: str
    text: str
    number: str


@lru_cache(maxsize=1024)
def marks(letters: str, style: int) -> CellMarkup:
    """Returns the markup of a column's cells of one style."""
    look = f'" s="{style}"'
    return CellMarkup(f'<c r="{letters}', f"{look}/>", f'{look} t="inlineStr">', f"{look}><v>")


def cell(letters: str, row: int, style: int, value: str | Decimal | int | None) -> str:
    """Returns one cell; rows count from 1.

    Raises ValueError where a text does not fit: nothing is cut off.
    """
    start, blank, text, number = marks(letters, style)
    if value is None or value == "":
        return f"{start}{row}{blank}"
    if isinstance(value, str):
        return f"{start}{row}{text}{inline(value)}"
    return f"{start}{row}{number}{digits(value)}"


def digits(number: Decimal | int) -> str:
    """Returns a number, to the end of its cell.

    It is exact until here: a file holds binary fractions, 15 digits are true.
    """
    return f"{float(number):.16G}</v></c>"


def amount(value: Decimal | None) -> Decimal | str | None:
    """Returns money as a number, as a text where that would be inexact."""
    if value is None or len(value.normalize().as_tuple().digits) <= _EXACT:
        return value
    return decimal_text(value)


def row(number: int, cells: str, height: float | None = None) -> str:
    """Returns a row (from 0); without a height the program decides."""
    return f"{row_start(number, '', height)}{cells}</row>"


@Remember(200_000)  # units, categories and sentences come again and again
def inline(text: str) -> str:
    """Returns a text, to the end of its cell."""
    content = cell_text(text)
    if len(content) > CELL_TEXT // 2 and text_length(content) > CELL_TEXT:
        raise ValueError(f"a text of {len(content)} characters does not fit into a cell")
    return f"<is>{text_element(content)}</is></c>"


_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_HEAD = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)


class Hyperlinks:
    """The links of one sheet.

    Attributes:
        cells: what stands in the sheet.
        targets: what stands beside it: the files that are led to.
        count: how many there are.
        files: how many of them lead to files.
    """

    def __init__(self) -> None:
        self.cells: ZipPiece = ZipPiece()
        self.targets: ZipPiece = ZipPiece()
        self.count: int = 0
        self.files: int = 0

    def add(self, place: str, target: str) -> None:
        """Adds a link from a cell: `internal:'sheet'!A1` or `external:path`."""
        self.count += 1
        if target.startswith("internal:"):
            self.cells.write(f'<hyperlink ref="{place}" location="{escape(target.removeprefix("internal:"))}"/>')
            return
        self.files += 1
        self.cells.write(f'<hyperlink ref="{place}" r:id="rId{self.files}"/>')
        path = escape(Url(target)._target())  # as spreadsheet programs write paths, which no standard says
        self.targets.write(f'<Relationship Id="rId{self.files}" Type="{_KIND}" Target="{path}" TargetMode="External"/>')

    def in_sheet(self) -> tuple[bytes | ZipPiece, ...]:
        """Returns the markup in the sheet."""
        return (b"<hyperlinks>", self.cells, b"</hyperlinks>") if self.count else ()

    def relationships(self) -> tuple[bytes | ZipPiece, ...]:
        """Returns the markup of the sheet's relationships."""
        return (_HEAD, self.targets, b"</Relationships>") if self.files else ()
