"""The little of XlsxWriter that a summary needs, typed. What a unit typed stays text, whatever it begins with.

It draws the small sheets, and of the long ones everything but the rows (`toolkit.publishing.book`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from toolkit.excel.write.markup import as_typed
from toolkit.model.cell import CellRange
from toolkit.publishing.summary_styles import SONG, SummaryStyle
from toolkit.summary_book.record_sheets import cell_text

if TYPE_CHECKING:
    from toolkit.publishing.book import Filling, SummaryBook

A4 = 9
_FONT = {"name": SONG, "size": 9}
_FOOTER = "&C&9第 &P 页，共 &N 页"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of cells on its own sheet.

    Attributes:
        kind: bar (lying) or column (standing).
        names: the cells with the categories.
        series: title and cells of each row of figures.
        width: in pixels.
    """

    kind: Literal["bar", "column"]
    title: str
    names: CellRange
    series: tuple[tuple[str, CellRange], ...]
    number_format: str
    color: str
    width: int
    height: int


class SummarySheet:
    """One sheet that is being drawn. Rows and columns count from zero, widths in characters, heights in points."""

    def __init__(self, sheet: Any, book: SummaryBook) -> None:
        self._sheet = sheet
        self._book = book

    def text(self, row: int, col: int, text: str, look: SummaryStyle) -> None:
        """Write a text. Raises ValueError where a cell cannot hold it: nothing is cut off."""
        if not text:
            self._blank(row, col, look)
        elif self._sheet.write_string(row, col, as_typed(cell_text(text)), self._book.format(look)):
            raise ValueError(f"a text of {len(text)} characters does not fit into a cell")

    def number(self, row: int, col: int, number: Decimal | int | None, look: SummaryStyle) -> None:
        """Write a number. It is exact until here: a file holds binary fractions, 15 digits of them are true."""
        if number is None:
            self._blank(row, col, look)
        else:
            self._sheet.write_number(row, col, float(number), self._book.format(look))

    def _blank(self, row: int, col: int, look: SummaryStyle) -> None:
        """Draw an empty cell, where there is anything to see of it."""
        if look.border or look.fill:
            self._sheet.write_blank(row, col, None, self._book.format(look))

    def fill(self, filling: Filling) -> None:
        """Give the sheet rows that were written elsewhere, in place of its own."""
        self._book.fill(self._sheet.index, filling)

    def join(self, places: Iterable[CellRange]) -> None:
        """Merge ranges of cells. What their first ones say, and how all look, is written as in other cells.

        The library's own way writes all cells at once, which rows that are written one by one do not allow.
        """
        self._sheet.merge += [[*place.first, *place.last] for place in places if place.first != place.last]

    def chart(self, chart: Chart, row: int, col: int) -> None:
        """Put a chart, its upper left corner in a cell. Its data are cells of this sheet: it stays editable."""
        drawn = self._book.chart(chart.kind)
        name = self._sheet.get_name()
        color = {"color": chart.color}
        for title, values in chart.series:
            series: dict[str, Any] = {
                "name": title,
                "categories": [name, *chart.names.first, *chart.names.last],
                "values": [name, *values.first, *values.last],
                "data_labels": {"value": True, "font": _FONT, "num_format": chart.number_format},
                "gap": 60,
                "fill": color,
            }
            drawn.add_series(series)
        drawn.set_title({"name": chart.title, "name_font": {**_FONT, "size": 12, "bold": True}, "overlay": False})
        drawn.set_legend({"none": True})
        drawn.set_size({"width": chart.width, "height": chart.height})
        if chart.kind == "bar":  # the first category at the top
            drawn.set_y_axis({"reverse": True, "num_font": _FONT})
            drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        else:
            drawn.set_x_axis({"num_font": _FONT})
            drawn.set_y_axis({"visible": False, "major_gridlines": {"visible": False}})
        self._sheet.insert_chart(row, col, drawn, {"object_position": 2})

    def columns(self, widths: Iterable[float]) -> None:
        """Set the widths of the columns."""
        for col, width in enumerate(widths):
            self._sheet.set_column(col, col, width)

    def height(self, row: int, height: float) -> None:
        """Set the height of a row."""
        self._sheet.set_row(row, height)

    def page(
        self,
        area: CellRange,
        heading: int,
        orientation: Literal["portrait", "landscape"],
        *,
        across: int = 1,
        down: int = 0,
        repeat: int = 0,
    ) -> None:
        """Print an area on A4, with a heading row on every page.

        Args:
            area: what is printed.
            heading: the row that comes again on every page.
            orientation: of the page.
            across: pages beside each other.
            down: pages below each other, 0 for as many as it takes.
            repeat: columns that come again on every page.
        """
        sheet = self._sheet
        sheet.set_paper(A4)
        sheet.set_landscape() if orientation == "landscape" else sheet.set_portrait()
        sheet.print_area(area.first.row, area.first.col, area.last.row, area.last.col)
        sheet.repeat_rows(heading)
        if across > 1 and repeat:
            sheet.repeat_columns(0, repeat - 1)
        sheet.fit_to_pages(across, down)
        sheet.center_horizontally()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.55)
        sheet.set_footer(_FOOTER, {"margin": 0.25})

    def break_before(self, row: int) -> None:
        """Begin a new page with a row."""
        self._sheet.set_h_pagebreaks([row])

    def screen(self, rows: int, cols: int = 0) -> None:
        """Keep the first rows and columns in sight; no lines but those of the cells."""
        self._sheet.hide_gridlines(2)
        self._sheet.freeze_panes(rows, cols)

    def filter(self, area: CellRange) -> None:
        """Offer filters in the first row of an area; numbers kept as text are meant so there."""
        self._sheet.autofilter(area.first.row, area.first.col, area.last.row, area.last.col)
        self._sheet.ignore_errors({"number_stored_as_text": str(area)})
