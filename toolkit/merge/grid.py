"""Plain tables on the sheets for use: headings, typed columns, a filter; row by row, so that they can be streamed.

A table longer than a sheet goes on on a further one with the same headings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil

from toolkit.merge import styles
from toolkit.merge.measure import ROW_MOST, points, text_height
from toolkit.merge.styles import Look
from toolkit.merge.xlsx import Sheet
from toolkit.model.cell import CellRange, CellRef

#: Rows of a sheet in today's spreadsheet programs.
SHEET_ROWS = 1_048_576
#: Characters that a printed page is wide enough for.
_PAGE = 200.0
_HEADING = 22.0
_LEAST = 18.0


@dataclass(frozen=True, slots=True)
class Text:
    """What a cell says, where it is more than a plain text.

    Attributes:
        look: its own look, None for the column's.
        link: where it leads.
    """

    text: str
    look: Look | None = None
    link: str | None = None


Value = Text | str | Decimal | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of what it holds, its heading, its width in characters, the look of its cells."""

    key: str
    heading: str
    width: float
    look: Look = styles.DATA


Cells = Mapping[str, Value]


def draw_grid(
    new_sheet: Callable[[int], Sheet],
    columns: Sequence[Column],
    rows: Iterable[Cells],
    *,
    title: str = "",
    frozen: int = 0,
    most: int = SHEET_ROWS,
) -> None:
    """Draw a table over as many sheets as it needs.

    Args:
        new_sheet: makes the sheet of a number, from 1.
        columns: from left to right.
        rows: from top to bottom; what a row does not name stays empty.
        title: a line above the headings; such a table is one to be read, with a border round every cell.
        frozen: columns that stay in sight.
        most: rows of a sheet.
    """
    head = 1 if title else 0
    if title:
        columns = [replace(column, look=styles.boxed(column.look)) for column in columns]
    sheet, row, number = _begin(new_sheet(1), columns, title), head + 1, 1
    for cells in rows:
        if row == most:
            _finish(sheet, columns, head, row - 1, frozen)
            number += 1
            sheet, row = _begin(new_sheet(number), columns, title), head + 1
        if title:
            sheet.height(row, _height(columns, cells))
        for col, column in enumerate(columns):
            draw(sheet, row, col, cells.get(column.key), column.look)
        row += 1
    _finish(sheet, columns, head, max(row - 1, head + 1), frozen)


def _height(columns: Sequence[Column], cells: Cells) -> float:
    """As tall as the tallest text that is wrapped."""
    tall = _LEAST
    for column in columns:
        value = cells.get(column.key)
        if column.look.wrap and isinstance(value, str):
            tall = max(tall, text_height(value, points(column.width), column.look.size))
    return min(tall, ROW_MOST)


def draw(sheet: Sheet, row: int, col: int, value: Value, look: Look) -> None:
    """One cell; its link first, as writing that writes the cell too."""
    match value:
        case Text(text=text, look=own, link=link):
            if link:
                sheet.link(row, col, link, own or look)
            sheet.text(row, col, text, own or look)
        case str():
            sheet.text(row, col, value, look)
        case _:
            sheet.number(row, col, value, look)


def _begin(sheet: Sheet, columns: Sequence[Column], title: str) -> Sheet:
    sheet.columns(column.width for column in columns)
    if title:
        sheet.height(0, 24)
        sheet.text(0, 0, title, styles.DATA_TITLE)
    row = 1 if title else 0
    sheet.height(row, _HEADING)
    for col, column in enumerate(columns):
        sheet.text(row, col, column.heading, styles.DATA_HEADING)
    return sheet


def _finish(sheet: Sheet, columns: Sequence[Column], head: int, last: int, frozen: int) -> None:
    end = CellRef(last, len(columns) - 1)
    sheet.filter(CellRange(CellRef(head, 0), end))
    across = ceil(sum(column.width for column in columns) / _PAGE)
    sheet.page(CellRange(CellRef(0, 0), end), head, "landscape", across=across)
    sheet.screen(head + 1, frozen, grid=head == 0)
