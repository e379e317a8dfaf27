"""Workbooks as people make them without a form: a table that they typed, a text that they pasted."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.merge.measure import ROW_MOST, points, text_height

_WIDTHS = (26, 11, 11, 11, 11, 40, 80)
_PASTED = 100
_SIZE = 10
_AMOUNTS = range(2, 6)
_THIN = Side("thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAPPED = Alignment(vertical="center", wrap_text=True)
_CENTRED = Alignment("center", "center", wrap_text=True)


def typed(name: str, title: str, line: str, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A table that a clerk typed: a title and a line over all columns, borders, wrapped text, amounts as numbers."""
    book = Workbook()
    sheet = _sheet(book, name, _WIDTHS)
    for number, text in enumerate((title, line), 1):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(_WIDTHS))
        sheet.cell(number, 1, text).font = Font("宋体", _SIZE)
    sheet["A1"].font, sheet["A1"].alignment, sheet.row_dimensions[1].height = Font("黑体", 16), _CENTRED, 30
    for number, row in enumerate((heading, *rows), 3):
        for col, text in enumerate(row, 1):
            cell = sheet.cell(number, col, _value(text, col) if number > 3 else text)
            cell.border, cell.font, cell.number_format = _BOX, Font("宋体", _SIZE, bold=number == 3), "#,##0.00"
            cell.alignment = _CENTRED if number == 3 else _WRAPPED
        _fit(sheet, number, row, _WIDTHS)
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "3:3"
    return _saved(book)


def pasted(paragraphs: Sequence[str]) -> bytes:
    """A text that somebody pasted into the first column of an empty sheet."""
    book = Workbook()
    sheet = _sheet(book, "Sheet1", (_PASTED,))
    for number, paragraph in enumerate(paragraphs, 1):
        cell = sheet.cell(number, 1, paragraph)
        cell.font, cell.alignment = Font("宋体", _SIZE), _WRAPPED
        _fit(sheet, number, (paragraph,), (_PASTED,))
    return _saved(book)


def _value(text: str, col: int) -> str | float | None:
    return float(text.replace(",", "")) if col in _AMOUNTS and text else text or None


def _fit(sheet: Worksheet, number: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    """Make a row as tall as its texts, as a spreadsheet does while one types."""
    tallest = max(text_height(text, points(width), _SIZE) for text, width in zip(texts, widths, strict=False))
    sheet.row_dimensions[number].height = min(tallest, ROW_MOST)


def _sheet(book: Workbook, name: str, widths: Sequence[int]) -> Worksheet:
    sheet: Worksheet = book.worksheets[0]
    sheet.title = name
    for column, width in zip("ABCDEFG", widths, strict=False):
        sheet.column_dimensions[column].width = width
    return sheet


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
