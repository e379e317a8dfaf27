"""The little of XlsxWriter that a summary needs, typed. What a unit typed stays text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Literal

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from toolkit.intake.summary_record import cell_text
from toolkit.merge.styles import COLUMN, NORMAL, Look
from toolkit.model.cell import CellRange, column_letters

#: Every summary carries this date, so that the same input gives the same bytes.
CREATED = datetime(2024, 1, 1)
A4 = 9
_FOOTER = "&C&9第 &P 页，共 &N 页"


class Sheet:
    """One sheet that is being drawn. Rows and columns count from zero, widths in characters, heights in points."""

    def __init__(self, sheet: Any, book: Book) -> None:
        self._sheet = sheet
        self._book = book

    def text(self, row: int, col: int, text: str, look: Look) -> None:
        """Write a text. Raises ValueError where a cell cannot hold it: nothing is cut off."""
        if not text:
            self._blank(row, col, look)
        elif self._sheet.write_string(row, col, cell_text(text), self._book.format(look)):
            raise ValueError(f"a text of {len(text)} characters does not fit into a cell")

    def number(self, row: int, col: int, number: Decimal | int | None, look: Look) -> None:
        """Write a number. It is exact until here: a file holds binary fractions, 15 digits of them are true."""
        if number is None:
            self._blank(row, col, look)
        else:
            self._sheet.write_number(row, col, float(number), self._book.format(look))

    def _blank(self, row: int, col: int, look: Look) -> None:
        """Draw an empty cell, where there is anything to see of it."""
        if look.border or look.fill:
            self._sheet.write_blank(row, col, None, self._book.format(look))

    def join(self, place: CellRange, look: Look) -> None:
        """Merge a range; what it says is written into its first cell afterwards."""
        if place.first != place.last:
            (row, col), last = place
            self._sheet.merge_range(row, col, last.row, last.col, "", self._book.format(look))

    def columns(self, widths: Iterable[float]) -> None:
        """Set the widths of the columns."""
        for col, width in enumerate(widths):
            self._sheet.set_column(col, col, width)

    def height(self, row: int, height: float) -> None:
        """Set the height of a row."""
        self._sheet.set_row(row, height)

    def page(
        self, area: CellRange, heading: int, orientation: Literal["portrait", "landscape"], *, across: int = 1
    ) -> None:
        """Print an area on A4, so many pages wide, with a heading row on every page."""
        sheet = self._sheet
        sheet.set_paper(A4)
        sheet.set_landscape() if orientation == "landscape" else sheet.set_portrait()
        sheet.print_area(area.first.row, area.first.col, area.last.row, area.last.col)
        sheet.repeat_rows(heading)
        sheet.fit_to_pages(across, 0)
        sheet.center_horizontally()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.55)
        sheet.set_footer(_FOOTER, {"margin": 0.25})

    def screen(self, rows: int, cols: int = 0, *, grid: bool = False) -> None:
        """Keep the first rows and columns in sight; show and print grid lines or not."""
        self._sheet.hide_gridlines(0 if grid else 2)
        self._sheet.freeze_panes(rows, cols)

    def filter(self, area: CellRange) -> None:
        """Offer filters in the first row of an area; numbers kept as text are meant so there."""
        self._sheet.autofilter(area.first.row, area.first.col, area.last.row, area.last.col)
        self._sheet.ignore_errors({"number_stored_as_text": str(area)})


class Book:
    """One workbook that is being drawn in memory. The same calls give the same bytes."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        normal = {"default_format_properties": dict(NORMAL), "default_column_width": COLUMN}
        self._book = Workbook(self._buffer, {"in_memory": True, **normal})
        self._formats: dict[Look, Any] = {}

    def sheet(self, name: str) -> Sheet:
        """Add a sheet."""
        return Sheet(self._book.add_worksheet(name), self)

    def format(self, look: Look) -> Any:
        """The library's object for a look, made once."""
        if look not in self._formats:
            self._formats[look] = self._book.add_format(look.properties())
        return self._formats[look]

    def properties(self, title: str, company: str, custom: Mapping[str, str]) -> None:
        """Set the document's properties."""
        self._book.set_properties({"title": title, "company": company, "created": CREATED})
        for name, text in custom.items():
            self._book.set_custom_property(name, text, "text")

    def name(self, name: str, sheet: str, area: CellRange) -> None:
        """Define a name for an area of a sheet."""
        corners = ":".join(f"${column_letters(cell.col)}${cell.row + 1}" for cell in area)
        quoted = sheet.replace("'", "''")
        self._book.define_name(name, f"='{quoted}'!{corners}")

    def close(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._buffer.getvalue()
