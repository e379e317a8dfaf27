"""Home-made sheets in the layouts of other offices, blank or filled, drawn by openpyxl.

The forms are in `office_forms.py`. A filled cell has a key, so that a test can ask what should come back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a home-made sheet, merged over columns and rows.

    Attributes:
        text: what is printed or filled in.
        key: the name of the fact where the cell is filled in; None for a printed text.
        span: columns it covers.
        rows: rows it covers.
        number: whether the fact is stored as a number.
        empty: what the blank form prints there; a mark's choices, an amount's unit.
        before: a label in front of the fact in the same cell.
    """

    text: str
    key: str | None = None
    span: int = 1
    rows: int = 1
    number: bool = False
    empty: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of boxes from left to right.

    Boxes of lines above that reach into it are jumped over.

    Attributes:
        boxes: its cells.
        height: in points.
        framed: whether its cells have borders.
    """

    boxes: tuple[Box, ...]
    height: float = 24
    framed: bool = True


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """A form of another office.

    Attributes:
        name: its number among the ten.
        sheet: name of its sheet.
        widths: of the columns, in characters.
        lines: from top to bottom.
        orientation: of its A4 page.
        unit: unit of its amounts.
    """

    name: str
    sheet: str
    widths: tuple[float, ...]
    lines: tuple[Line, ...]
    orientation: Literal["portrait", "landscape"] = "portrait"
    unit: str = "万元"

    def facts(self) -> Mapping[str, str]:
        """Returns what is filled in, as written, by key (`indicators.0.name`)."""
        return {box.key: box.text for line in self.lines for box in line.boxes if box.key and box.text}


def label(text: str, span: int = 1, rows: int = 1) -> Box:
    """Returns a printed cell."""
    return Box(text, None, span, rows)


def value(text: str, key: str, span: int = 1, rows: int = 1, empty: str = "") -> Box:
    """Returns a cell to fill with a text."""
    return Box(text, key, span, rows, empty=empty)


def number(text: str, key: str, span: int = 1, rows: int = 1) -> Box:
    """Returns a cell to fill with a number; its decimals are shown as written."""
    return Box(text, key, span, rows, number=True)


def line(*boxes: Box, height: float = 24, framed: bool = True) -> Line:
    """Returns a row of cells."""
    return Line(boxes, height, framed)


#: A row of a table: first level, second level, then the cells to fill.
TableRow = tuple[str, str, Sequence[str]]


def table(
    headings: Sequence[str],
    parts: Sequence[str],
    rows: Sequence[TableRow],
    *,
    side: str | None = None,
    first: int = 0,
    merged: bool = True,
    spans: Sequence[int] = (),
) -> Iterable[Line]:
    """Yields a table of indicators: its headings, then a row for each indicator.

    Args:
        headings: of all columns, the levels first.
        parts: keys of the cells to fill, after the two levels.
        rows: the indicators; a category without indicators is a row of empty cells.
        side: a text at the left over all rows.
        first: number of the first indicator.
        merged: whether equal levels are merged downwards; else each row repeats them.
        spans: sheet columns that each column covers; one each where empty.
    """
    wide = list(spans) or [1] * len(headings)
    edge = [label(side, rows=len(rows) + 1)] if side else []
    yield line(*edge, *(label(text, span) for text, span in zip(headings, wide, strict=True)))
    runs = _runs([row[0] for row in rows]), _runs([f"{row[0]}|{row[1]}" for row in rows])
    filled = first
    for at, (level1, level2, cells) in enumerate(rows):
        levels = [
            label(text, span, rows=counts.get(at, 1) if merged else 1)
            for text, counts, span in zip((level1, level2), runs, wide[:2], strict=True)
            if not merged or at in counts
        ]
        answers = [
            value(text, f"indicators.{filled}.{part}", span)
            for text, part, span in zip(cells, parts, wide[2:], strict=True)
        ]
        filled += any(cells)
        yield line(*levels, *answers)


def _runs(texts: Sequence[str]) -> dict[int, int]:
    """Returns by first row the length of each run of equal texts."""
    found, at = {}, 0
    for _, group in groupby(texts):
        found[at] = len(list(group))
        at += found[at]
    return found


def workbook(*forms: OfficeForm, filled: bool = True, before_saving: Callable[[Workbook], None] | None = None) -> bytes:
    """Returns a workbook with a sheet for each form.

    Args:
        forms: the forms; those of one sheet name are stacked on one sheet with an empty row between.
        filled: whether the facts are filled in.
        before_saving: changes the workbook.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for form in forms:
        if form.sheet in book.sheetnames:
            draw(book[form.sheet], form, filled, first_row=book[form.sheet].max_row + 2)
        else:
            draw(book.create_sheet(form.sheet), form, filled)
    if before_saving:
        before_saving(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


_THIN = Side(style="thin")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def draw(sheet: Worksheet, form: OfficeForm, filled: bool = True, first_row: int = 1) -> None:
    """Draws a form onto a sheet, as a person would have made it."""
    for at, width in enumerate(form.widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    taken: set[tuple[int, int]] = set()
    for row, one in enumerate(form.lines, first_row):
        sheet.row_dimensions[row].height = one.height
        column = 1
        for box in one.boxes:
            while (row, column) in taken:
                column += 1
            _put(sheet, row, column, box, filled=filled, title=row == first_row, framed=one.framed)
            taken |= {(row + down, column + right) for down in range(box.rows) for right in range(box.span)}
    sheet.page_setup.orientation = form.orientation
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _put(sheet: Worksheet, row: int, column: int, box: Box, *, filled: bool, title: bool, framed: bool) -> None:
    cell = sheet.cell(row, column)
    if box.key is None or filled:
        _write(cell, box)
    elif box.empty:
        cell.value = box.empty
    cell.font = Font(name="宋体", size=18, bold=True) if title else Font(name="仿宋", size=11)
    long = box.key is not None and len(box.text) > 20
    cell.alignment = Alignment(horizontal="left" if long else "center", vertical="center", wrap_text=True)
    for down in range(box.rows):
        for right in range(box.span):
            if framed:
                sheet.cell(row + down, column + right).border = _FRAME
    if box.span > 1 or box.rows > 1:
        last = row + box.rows - 1, column + box.span - 1
        sheet.merge_cells(start_row=row, start_column=column, end_row=last[0], end_column=last[1])


def _write(cell: object, box: Box) -> None:
    if box.number and box.text:
        exact = Decimal(box.text.replace(",", ""))
        cell.value = float(exact)  # type: ignore[attr-defined]
        decimals = max(0, -int(exact.as_tuple().exponent))
        grouping = "#,##0" if "," in box.text else "0"
        cell.number_format = grouping + ("." + "0" * decimals if decimals else "")  # type: ignore[attr-defined]
    elif box.text:
        cell.value = box.before + box.text  # type: ignore[attr-defined]
        cell.data_type = "s"  # type: ignore[attr-defined]  # =8个 is a text
