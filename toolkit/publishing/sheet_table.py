"""Sheet 1: the department's table as it is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from toolkit.excel.write.book_writer import BookWriter
from toolkit.excel.write.cell_style import CellStyle
from toolkit.excel.write.row_markup import cell
from toolkit.excel.write.sheet_parts import SheetPart, SheetParts
from toolkit.excel.write.sheet_writer import PageSetup
from toolkit.excel.write.text_height import points, text_height
from toolkit.forms.definition import SummaryColumn
from toolkit.forms.table_definition import VALUE_OF, indicator_text
from toolkit.merging.summary import Summary
from toolkit.merging.tree import Group, ProjectRow
from toolkit.model.cell import SHEET_ROWS, CellRange, CellRef, column_letters
from toolkit.model.money import in_unit
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.signs import unified
from toolkit.publishing import summary_styles as styles
from toolkit.publishing.fitted_widths import EMPTY
from toolkit.publishing.paper import HEADING_ROW, LINE_ROW, TITLE_ROW, Paper, PaperLine, listed_lines, notes


class Place(NamedTuple):
    """The place of a project in the table.

    Attributes:
        sheet: name of the sheet.
        row: on it, from 0.
        number: the row counted through all sheets of the table.
    """

    sheet: str
    row: int
    number: int


class PublishedTable:
    """The table, which grows line by line, over as many sheets as it needs.

    Args:
        book: to which its sheets are added when it is closed.
        summary: what is in it.
        name: of its first sheet.
        most: rows of a sheet.
    """

    def __init__(self, book: BookWriter, summary: Summary, name: str, *, most: int = SHEET_ROWS) -> None:
        self._book = book
        self._summary = summary
        self._columns = summary.definition.columns
        self._letters = [column_letters(col) for col in range(len(self._columns))]
        self._paper = Paper(summary)
        self._parts = SheetParts(name, most, self._begin)

    def add(self, line: Group | ProjectRow, depth: int) -> Place:
        """Writes a line over its rows, merged, with the text on the first.

        In a table with a row an indicator, only what belongs to the project is merged.
        """
        if self._summary.definition.is_flat and isinstance(line, ProjectRow):
            return self._add_listed(line, depth)
        drawn = self._paper.line(line, depth)
        part = self._parts.part(drawn.rows)
        place = Place(part.name, part.next, part.place)
        styled = (_look(column.key, drawn.size, depth, *_kind(drawn)) for column in self._columns)
        looks = [*map(self._book.style_number, styled)]
        end = part.next + drawn.rows - 1
        if drawn.rows > 1:
            part.merges += [CellRange(CellRef(part.next, col), CellRef(end, col)) for col in range(len(looks))]
        part.add("".join(self._first(drawn, part.next + 1, looks)), drawn.height)
        while part.next <= end:
            part.add(self._blank(part.next + 1, looks), drawn.height)
        return place

    def _add_listed(self, line: ProjectRow, depth: int) -> Place:
        """Writes a project with a row for each of its indicators."""
        drawn = listed_lines(self._paper, line, depth)
        part = self._parts.part(len(drawn.heights))
        place = Place(part.name, part.next, part.place)
        tall = len(drawn.heights) > 1
        looks = [self._book.style_number(_listed_look(column, drawn.size, depth, tall)) for column in self._columns]
        if tall:
            end = part.next + len(drawn.heights) - 1
            part.merges += [
                CellRange(CellRef(part.next, col), CellRef(end, col))
                for col, column in enumerate(self._columns)
                if column.part is None
            ]
        paper = PaperLine(line, depth, 1, 0)
        for number, height in enumerate(drawn.heights):
            row = part.next + 1
            contents = (self._listed(paper, column, number) for column in self._columns)
            cells = zip(self._letters, looks, contents, strict=True)
            part.add("".join(cell(letters, row, look, content) for letters, look, content in cells), height)
        return place

    def _listed(self, line: PaperLine, column: SummaryColumn, number: int) -> str | Decimal | None:
        """Returns a cell of a project's row of an indicator."""
        definition = self._summary.definition
        if column.part is None:
            return None if number else _content(line, column, definition.unit)
        assert isinstance(line.line, ProjectRow)
        indicators = line.line.project.indicators
        text = indicator_text(indicators[number], column.part) if indicators else ""
        return (unified(text) if definition.operators == "unified" and column.part in VALUE_OF else text) or None

    def _first(self, line: PaperLine, row: int, looks: Sequence[int]) -> Iterator[str]:
        for letters, column, look in zip(self._letters, self._columns, looks, strict=True):
            yield cell(letters, row, look, _content(line, column, self._summary.definition.unit))

    def _blank(self, row: int, looks: Sequence[int]) -> str:
        return "".join(cell(letters, row, look, None) for letters, look in zip(self._letters, looks, strict=True))

    def _begin(self, part: SheetPart) -> None:
        """Writes the title, the line with department and unit, the headings."""
        definition, last = self._summary.definition, len(self._columns) - 1
        style = self._book.style_number
        part.merges.append(CellRange(CellRef(TITLE_ROW, 0), CellRef(TITLE_ROW, last)))
        part.add(cell("A", 1, style(styles.TITLE), definition.title), 34)
        right = last - 2 if definition.is_flat and last > 3 else last  # the last columns are narrow there
        part.merges.append(CellRange(CellRef(LINE_ROW, 0), CellRef(LINE_ROW, right - 1)))
        if right < last:
            part.merges.append(CellRange(CellRef(LINE_ROW, right), CellRef(LINE_ROW, last)))
        named = f"{definition.department_label}{self._summary.department or ''}"
        department = cell("A", 2, style(styles.LINE), named)
        unit = cell(self._letters[right], 2, style(styles.UNIT), f"{definition.unit_label}{definition.unit}")
        part.add(department + unit, 20)
        widths = zip(self._columns, self._paper.widths, strict=True)
        height = max(_heading_height(column.label, width) for column, width in widths) + 4
        row, look = HEADING_ROW + 1, style(styles.HEADING)
        labels = zip(self._letters, self._columns, strict=True)
        part.add("".join(cell(letters, row, look, column.label) for letters, column in labels), height)

    def close(self) -> CellRange:
        """Writes the notes, adds the sheets, returns the cells of the first's table."""
        last = self._parts.all()[-1]
        ends = {part.number: part.next for part in self._parts.all()}
        for text in notes(self._summary):
            last.merges.append(CellRange(CellRef(last.next, 0), CellRef(last.next, len(self._columns) - 1)))
            height = text_height(text, sum(map(points, self._paper.widths)), styles.BODY)
            last.add(cell("A", last.next + 1, self._book.style_number(styles.NOTE), text), height)
        for part in self._parts.all():
            sheet = self._book.sheet(part.name)
            sheet.columns(self._paper.widths)
            printed = CellRange(CellRef(0, 0), CellRef(part.next - 1, len(self._columns) - 1))
            sheet.page(PageSetup(printed, self._summary.definition.orientation, heading=HEADING_ROW))
            sheet.screen(HEADING_ROW + 1, 1)
            part.put(sheet, len(self._columns))
        return CellRange(CellRef(HEADING_ROW, 0), CellRef(ends[1] - 1, len(self._columns) - 1))


