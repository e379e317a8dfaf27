"""The filled cells of a sheet, line by line, from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import NamedTuple

from toolkit.excel.grid import Grid, GridCell
from toolkit.forms.selfcheck import is_panel_text
from toolkit.model.cell import CellRange, CellRef, address_of


class Token(NamedTuple):
    """A filled cell and its place."""

    row: int
    col: int
    cell: GridCell

    @property
    def text(self) -> str:
        """Returns its text."""
        return self.cell.text

    @property
    def place(self) -> CellRef:
        """Returns its place."""
        return CellRef(self.row, self.col)

    @property
    def address(self) -> str:
        """Returns its address, D14."""
        return address_of(self.row, self.col)


Lines = Mapping[int, tuple[Token, ...]]


def lines(grid: Grid) -> Lines:
    """Returns the filled rows of a sheet, without the self-check and the stamp."""
    rows: dict[int, list[Token]] = {}
    for (row, col), cell in grid.cells.items():
        if cell.text and not cell.blank and not is_panel_text(cell.text):
            rows.setdefault(row, []).append(Token(row, col, cell))
    return {row: tuple(sorted(rows[row], key=_column)) for row in sorted(rows)}


_column = itemgetter(1)


def extent(on_sheet: Lines) -> str:
    """Returns the range that some lines take."""
    places = [token.place for tokens in on_sheet.values() for token in tokens]
    rows, cols = [place.row for place in places], [place.col for place in places]
    return str(CellRange(CellRef(min(rows), min(cols)), CellRef(max(rows), max(cols))))


def joined(tokens: Iterable[Token]) -> str:
    """Returns the addresses of some cells, as a finding names them."""
    return ",".join(token.address for token in tokens)
