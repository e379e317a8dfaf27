"""Sheets of very many rows, streamed, over as many as they need."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.excel.write.book_writer import StreamedRows
from toolkit.excel.write.row_markup import Hyperlinks
from toolkit.excel.write.row_markup import row as row_markup
from toolkit.excel.write.sheet_writer import SheetWriter
from toolkit.excel.write.zip_parts import ZipPiece
from toolkit.model.cell import SHEET_ROWS, CellRange, CellRef

#: Bytes of a sheet before it is compressed; a container counts to twice as many.
_LARGEST = 1 << 31


class SheetPart:
    """A sheet of a list that may continue on further ones.

    Attributes:
        name: of the sheet.
        number: which of the list's sheets it is, from 1.
        next: the next row.
        links: links in its cells.
        merges: ranges that are one cell.
    """

    def __init__(self, name: str, number: int) -> None:
        self.name = name
        self.number = number
        self.next: int = 0
        self.links: Hyperlinks = Hyperlinks()
        self.merges: list[CellRange] = []
        self._rows = ZipPiece()
        self._first: list[str] = []

    @property
    def place(self) -> int:
        """Returns the next row counted through all sheets of the list."""
        return (self.number - 1) * SHEET_ROWS + self.next

    def add(self, cells: str, height: float | None = None) -> None:
        """Writes the next row."""
        self._rows.write(row_markup(self.next, cells, height))
        self.next += 1

    def reserve(self) -> int:
        """Leaves the next row free, to be written by `head`, and returns it."""
        self.next += 1
        return self.next - 1

    def head(self, row: int, cells: str, height: float | None = None) -> None:
        """Writes a reserved row at the top, after the rows below it."""
        self._first.append(row_markup(row, cells, height))

    def full(self, most: int) -> bool:
        """Whether another row belongs on a further sheet."""
        return self.next >= most or self._rows.size > _LARGEST

    def put(self, sheet: SheetWriter, columns: int) -> None:
        """Puts the rows on a sheet."""
        extent = CellRange(CellRef(0, 0), CellRef(max(self.next - 1, 0), columns - 1))
        sheet.stream(StreamedRows(self._rows, extent, self.links, "".join(self._first)))
        sheet.join(self.merges)


class SheetParts:
    """The sheets of a list: 明细, 明细（2）, 明细（3）.

    Args:
        name: of the first.
        most: rows of a sheet.
        begin: writes the first rows of every sheet.
    """

    def __init__(self, name: str, most: int, begin: Callable[[SheetPart], None]) -> None:
        self._name = name
        self._most = most
        self._begin = begin
        self._all: list[SheetPart] = []

    def part(self, rows: int = 1) -> SheetPart:
        """Returns the sheet that holds the next rows together."""
        if not self._all or self._all[-1].full(self._most - rows + 1):
            number = len(self._all) + 1
            self._all.append(SheetPart(self._name if number == 1 else f"{self._name[:27]}（{number}）", number))
            self._begin(self._all[-1])
        return self._all[-1]

    def all(self) -> tuple[SheetPart, ...]:
        """Returns every sheet; there is always one."""
        self.part(0)
        return tuple(self._all)
