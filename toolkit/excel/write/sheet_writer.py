"""The one sheet writer for forms and summaries, a typed face of XlsxWriter.

A text stays text, whatever it begins with. Rows and columns count from zero, widths are in characters, heights in
points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from toolkit.excel.write.cell_style import SONG, CellStyle
from toolkit.excel.write.markup import as_typed
from toolkit.model.cell import CellRange, CellRef, CellValue
from toolkit.model.text import cell_text

if TYPE_CHECKING:
    from toolkit.excel.write.book_writer import BookWriter, StreamedRows

A4 = 9
Orientation = Literal["portrait", "landscape"]
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


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The printed page of a sheet: A4, centred from left to right.

    Attributes:
        area: the printed cells.
        across: pages beside each other.
        down: pages below each other, 0 for as many as it takes.
        heading: the row that every page repeats.
        repeat: number of first columns that every page repeats, where there are pages beside each other.
        margins: left and right, top, bottom, in inches.
        footer: margin in inches of a footer with the page's number, None for no footer.
    """

    area: CellRange
    orientation: Orientation
    across: int = 1
    down: int = 0
    heading: int | None = None
    repeat: int = 0
    margins: tuple[float, float, float] = (0.4, 0.5, 0.55)
    footer: float | None = 0.25


class SheetWriter:
    """A sheet that is being drawn."""

    def __init__(self, sheet: Any, book: BookWriter) -> None:
        self._sheet = sheet
        self._book = book

    def put(self, row: int, col: int, value: CellValue | None, style: CellStyle) -> None:
        """Writes a value into a cell; nothing where an empty cell cannot be seen.

        A number is exact until here: a file holds binary fractions, 15 digits of them are true.

        Raises:
            ValueError: a cell cannot hold the text; nothing is cut off.
        """
        cell_format = self._book.format(style)
        if value is None or value == "":
            if style.visible:
                self._sheet.write_blank(row, col, None, cell_format)
        elif not isinstance(value, str):
            self._sheet.write_number(row, col, float(value), cell_format)
        elif self._sheet.write_string(row, col, as_typed(cell_text(value)), cell_format):
            raise ValueError(f"a text of {len(value)} characters does not fit into a cell")

    def put_over(self, place: CellRange, value: CellValue | None, style: CellStyle) -> None:
        """Writes a value over a range, merged where it has several cells."""
        (row, col), last = place
        if place.first != last:
            self._sheet.merge_range(row, col, last.row, last.col, "", self._book.format(style))
        self.put(row, col, value, style)

    def formula(self, cell: CellRef, formula: str, value: str, style: CellStyle) -> None:
        """Writes a formula with its present value."""
        self._sheet.write_formula(cell.row, cell.col, f"={formula}", self._book.format(style), value)

    def stream(self, rows: StreamedRows) -> None:
        """Gives the sheet rows that were written elsewhere, in place of its own."""
        self._book.stream(self._sheet.index, rows)

    def join(self, places: Iterable[CellRange]) -> None:
        """Merges ranges whose cells are written one by one, as other cells are.

        The library's own way writes all cells at once, which rows that are written one by one do not allow.
        """
        self._sheet.merge += [[*place.first, *place.last] for place in places if place.first != place.last]

    def chart(self, chart: Chart, row: int, col: int) -> None:
        """Puts a chart, which stays editable, with its upper left corner in a cell."""
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
        """Sets the widths of the columns."""
        for col, width in enumerate(widths):
            self._sheet.set_column(col, col, width)

    def height(self, row: int, height: float) -> None:
        """Sets the height of a row."""
        self._sheet.set_row(row, height)

    def rows(self, heights: Iterable[float], usual: float) -> None:
        """Sets the heights of rows; those of the usual height grow while typing."""
        self._sheet.set_default_row(usual)
        for row, height in enumerate(heights):
            if height != usual:
                self._sheet.set_row(row, height)

    def validate(self, places: Sequence[CellRange], options: Mapping[str, object]) -> None:
        """Attaches a data validation to the given cells and no others."""
        (row, col), last = places[0]
        several = {"multi_range": " ".join(map(str, places))} if len(places) > 1 else {}
        self._sheet.data_validation(row, col, last.row, last.col, {"ignore_blank": True, **options, **several})

    def tint(self, place: CellRange, condition: str, style: CellStyle) -> None:
        """Adds a style to cells where a condition, written for the first, holds."""
        (row, col), last = place
        options = {"type": "formula", "criteria": f"={condition}", "format": self._book.format(style)}
        self._sheet.conditional_format(row, col, last.row, last.col, options)

    def page(self, page: PageSetup) -> None:
        """Sets up the printed page."""
        sheet = self._sheet
        sheet.set_paper(A4)
        sheet.set_landscape() if page.orientation == "landscape" else sheet.set_portrait()
        (row, col), last = page.area
        sheet.print_area(row, col, last.row, last.col)
        if page.heading is not None:
            sheet.repeat_rows(page.heading)
        if page.across > 1 and page.repeat:
            sheet.repeat_columns(0, page.repeat - 1)
        sheet.fit_to_pages(page.across, page.down)
        sheet.center_horizontally()
        sides, top, bottom = page.margins
        sheet.set_margins(left=sides, right=sides, top=top, bottom=bottom)
        if page.footer is not None:
            sheet.set_footer(_FOOTER, {"margin": page.footer})

    def break_before(self, row: int) -> None:
        """Begins a new page with a row."""
        self._sheet.set_h_pagebreaks([row])

    def screen(self, rows: int, cols: int = 0) -> None:
        """Keeps the first rows and columns in sight, and hides the grid lines."""
        self._sheet.hide_gridlines(2)
        self._sheet.freeze_panes(rows, cols)

    def filter(self, area: CellRange) -> None:
        """Offers filters in the first row of an area, whose numbers may be texts."""
        self._sheet.autofilter(area.first.row, area.first.col, area.last.row, area.last.col)
        self._sheet.ignore_errors({"number_stored_as_text": str(area)})
