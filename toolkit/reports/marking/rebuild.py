"""A workbook made from what was read of one: values in their cells, merges, what was hidden stays hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.intake.grid import Book, CellKind, Grid, GridCell
from toolkit.model.cell import CellRange, CellRef, column_letters
from toolkit.model.text import strip_control
from toolkit.reports.marking.bounds import CELLS, SPREAD
from toolkit.reports.marking.target import Merges
from toolkit.reports.wrapping import width

_NOT_IN_NAMES = re.compile(r"[\\*?:/\[\]]")
_NAME, _TEXT = 31, 32_767
#: Column widths, in characters.
_NARROW, _WIDE = 9.0, 32.0
_LINE = Side("thin", "FFBFBFBF")


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
    widths: dict[int, int] = {}
    joined = grid.merges if sum(area.area for area in grid.merges) <= SPREAD else ()
    within = Merges(area for area in joined if area.area > 1)
    filled = [(place, cell) for place, cell in sorted(grid.cells.items()) if cell.text]
    for (row, col), cell in filled[:CELLS]:
        _write(sheet, row, col, cell)
        if not within.has(CellRef(row, col)):
            widths[col] = max(widths.get(col, 0), max(map(width, cell.text.split("\n"))))
    for col, wide in widths.items():
        sheet.column_dimensions[column_letters(col)].width = min(max(wide + 2.0, _NARROW), _WIDE)
    _merge(sheet, grid, joined)
    for row in grid.hidden_rows:
        sheet.row_dimensions[row + 1].hidden = True
    for col in grid.hidden_cols:
        sheet.column_dimensions[column_letters(col)].hidden = True


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


def _write(sheet: Worksheet, row: int, col: int, read: GridCell) -> None:
    cell = sheet.cell(row + 1, col + 1)
    assert not isinstance(cell, MergedCell)
    number = _number(read)
    if number is None:
        cell.value = strip_control(read.text)[:_TEXT]
        cell.data_type = "s"  # a typed =1+1 is no formula
    else:
        cell.value = number
        cell.number_format = read.format
    cell.font = Font("宋体", 10.5)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.border = Border(_LINE, _LINE, _LINE, _LINE)


def _number(read: GridCell) -> Decimal | None:
    """A number as it is stored; a date stays the text that a person reads."""
    if read.kind is not CellKind.NUMBER:
        return None
    try:
        number = Decimal(read.raw or read.text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
