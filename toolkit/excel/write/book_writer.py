"""The one workbook writer for forms and summaries, a typed face of XlsxWriter.

The same calls give the same bytes. Protection is an option of the workbook; rows of very long sheets are streamed
into it (`toolkit.excel.write.sheet_parts`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO, Any

from xlsxwriter.utility import quote_sheetname
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from toolkit.excel.write.cell_style import CellStyle
from toolkit.excel.write.protection import Lock
from toolkit.excel.write.row_markup import Hyperlinks
from toolkit.excel.write.sheet_writer import SheetWriter
from toolkit.excel.write.zip_parts import PackedPart, Stored, ZipPiece, pack, put_together, unpack, write
from toolkit.model.cell import CellRange, column_letters

#: Every file carries this date, so that the same input gives the same bytes.
CREATED = datetime(2024, 1, 1)
_EXTENT = re.compile(rb'<dimension ref="[^"]*"/>')
_ROWS = re.compile(rb"<sheetData(?:/>|>.*</sheetData>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StreamedRows:
    """Rows of a sheet that were written elsewhere.

    Attributes:
        rows: their markup.
        extent: the cells that they cover.
        links: links in these cells.
        first: the markup of rows above them.
    """

    rows: ZipPiece
    extent: CellRange
    links: Hyperlinks
    first: str = ""


@dataclass(frozen=True, slots=True)
class DefaultFont:
    """The font of a workbook's untouched cells, in whose digits column widths are counted.

    Attributes:
        size: in points.
        column: width in pixels of an untouched column in this font.
    """

    name: str
    size: float
    column: int


class _Sheet(Worksheet):  # type: ignore[misc]
    lock: Lock | None
    default_row_height: int
    original_row_height: int

    def _write_sheet_protection(self) -> None:
        if self.lock is not None:
            self._xml_empty_tag("sheetProtection", self.lock.of_sheet())

    def _write_row(self, row: int, spans: Any, row_info: Any = None, empty_row: bool = False) -> None:
        """Leaves out the usual height: a row with an explicit one never grows."""
        usual = self.default_row_height
        if row_info is None:
            self.default_row_height = self.original_row_height
        super()._write_row(row, spans, row_info, empty_row)
        self.default_row_height = usual

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Returns the formula unchanged; the library's search for new functions is slow."""
        return formula.removeprefix("=")

    def _xml_formula_element(self, formula: str, result: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        """Writes an empty result as a text, else it looks never calculated."""
        attributes_of_text = attributes if result else [*attributes, ("t", "str")]
        super()._xml_formula_element(formula, result, attributes_of_text)


class _Book(Workbook):  # type: ignore[misc]
    lock: Lock | None

    def _write_book_views(self) -> None:
        if self.lock is not None:
            self._xml_empty_tag("workbookProtection", self.lock.of_workbook())  # its place is before the views
        super()._write_book_views()


class BookWriter:
    """A workbook that is being drawn.

    Args:
        lock: protects every sheet and the workbook's structure; None leaves all open.
        font: of untouched cells; None for the library's.
    """

    def __init__(self, *, lock: Lock | None = None, font: DefaultFont | None = None) -> None:
        self._buffer = BytesIO()
        options: dict[str, object] = {"in_memory": True}
        if font is not None:
            named = {"font_name": font.name, "font_size": font.size, "font_scheme": "none"}
            options |= {"default_format_properties": named, "default_column_width": font.column}
        self._book = _Book(self._buffer, options)
        self._book.lock = lock
        self._formats: dict[CellStyle, Any] = {}
        self._streamed: dict[str, StreamedRows] = {}

    def sheet(self, name: str, *, hidden: bool = False) -> SheetWriter:
        """Adds a sheet; a hidden one can only be shown by a program."""
        sheet = self._book.add_worksheet(name, _Sheet)
        sheet.lock = self._book.lock
        if hidden:
            sheet.very_hidden()
        return SheetWriter(sheet, self)

    def stream(self, index: int, rows: StreamedRows) -> None:
        """Sets the rows of a sheet (from 0) that were written elsewhere."""
        self._streamed[f"xl/worksheets/sheet{index + 1}.xml"] = rows

    def format(self, style: CellStyle) -> Any:
        """Returns the library's object for a style, made once."""
        if style not in self._formats:
            self._formats[style] = self._book.add_format(style.properties())
        return self._formats[style]

    def style_number(self, style: CellStyle) -> int:
        """Returns the number by which cells name a style."""
        number: int = self.format(style)._get_xf_index()  # given at its first use, and kept
        return number

    def chart(self, kind: str) -> Any:
        """Returns the library's object for a chart."""
        return self._book.add_chart({"type": kind})

    def properties(self, custom: Mapping[str, str], **core: str) -> None:
        """Sets the document's properties: `title`, `keywords`, `company`, and custom ones."""
        self._book.set_properties({**core, "created": CREATED})
        for name, text in custom.items():
            self._book.set_custom_property(name, text, "text")

    def constant(self, name: str, text: str) -> None:
        """Defines a name for a text."""
        escaped = text.replace('"', '""')
        self._book.define_name(name, f'="{escaped}"')

    def name(self, name: str, sheet: str, area: CellRange) -> None:
        """Defines a name for an area of a sheet."""
        corners = ":".join(f"${column_letters(cell.col)}${cell.row + 1}" for cell in area)
        escaped = sheet.replace("'", "''")
        self._book.define_name(name, f"='{escaped}'!{corners}")

    def close(self) -> bytes:
        """Returns the finished file of a workbook without streamed rows."""
        self._book.close()
        return self._buffer.getvalue()

    def save(self, out: IO[bytes]) -> None:
        """Writes the finished file. Raises OverflowError where a workbook cannot be as large."""
        parts: dict[str, PackedPart | Stored] = {}
        for name, part in unpack(self.close()).items():
            streamed = self._streamed.get(name)
            parts[name] = pack(part) if streamed is None else _with_rows(part, streamed)
            if streamed is not None and streamed.links.files:
                folder, _, sheet = name.rpartition("/")
                parts[f"{folder}/_rels/{sheet}.rels"] = put_together(*streamed.links.relationships())
        write(parts, out)


def quoted(sheet: str) -> str:
    """Returns the name of a sheet as references name it."""
    name: str = quote_sheetname(sheet)
    return name


def _with_rows(sheet: bytes, streamed: StreamedRows) -> Stored:
    """Returns a drawn sheet with rows and links that were written elsewhere."""
    head, tail = _ROWS.split(sheet)
    head = _EXTENT.sub(b'<dimension ref="%s"/>' % str(streamed.extent).encode(), head)
    before, options, after = tail.partition(b"<printOptions")
    links = streamed.links.in_sheet()
    return put_together(
        head, b"<sheetData>" + streamed.first.encode(), streamed.rows, b"</sheetData>", before, *links, options + after
    )
