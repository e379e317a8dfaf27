"""The comments on bad cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from lxml import etree
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.model.cell import CellRef
from toolkit.model.finding import Finding
from toolkit.model.text import strip_invisible
from toolkit.reports.grouping import group
from toolkit.reports.marking.targets import NOTE_HEAD, REVIEW_SHEET, cells_of, ranges_of
from toolkit.reports.wording import severity_name, wrap

_VML = "{urn:schemas-microsoft-com:vml}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_SIZE = re.compile(r"\b(width|height):(\d+)px")
#: Pixels of a character of column width, of a cell's borders, of a point, of the gap at the cell.
_CHARACTER, _BORDER, _POINT, _GAP = 7, 5, 4 / 3, 12
_WIDTH, _HEIGHT = 8.43, 15.0
_SHEET_COLUMNS, _SHEET_ROWS = 16_384, 1_048_576
#: The most rows or columns that a comment covers, and the most widths of a form.
_FAR, _SEVERAL = 200, 300


def anchor(part: bytes, sheet: Worksheet) -> bytes:
    """Returns a drawing with each comment to the right of its cell."""
    root = etree.fromstring(part)
    ends = {merged.first: merged.last for merged in ranges_of(sheet)}
    width, height = _widths(sheet), _heights(sheet)
    for shape in root.iter(f"{_VML}shape"):
        data = shape.find(f"{_EXCEL}ClientData")
        if data is None or data.find(f"{_EXCEL}Anchor") is not None:
            continue
        cell = CellRef(int(data.findtext(f"{_EXCEL}Row", "0")), int(data.findtext(f"{_EXCEL}Column", "0")))
        size = {name: int(pixels) for name, pixels in _SIZE.findall(shape.get("style", ""))}
        left = min(ends.get(cell, cell).col + 1, _SHEET_COLUMNS - 1)
        right, across = _walk(left, _GAP + size.get("width", 144), width, _SHEET_COLUMNS)
        bottom, down = _walk(cell.row, size.get("height", 79), height, _SHEET_ROWS)
        node = etree.Element(f"{_EXCEL}Anchor")
        node.text = f"{left}, {_GAP}, {cell.row}, 2, {right}, {across}, {bottom}, {down}"
        data.insert(0, node)
    return etree.tostring(root)


def _walk(start: int, pixels: int, size: Callable[[int], int], end: int) -> tuple[int, int]:
    """Returns the row or column where a stretch ends, and the pixels in it."""
    at = start
    while at < min(start + _FAR, end - 1) and pixels > size(at):
        pixels -= size(at)
        at += 1
    return at, min(pixels, size(at))


def _widths(sheet: Worksheet) -> Callable[[int], int]:
    """Returns a function for the pixels of a column; hidden ones have none."""
    usual = _pixels(sheet.sheet_format.defaultColWidth or _WIDTH)
    dims = list(sheet.column_dimensions.values())[:_SEVERAL]
    widths = {(dim.min or 0, dim.max or 0): 0 if dim.hidden else _pixels(dim.width) for dim in dims}

    def width(col: int) -> int:
        return next((pixels for (first, last), pixels in widths.items() if first <= col + 1 <= last), usual)

    return width


def _heights(sheet: Worksheet) -> Callable[[int], int]:
    """Returns a function for the pixels of a row; hidden ones have none."""
    usual = round((sheet.sheet_format.defaultRowHeight or _HEIGHT) * _POINT)
    heights = {
        row: 0 if dim.hidden else round(dim.height * _POINT) if dim.height else usual
        for row, dim in sheet.row_dimensions.items()
    }
    return lambda row: heights.get(row + 1, usual)


def _pixels(characters: float) -> int:
    return round(characters * _CHARACTER) + _BORDER


#: Size of a comment: pixels across, columns of text that fit, pixels a line, the tallest.
_ACROSS, _COLUMNS, _LINE, _TALLEST = 330, 44, 18, 420
#: A comment with more findings than this is cut short; the first sheet lists them all.
_MOST = 20


def note(sheet: Worksheet, findings: Mapping[CellRef, Sequence[Finding]], review: str) -> None:
    """Writes one comment with all findings on each cell; `review` lists the rest."""
    for ref, found in findings.items():
        cell = sheet.cell(ref.row + 1, ref.col + 1)
        if isinstance(cell, Cell):
            texts = list(dict.fromkeys(map(_comment_text, found)))
            more = [f"其余 {len(texts) - _MOST} 条见“{review}”。"] if len(texts) > _MOST else []
            _write(cell, "\n".join([NOTE_HEAD, *texts[:_MOST], *more]))


def resize(sheet: Worksheet) -> None:
    """Makes every comment as large as its text.

    openpyxl loses the sizes when it opens a workbook.
    """
    for cell in cells_of(sheet):
        if cell.comment is not None:
            lines = sum(len(wrap(line, _COLUMNS)) for line in cell.comment.text.split("\n"))
            cell.comment.width = _ACROSS
            cell.comment.height = min(lines * _LINE + _LINE, _TALLEST)


def take_off(sheet: Worksheet) -> None:
    """Removes our part of the comments of an earlier round."""
    for cell in cells_of(sheet):
        if isinstance(cell, Cell) and cell.comment is not None and NOTE_HEAD in cell.comment.text:
            own = cell.comment.text.split(NOTE_HEAD)[0].rstrip("\n")
            cell.comment = Comment(own, cell.comment.author) if own else None


def _write(cell: Cell, note_text: str) -> None:
    old = cell.comment
    text = f"{old.text}\n\n{note_text}" if old is not None else note_text
    cell.comment = Comment(strip_invisible(text), (old.author if old is not None else None) or REVIEW_SHEET)


def _comment_text(finding: Finding) -> str:
    (entry,) = group((finding,))
    text = f"{severity_name(entry.severity, 'zh')} {entry.code}：{entry.message}"
    return "\n".join([text, *(f"改法：{fix}" for fix in entry.fixes if fix)])
