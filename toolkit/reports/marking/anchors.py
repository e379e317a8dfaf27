"""Comments stand beside their cells: openpyxl leaves all of them in the upper left corner of the sheet."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.model.cell import CellRef
from toolkit.reports.marking.target import ranges_of

_VML = "{urn:schemas-microsoft-com:vml}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_SIZE = re.compile(r"\b(width|height):(\d+)px")
#: Pixels: what a character of a column's width and a cell's borders take, a point, the gap beside the cell.
_CHARACTER, _BORDER, _POINT, _GAP = 7, 5, 4 / 3, 12
_WIDTH, _HEIGHT = 8.43, 15.0
_COLUMNS, _ROWS = 16_384, 1_048_576
#: No comment reaches over more rows or columns, and no form has more widths.
_FAR, _SEVERAL = 200, 300


def anchor(part: bytes, sheet: Worksheet) -> bytes:
    """Give every comment of a drawing its place: right of its cell, as large as its style says."""
    root = etree.fromstring(part)
    ends = {merged.first: merged.last for merged in ranges_of(sheet)}
    width, height = _widths(sheet), _heights(sheet)
    for shape in root.iter(f"{_VML}shape"):
        data = shape.find(f"{_EXCEL}ClientData")
        if data is None or data.find(f"{_EXCEL}Anchor") is not None:
            continue
        cell = CellRef(int(data.findtext(f"{_EXCEL}Row", "0")), int(data.findtext(f"{_EXCEL}Column", "0")))
        size = {name: int(pixels) for name, pixels in _SIZE.findall(shape.get("style", ""))}
        left = min(ends.get(cell, cell).col + 1, _COLUMNS - 1)
        right, across = _walk(left, _GAP + size.get("width", 144), width, _COLUMNS)
        bottom, down = _walk(cell.row, size.get("height", 79), height, _ROWS)
        node = etree.Element(f"{_EXCEL}Anchor")
        node.text = f"{left}, {_GAP}, {cell.row}, 2, {right}, {across}, {bottom}, {down}"
        data.insert(0, node)
    return etree.tostring(root)


def _walk(start: int, pixels: int, size: Callable[[int], int], end: int) -> tuple[int, int]:
    """The row or column in which a stretch ends, and how far into it."""
    at = start
    while at < min(start + _FAR, end - 1) and pixels > size(at):
        pixels -= size(at)
        at += 1
    return at, min(pixels, size(at))


def _widths(sheet: Worksheet) -> Callable[[int], int]:
    """Pixels of each column; hidden ones have none."""
    usual = _pixels(sheet.sheet_format.defaultColWidth or _WIDTH)
    dims = list(sheet.column_dimensions.values())[:_SEVERAL]
    known = {(dim.min or 0, dim.max or 0): 0 if dim.hidden else _pixels(dim.width) for dim in dims}

    def width(col: int) -> int:
        return next((pixels for (first, last), pixels in known.items() if first <= col + 1 <= last), usual)

    return width


def _heights(sheet: Worksheet) -> Callable[[int], int]:
    """Pixels of each row; hidden ones have none."""
    usual = round((sheet.sheet_format.defaultRowHeight or _HEIGHT) * _POINT)
    known = {
        row: 0 if dim.hidden else round(dim.height * _POINT) if dim.height else usual
        for row, dim in sheet.row_dimensions.items()
    }
    return lambda row: known.get(row + 1, usual)


def _pixels(characters: float) -> int:
    return round(characters * _CHARACTER) + _BORDER
