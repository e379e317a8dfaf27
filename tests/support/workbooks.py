"""Workbooks of openpyxl as bytes, and bytes as its workbooks."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet


def opened(data: bytes) -> Workbook:
    """A workbook as another library sees it."""
    return load_workbook(BytesIO(data))


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def first(workbook: Workbook) -> Worksheet:
    """The first sheet of a workbook."""
    sheet = workbook.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def sheet_named(workbook: Workbook, name: str) -> Worksheet:
    """A sheet of a workbook by its name."""
    sheet = workbook[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def table(data: bytes) -> Worksheet:
    """The first sheet of a workbook that was written."""
    return first(opened(data))


def workbook_of(rows: Iterable[Iterable[object]]) -> Workbook:
    """A workbook with these rows on one sheet."""
    book = Workbook()
    for row in rows:
        first(book).append(list(row))
    return book


def copy_values(source: Worksheet, target: Worksheet, *, down: int = 0, columns: int | None = None) -> None:
    """Copies the values of a sheet to another one, some rows further down."""
    for number, row in enumerate(source.iter_rows(max_col=columns), 1 + down):
        for col, cell in enumerate(row, 1):
            if cell.value is not None:
                target.cell(number, col).value = cell.value


def column(cells: list[str], col: int = 1) -> bytes:
    """A workbook with texts below each other in one column."""
    return saved(workbook_of([None] * (col - 1) + [text] for text in cells))


def lay(rows: list[list[str]], path: Path, *, top: int = 0, left: int = 0) -> Path:
    """A workbook with these rows on one sheet, at an offset."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, top + 1):
        for col, text in enumerate(row, left + 1):
            if text.strip():
                sheet.cell(number, col, text)
    book.save(path)
    return path
