"""Plain tables with headings, typed columns and a filter, streamed row by row.

A table longer than a sheet goes on on a further one with the same headings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from toolkit.excel.write.book_writer import BookWriter
from toolkit.excel.write.cell_style import CellStyle
from toolkit.excel.write.row_markup import cell, digits, inline, marks
from toolkit.excel.write.sheet_parts import SheetPart, SheetParts
from toolkit.excel.write.sheet_writer import PageSetup, SheetWriter
from toolkit.excel.write.text_height import points, signs_of_a_line, text_height
from toolkit.model.cell import SHEET_ROWS, TALLEST_ROW, CellRange, CellRef, column_letters
from toolkit.publishing import summary_styles as styles
from toolkit.summary_book.sheets import SheetColumn, SheetDeclaration

#: Characters that a printed page is wide enough for.
_PAGE = 200.0
_HEADING = 22.0
#: Heights of rows: of a table to be read, and of one of records.
_LEAST, _RECORD = 18.0, 15.0


@dataclass(frozen=True, slots=True)
class Text:
    """The content of a cell that is more than a plain text.

    Attributes:
        look: its own look, None for the column's.
        link: where it leads.
    """

    text: str
    look: CellStyle | None = None
    link: str | None = None


Value = Text | str | Decimal | int | None


Cells = Mapping[str, Value]


class GridSheet:
    """A table that is being written, over as many sheets as it needs.

    Args:
        book: its sheets are added to it when it is closed.
        sheet: its declaration.
        title: the line above the headings, where the declaration has one.
        roster: whether it has the columns that need a roster.
        most: rows of a sheet.
        further: the column of a key that the declaration lacks, drawn behind the others from its first value on.
    """

    def __init__(
        self,
        book: BookWriter,
        sheet: SheetDeclaration,
        *,
        title: str = "",
        roster: bool = True,
        most: int = SHEET_ROWS,
        further: Callable[[str], SheetColumn] | None = None,
    ) -> None:
        self._book = book
        self._sheet = sheet
        self._columns = [column for column in sheet.columns if roster or not column.roster]
        self._title = title
        self._least = _LEAST if sheet.titled else _RECORD
        self._parts = SheetParts(sheet.name, most, self._begin)
        self._further = further
        self._styles: dict[str, CellStyle] = {}
        self._marks: list[tuple[str, str, str, str, str]] = []
        self._tall: list[tuple[str, float, float]] = []
        for col, column in enumerate(self._columns):
            self._draws(col, column)

    def _draws(self, col: int, column: SheetColumn) -> None:
        """Notes how the cells of a column look."""
        style = self._styles[column.key] = self._style(column)
        self._marks.append((column.key, *marks(column_letters(col), self._book.style_number(style))))
        if style.wrap:
            width = points(column.width)
            self._tall.append((column.key, width, signs_of_a_line(width, styles.BODY)))

    def _grow(self, cells: Cells) -> None:
        """Adds the columns of keys that came up for the first time."""
        for key in cells:
            if self._further and key not in self._styles and cells[key] not in (None, ""):
                self._columns.append(self._further(key))
                self._draws(len(self._columns) - 1, self._columns[-1])

    def _style(self, column: SheetColumn) -> CellStyle:
        """Returns the style of a column.

        The texts of records begin at the top, so that their first lines are seen.
        """
        style = styles.OF_KIND[column.kind]
        return style if self._sheet.titled else styles.from_the_top(style)

    def add(self, cells: Cells) -> None:
        """Writes a row; missing values stay empty."""
        if self._further and not cells.keys() <= self._styles.keys():
            self._grow(cells)
        part = self._parts.part()
        row = part.next + 1
        markup: list[str] = []
        for key, start, blank, text, number in self._marks:
            value = cells.get(key)
            if value is None or value == "":
                markup.append(f"{start}{row}{blank}")
            elif isinstance(value, str):
                markup.append(f"{start}{row}{text}{inline(value)}")
            elif isinstance(value, Text):
                markup.append(self._special(part, key, row, value))
            else:
                markup.append(f"{start}{row}{number}{digits(value)}")
        part.add("".join(markup), self._height(cells))

    def _special(self, part: SheetPart, key: str, row: int, value: Text) -> str:
        """Returns a cell that differs from its column, or has a link."""
        col = next(col for col, column in enumerate(self._columns) if column.key == key)
        letters = column_letters(col)
        if value.link:
            part.links.add(f"{letters}{row}", value.link)
        return cell(letters, row, self._book.style_number(value.look or self._styles[key]), value.text)

    def _height(self, cells: Cells) -> float:
        """Returns the height of the tallest wrapped text."""
        tall = self._least
        for key, width, signs in self._tall:
            value = cells.get(key)
            value = value.text if isinstance(value, Text) else value
            if isinstance(value, str) and (len(value) > signs or "\n" in value):
                tall = max(tall, text_height(value, width, styles.BODY))
        return min(tall, TALLEST_ROW)

    def _begin(self, part: SheetPart) -> None:
        if self._title:
            part.add(cell("A", 1, self._book.style_number(styles.DATA_TITLE), self._title), 24)
        if self._further is None:
            part.add(self._headings(part.next), _HEADING)
        else:
            part.reserve()

    def _headings(self, row: int) -> str:
        style = self._book.style_number(styles.HEADING)
        texts = enumerate(column.heading for column in self._columns)
        return "".join(cell(column_letters(col), row + 1, style, text) for col, text in texts)

    def close(self) -> None:
        """Adds the sheets to the workbook."""
        for part in self._parts.all():
            self._finish(self._book.sheet(part.name), part)

    def _finish(self, sheet: SheetWriter, part: SheetPart) -> None:
        head = 1 if self._title else 0
        if self._further is not None:
            part.head(head, self._headings(head), _HEADING)
        sheet.columns(column.width for column in self._columns)
        end = CellRef(max(part.next - 1, head + 1), len(self._columns) - 1)
        sheet.filter(CellRange(CellRef(head, 0), end))
        area = CellRange(CellRef(0, 0), end)
        sheet.page(PageSetup(area, "landscape", self._across(), heading=head, repeat=self._sheet.frozen))
        sheet.screen(head + 1, self._sheet.frozen)
        part.put(sheet, len(self._columns))

    def _across(self) -> int:
        """Returns the number of pages side by side; each repeats the frozen columns."""
        widths = [column.width for column in self._columns]
        frozen_width = sum(widths[: self._sheet.frozen])
        return ceil(max(sum(widths) - frozen_width, 1) / (_PAGE - frozen_width))


def draw_grid(grid: GridSheet, rows: Iterable[Cells]) -> None:
    """Writes a whole table."""
    for cells in rows:
        grid.add(cells)
    grid.close()


def draw(sheet: SheetWriter, row: int, col: int, value: Value, look: CellStyle) -> None:
    """Writes one cell of a small sheet."""
    match value:
        case Text(text=text, look=own):
            sheet.put(row, col, text, own or look)
        case str():
            sheet.put(row, col, value, look)
        case _:
            sheet.put(row, col, value, look)
