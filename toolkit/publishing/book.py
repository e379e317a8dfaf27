"""The workbook of a summary: sheets of very many rows are streamed into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO, Any

from xlsxwriter import Workbook

from toolkit.excel.write.zip_parts import PackedPart, Stored, ZipPiece, pack, put_together, unpack, write
from toolkit.model.cell import CellRange, CellRef, column_letters
from toolkit.publishing.cell_markup import Hyperlinks
from toolkit.publishing.cell_markup import row as markup
from toolkit.publishing.summary_sheet import SummarySheet
from toolkit.publishing.summary_styles import COLUMN, NORMAL, SummaryStyle
from toolkit.summary_book.record_sheets import SHEET_ROWS

#: Every summary carries this date, so that the same input gives the same bytes.
CREATED = datetime(2024, 1, 1)
_EXTENT = re.compile(rb'<dimension ref="[^"]*"/>')
_ROWS = re.compile(rb"<sheetData(?:/>|>.*</sheetData>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Filling:
    """What a sheet holds that was written elsewhere: its rows, the cells that they cover, where some of these lead."""

    rows: ZipPiece
    extent: CellRange
    links: Hyperlinks


class SummaryBook:
    """One workbook that is being drawn. The same calls give the same bytes."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        normal = {"default_format_properties": dict(NORMAL), "default_column_width": COLUMN}
        self._book = Workbook(self._buffer, {"in_memory": True, **normal})
        self._formats: dict[SummaryStyle, Any] = {}
        self._filled: dict[str, Filling] = {}

    def sheet(self, name: str) -> SummarySheet:
        """Add a sheet."""
        return SummarySheet(self._book.add_worksheet(name), self)

    def fill(self, index: int, filling: Filling) -> None:
        """The rows of a sheet."""
        self._filled[f"xl/worksheets/sheet{index + 1}.xml"] = filling

    def format(self, look: SummaryStyle) -> Any:
        """The library's object for a look, made once."""
        if look not in self._formats:
            self._formats[look] = self._book.add_format(look.properties())
        return self._formats[look]

    def style(self, look: SummaryStyle) -> int:
        """The number by which cells name a look."""
        number: int = self.format(look)._get_xf_index()  # given at its first use, and kept
        return number

    def chart(self, kind: str) -> Any:
        """The library's object for a chart."""
        return self._book.add_chart({"type": kind})

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

    def close(self, out: IO[bytes]) -> None:
        """Write the finished file. Raises OverflowError where it would be larger than a workbook can be."""
        self._book.close()
        parts: dict[str, PackedPart | Stored] = {}
        for name, part in unpack(self._buffer.getvalue()).items():
            filling = self._filled.get(name)
            parts[name] = pack(part) if filling is None else _filled(part, filling)
            if filling is not None and filling.links.files:
                folder, _, sheet = name.rpartition("/")
                parts[f"{folder}/_rels/{sheet}.rels"] = put_together(*filling.links.relationships())
        write(parts, out)


def _filled(sheet: bytes, filling: Filling) -> Stored:
    """A sheet as the library drew it, with rows and links that were written elsewhere."""
    head, tail = _ROWS.split(sheet)
    head = _EXTENT.sub(b'<dimension ref="%s"/>' % str(filling.extent).encode(), head)
    before, options, after = tail.partition(b"<printOptions")
    links = filling.links.in_sheet()
    return put_together(head, b"<sheetData>", filling.rows, b"</sheetData>", before, *links, options + after)


#: Bytes of a sheet before it is compressed; a container counts to twice as many.
_LARGEST = 1 << 31


class SheetPart:
    """One sheet of a list that may go on on further ones.

    Attributes:
        name: of the sheet.
        number: which of the list's sheets it is, from 1.
        next: where the next row comes.
        links: where cells lead.
        merges: ranges that are one cell.
    """

    def __init__(self, name: str, number: int) -> None:
        self.name = name
        self.number = number
        self.next = 0
        self.links = Hyperlinks()
        self.merges: list[CellRange] = []
        self._rows = ZipPiece()

    @property
    def place(self) -> int:
        """The next row counted through all sheets of the list: by it a row is named that stands on any of them."""
        return (self.number - 1) * SHEET_ROWS + self.next

    def add(self, cells: str, height: float | None = None) -> None:
        """Write the next row."""
        self._rows.write(markup(self.next, cells, height))
        self.next += 1

    def full(self, most: int) -> bool:
        """Whether another row should stand on a further sheet."""
        return self.next >= most or self._rows.size > _LARGEST

    def put(self, sheet: SummarySheet, columns: int) -> None:
        """Put what was written on a sheet."""
        extent = CellRange(CellRef(0, 0), CellRef(max(self.next - 1, 0), columns - 1))
        sheet.fill(Filling(self._rows, extent, self.links))
        sheet.join(self.merges)


class SheetParts:
    """The sheets of a list: 明细, 明细（2）, 明细（3）.

    Args:
        name: of the first.
        most: rows of a sheet.
        begin: writes what every sheet begins with.
    """

    def __init__(self, name: str, most: int, begin: Callable[[SheetPart], None]) -> None:
        self._name = name
        self._most = most
        self._begin = begin
        self._all: list[SheetPart] = []

    def part(self, rows: int = 1) -> SheetPart:
        """The sheet on which the next rows stand together."""
        if not self._all or self._all[-1].full(self._most - rows + 1):
            number = len(self._all) + 1
            self._all.append(SheetPart(self._name if number == 1 else f"{self._name[:27]}（{number}）", number))
            self._begin(self._all[-1])
        return self._all[-1]

    def all(self) -> tuple[SheetPart, ...]:
        """Every sheet; there is always one."""
        self.part(0)
        return tuple(self._all)
