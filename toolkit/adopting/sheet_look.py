"""The look of a sheet: widths, heights, fonts, borders, print set-up.

Ordinary reading needs none of it; openpyxl reads it where a form is adopted, from .xlsx only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile

from toolkit.model.cell import CellRange, CellRef, column_number

#: The width of a column that says none, in characters, and the height of a row, in points.
USUAL_WIDTH, USUAL_HEIGHT = 8.43, 15.0


@dataclass(frozen=True, slots=True)
class CellLook:
    """The look of one cell.

    Attributes:
        font: name of its font.
        size: of its font, in points.
        bold: whether its font is bold.
        align: left, center, right; None where it says nothing.
        framed: whether it has a border.
        turned: whether its text runs downwards.
    """

    font: str = ""
    size: float = 11
    bold: bool = False
    align: str | None = None
    framed: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class SheetLook:
    """The look of one sheet.

    Attributes:
        widths: of the columns that say one, in characters.
        heights: of the rows that say one, in points.
        cells: by (row, col) from 0.
        orientation: of its page; None where it says nothing.
        area: what is printed; None for all of it.
        seen: whether the file's format tells the look at all.
        usual_width: of the other columns.
    """

    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    cells: Mapping[tuple[int, int], CellLook] = field(default_factory=dict)
    orientation: Literal["portrait", "landscape"] | None = None
    area: CellRange | None = None
    seen: bool = False
    usual_width: float = USUAL_WIDTH


def look_of(data: bytes, sheet: str) -> SheetLook:
    """Returns the look of a sheet of an .xlsx workbook, if readable."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(BytesIO(data))
        page = book[sheet]
        heights = {
            number - 1: float(row.height)
            for number, row in page.row_dimensions.items()
            if row.height is not None and not row.hidden
        }
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, BadZipFile, InvalidFileException):
        return SheetLook()  # what was read of it without its look is enough
    orientation = page.page_setup.orientation
    return SheetLook(
        dict(_widths(page)),
        heights,
        dict(_cells(page)),
        orientation if orientation in ("portrait", "landscape") else None,
        _area(page.print_area),
        seen=True,
        usual_width=float(page.sheet_format.defaultColWidth or USUAL_WIDTH),
    )


def _widths(page: object) -> Iterator[tuple[int, float]]:
    for letters, column in page.column_dimensions.items():  # type: ignore[attr-defined]
        if column.width and column.customWidth and not column.hidden:
            first = column.min or column_number(letters) + 1
            for number in range(first, min(column.max or first, first + 100) + 1):
                yield number - 1, float(column.width)


def _cells(page: object) -> Iterator[tuple[tuple[int, int], CellLook]]:
    for row in page.iter_rows():  # type: ignore[attr-defined]
        for cell in row:
            if cell.has_style:
                edge, font = cell.border, cell.font
                sides = (edge.left, edge.right, edge.top, edge.bottom)
                framed = any(one is not None and one.style for one in sides)
                look = CellLook(
                    font.name or "",
                    float(font.sz or 11),
                    bool(font.b),
                    cell.alignment.horizontal,
                    framed,
                    bool(cell.alignment.textRotation),
                )
                yield (cell.row - 1, cell.column - 1), look


def _area(written: str | None) -> CellRange | None:
    """Returns the first range of a print area."""
    text = (written or "").split(",")[0].rpartition("!")[2]
    first, _, last = text.partition(":")
    try:
        return CellRange(CellRef.parse(first), CellRef.parse(last or first))
    except ValueError:
        return None
