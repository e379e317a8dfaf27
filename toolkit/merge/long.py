"""A sheet of very many rows: they are written from top to bottom, compressed as they come, and never held."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.generate.pieces import Piece
from toolkit.intake.summaries.words import SHEET_ROWS
from toolkit.merge.book import Filling
from toolkit.merge.cells import row as markup
from toolkit.merge.hyperlinks import Hyperlinks
from toolkit.merge.xlsx import Sheet
from toolkit.model.cell import CellRange, CellRef

#: Bytes of a sheet before it is compressed; a container counts to twice as many.
_LARGEST = 1 << 31


class Part:
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
        self._rows = Piece()

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

    def put(self, sheet: Sheet, columns: int) -> None:
        """Put what was written on a sheet."""
        extent = CellRange(CellRef(0, 0), CellRef(max(self.next - 1, 0), columns - 1))
        sheet.fill(Filling(self._rows, extent, self.links))
        sheet.join(self.merges)


class Parts:
    """The sheets of a list: 明细, 明细（2）, 明细（3）.

    Args:
        name: of the first.
        most: rows of a sheet.
        begin: writes what every sheet begins with.
    """

    def __init__(self, name: str, most: int, begin: Callable[[Part], None]) -> None:
        self._name = name
        self._most = most
        self._begin = begin
        self._all: list[Part] = []

    def part(self, rows: int = 1) -> Part:
        """The sheet on which the next rows stand together."""
        if not self._all or self._all[-1].full(self._most - rows + 1):
            number = len(self._all) + 1
            self._all.append(Part(self._name if number == 1 else f"{self._name[:27]}（{number}）", number))
            self._begin(self._all[-1])
        return self._all[-1]

    def all(self) -> tuple[Part, ...]:
        """Every sheet; there is always one."""
        self.part(0)
        return tuple(self._all)
