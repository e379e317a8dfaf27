"""A workbook made from what was read of one: values in their cells, merges, what was hidden stays hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.intake.grid import Book, CellKind, Grid, GridCell
from toolkit.model.cell import CellRange, CellRef, column_letters
from toolkit.model.text import strip_invisible
from toolkit.reports.marking.bounds import CELLS, SPREAD
from toolkit.reports.marking.target import Merges
from toolkit.reports.wrapping import width, wrap

_NOT_IN_NAMES = re.compile(r"[\\*?:/\[\]]")
_NAME, _TEXT = 31, 32_767
#: Column widths in characters, heights in points; a rectangle of more cells than this gets no lines.
_NARROW, _WIDE, _LINE, _ROOM, _TALLEST = 9.0, 24.0, 14.5, 5.0, 409.0
_RULED = 20_000
_SIDE = Side("thin", "FFBFBFBF")
_GRID = Border(_SIDE, _SIDE, _SIDE, _SIDE)


def rebuild(book: Book) -> tuple[Workbook, dict[str, Worksheet]]:
    """The workbook, and its sheets by their names in the original."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheets: dict[str, Worksheet] = {}
    for grid in book.sheets:
        sheet = workbook.create_sheet(_NOT_IN_NAMES.sub("_", grid.name)[:_NAME] or None)
        sheet.sheet_state = "visible" if grid.visible else "hidden"
        _fill_in(sheet, grid)
        sheets.setdefault(grid.name, sheet)
    return workbook, sheets


def _fill_in(sheet: Worksheet, grid: Grid) -> None:
    """The cells of one sheet, so many as a copy can hold."""
    filled = [(CellRef(*place), cell) for place, cell in sorted(grid.cells.items()) if cell.text][:CELLS]
    joined = grid.merges if sum(area.area for area in grid.merges) <= SPREAD else ()
    widths = _widths(filled, Merges(area for area in joined if area.area > 1))
    for col, wide in widths.items():
        sheet.column_dimensions[column_letters(col)].width = wide
    for row, height in _heights(filled, joined, widths).items():
        sheet.row_dimensions[row + 1].height = height
    _rule(sheet, [ref for ref, _ in filled])
    for ref, cell in filled:
        _write(sheet, ref, cell)
    _merge(sheet, grid, joined)
    for row in grid.hidden_rows:
        sheet.row_dimensions[row + 1].hidden = True
    for col in grid.hidden_cols:
        sheet.column_dimensions[column_letters(col)].hidden = True
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _widths(filled: Iterable[tuple[CellRef, GridCell]], merges: Merges) -> dict[int, float]:
    """Columns as wide as what stands in them, within bounds; merged cells say nothing about a column."""
    widths: dict[int, float] = {}
    for ref, cell in filled:
        wide = 0 if merges.has(ref) else max(map(width, cell.text.split("\n")))
        widths[ref.col] = min(max(widths.get(ref.col, _NARROW), wide + 2.0), _WIDE)
    return widths


def _heights(
    filled: Iterable[tuple[CellRef, GridCell]], joined: Iterable[CellRange], widths: Mapping[int, float]
) -> dict[int, float]:
    """Rows as tall as their longest text needs in its cell; cells merged over several rows have room enough."""
    lasts = {area.first: area.last for area in joined}
    heights: dict[int, float] = {}
    for ref, cell in filled:
        last = lasts.get(ref, ref)
        if last.row == ref.row:
            wide = sum(widths.get(col, _NARROW) for col in range(ref.col, last.col + 1))
            lines = sum(len(wrap(line, int(wide) - 1)) for line in cell.text.split("\n"))
            heights[ref.row] = min(max(heights.get(ref.row, 0.0), lines * _LINE + _ROOM), _TALLEST)
    return heights


def _rule(sheet: Worksheet, filled: Sequence[CellRef]) -> None:
    """Lines around every cell of the rectangle that is filled in."""
    if not filled:
        return
    rows, cols = [ref.row for ref in filled], [ref.col for ref in filled]
    area = CellRange(CellRef(min(rows), min(cols)), CellRef(max(rows), max(cols)))
    if area.area <= _RULED:
        for row in sheet[str(area)] if area.area > 1 else ((sheet[str(area)],),):
            for cell in row:
                cell.border = _GRID


def _merge(sheet: Worksheet, grid: Grid, joined: Iterable[CellRange]) -> None:
    """Merge what was merged, except where that would hide something."""
    for area in joined:
        others = (
            grid.text(row, col)
            for row in range(area.first.row, area.last.row + 1)
            for col in range(area.first.col, area.last.col + 1)
            if (row, col) != area.first
        )
        if area.area > 1 and not any(others):
            sheet.merge_cells(str(area))


def _write(sheet: Worksheet, ref: CellRef, read: GridCell) -> None:
    cell = sheet.cell(ref.row + 1, ref.col + 1)
    assert not isinstance(cell, MergedCell)
    number = _number(read)
    if number is None:
        cell.value = strip_invisible(read.text)[:_TEXT]
        cell.data_type = "s"  # a typed =1+1 is no formula
    else:
        cell.value = number
        cell.number_format = read.format
    cell.font = Font("宋体", 10.5)
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)


def _number(read: GridCell) -> Decimal | None:
    """A number as it is stored; a date stays the text that a person reads."""
    if read.kind is not CellKind.NUMBER:
        return None
    try:
        number = Decimal(read.raw or read.text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
