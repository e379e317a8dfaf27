"""The workbook of a summary: the library draws it, and the rows of long sheets are put into what it made.

These are written as they come (`toolkit.merge.long`), so that none of them is ever held.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO, Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from toolkit.generate.container import Packed, Stored, pack, unpack, write
from toolkit.generate.pieces import Piece, put_together
from toolkit.merge.hyperlinks import Hyperlinks
from toolkit.merge.styles import COLUMN, NORMAL, Look
from toolkit.merge.xlsx import Sheet
from toolkit.model.cell import CellRange, column_letters

#: Every summary carries this date, so that the same input gives the same bytes.
CREATED = datetime(2024, 1, 1)
_EXTENT = re.compile(rb'<dimension ref="[^"]*"/>')
_ROWS = re.compile(rb"<sheetData(?:/>|>.*</sheetData>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Filling:
    """What a sheet holds that was written elsewhere: its rows, the cells that they cover, where some of these lead."""

    rows: Piece
    extent: CellRange
    links: Hyperlinks


class Book:
    """One workbook that is being drawn. The same calls give the same bytes."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        normal = {"default_format_properties": dict(NORMAL), "default_column_width": COLUMN}
        self._book = Workbook(self._buffer, {"in_memory": True, **normal})
        self._formats: dict[Look, Any] = {}
        self._filled: dict[str, Filling] = {}

    def sheet(self, name: str) -> Sheet:
        """Add a sheet."""
        return Sheet(self._book.add_worksheet(name), self)

    def fill(self, index: int, filling: Filling) -> None:
        """The rows of a sheet."""
        self._filled[f"xl/worksheets/sheet{index + 1}.xml"] = filling

    def format(self, look: Look) -> Any:
        """The library's object for a look, made once."""
        if look not in self._formats:
            self._formats[look] = self._book.add_format(look.properties())
        return self._formats[look]

    def style(self, look: Look) -> int:
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
        parts: dict[str, Packed | Stored] = {}
        for name, part in unpack(self._buffer.getvalue()).items():
            filling = self._filled.get(name)
            parts[name] = pack(part) if filling is None else _filled(part, filling)
            if filling is not None and filling.links.files:
                folder, _, sheet = name.rpartition("/")
                parts[f"{folder}/_rels/{sheet}.rels"] = put_together(*filling.links.beside())
        write(parts, out)


def _filled(sheet: bytes, filling: Filling) -> Stored:
    """A sheet as the library drew it, with rows and links that were written elsewhere."""
    head, tail = _ROWS.split(sheet)
    head = _EXTENT.sub(b'<dimension ref="%s"/>' % str(filling.extent).encode(), head)
    before, options, after = tail.partition(b"<printOptions")
    links = filling.links.in_sheet()
    return put_together(head, b"<sheetData>", filling.rows, b"</sheetData>", before, *links, options + after)