def _content(line: PaperLine, column: SummaryColumn, unit: str) -> str | Decimal | None:
    """Returns a cell's text or exact amount in the sheet's unit; None, never 0."""
    content = line.line
    match column.key:
        case "name":
            return line.name or None
        case "goal" | "indicators":
            return None if isinstance(content, Group) else getattr(content, column.key) or None
        case key if column.part is not None or key == "spending_unit":
            return None
        case part:
            funding = content.funding if isinstance(content, Group) else content.project.funding
            amount: Decimal | None = getattr(funding, part)
            return None if amount is None else in_unit(amount, unit)


@lru_cache(maxsize=256)
def _listed_look(column: SummaryColumn, size: float, depth: int, tall: bool) -> CellStyle:
    """Returns the look of a column in a project's rows of indicators."""
    if column.part is None:
        return _look(column.key, size, depth, False, tall)
    if column.part in ("name", *VALUE_OF, "description", "basis"):
        return styles.TEXT
    return replace(styles.TEXT, align="center")


def _kind(line: PaperLine) -> tuple[bool, bool]:
    return isinstance(line.line, Group), line.rows > 1


@lru_cache(maxsize=256)
def _look(key: str, size: float, depth: int, total: bool, tall: bool) -> CellStyle:
    match key:
        case "name":
            look = styles.indented(styles.sized(styles.TEXT, size), depth)
        case key if key not in MONEY_KEYS:
            look = styles.sized(styles.TEXT, size)
        case _:
            look = styles.MONEY
    if tall:
        look = styles.from_the_top(look)
    return styles.total(look) if total else look


def _heading_height(label: str, width: float) -> float:
    """Returns the height of a heading, in an empty column one sign a line."""
    return text_height("\n".join(label) if width <= EMPTY else label, points(width), styles.BODY)
