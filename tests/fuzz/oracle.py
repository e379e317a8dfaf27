"""Faults in reading a workbook, found by the parser and other programs."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
from python_calamine import CalamineError, CalamineWorkbook

from tests.support.ooxml import patched, unzipped
from toolkit.excel import Book, CellKind, Grid, open_file
from toolkit.forms import LISTS
from toolkit.model import Observed

_ENDS = {Observed.NOT_A_SPREADSHEET, Observed.ENCRYPTED, Observed.DAMAGED, Observed.REFUSED}


def faults(data: bytes) -> Iterator[str]:
    """Yields disagreements between the ways of reading, in words."""
    fast, slow = open_file("a.xlsx", data), open_file("a.xlsx", without_fast_path(data))
    if (fast.book is None) != (slow.book is None):
        yield f"one way reads, the other does not: {fast.observations} {slow.observations}"
    elif fast.book is None or slow.book is None:
        if not fast.observations or not {seen.seen for seen in fast.observations} <= _ENDS:
            yield f"refused without a reason: {fast.observations}"
    else:
        yield from _differences(fast.book, slow.book)
        yield from _beside_others(fast.book, data)


def without_fast_path(data: bytes) -> bytes:
    """Returns the workbook with XML comments, which the fast path refuses."""
    spoiled = {}
    for name, part in unzipped(data).items():
        if name.startswith("xl/worksheets/sheet") or name == "xl/sharedStrings.xml":
            head, end, rest = part.partition(b"?>")
            spoiled[name] = head + end + b"<!-- -->" + rest if end else b"<!-- -->" + part
    return patched(data, **spoiled)


def _differences(fast: Book, slow: Book) -> Iterator[str]:
    if fast == slow:
        return
    for one, other in zip(fast.sheets, slow.sheets, strict=True):
        for place in sorted({*one.cells, *other.cells}):
            if one.cells.get(place) != other.cells.get(place):
                yield f"{one.name} {place}: {one.cells.get(place)} is {other.cells.get(place)} to the parser"
    if all(one.cells == other.cells for one, other in zip(fast.sheets, slow.sheets, strict=True)):
        yield "the two ways differ around the cells"


def _beside_others(book: Book, data: bytes) -> Iterator[str]:
    """Yields values that calamine and openpyxl both read otherwise than we do."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        others = {grid.name: _values(workbook, grid.name) for grid in book.sheets if grid.name != LISTS}
    except (CalamineError, KeyError):
        return  # it refuses more than we do
    for grid in book.sheets:
        for place, value in others.get(grid.name, {}).items():
            if _is_other(grid, place, value) and _openpyxl(data, grid.index, place) == value:
                yield f"{grid.name} {place}: {grid.cells.get(place)} is {value!r} to others"


def _openpyxl(data: bytes, index: int, place: tuple[int, int]) -> object:
    """Returns openpyxl's value of a cell; None where it cannot read the workbook."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        return book.worksheets[index].cell(place[0] + 1, place[1] + 1).value
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):  # what it raises over odd workbooks
        return None


def _values(workbook: CalamineWorkbook, name: str) -> dict[tuple[int, int], object]:
    sheet = workbook.get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    rows = enumerate(sheet.to_python(skip_empty_area=True), top)
    return {(row, col): value for row, values in rows for col, value in enumerate(values, left) if value != ""}


def _is_other(grid: Grid, place: tuple[int, int], value: object) -> bool:
    """Whether a cell of ours says another text, or another number, than calamine's."""
    cell = grid.cells.get(place)
    if isinstance(value, str):
        same = value.replace("\r\n", "\n").replace("\r", "\n").strip()
        return cell is None or (cell.kind is CellKind.TEXT and cell.text.strip() != same)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return cell is None or (cell.kind is CellKind.NUMBER and float(cell.raw) != float(value))
    return cell is None
