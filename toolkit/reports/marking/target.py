"""Which cells of a sheet a finding colours, and which one carries its note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.model.cell import CellRange, CellRef
from toolkit.reports.marking.bounds import SPREAD
from toolkit.reports.places import as_range, parts

#: A larger range is meant as a whole: it gets a note, but is not coloured.
_MOST = 12


class Target(NamedTuple):
    """The cells to colour, and the cell for the note."""

    coloured: tuple[CellRef, ...]
    note: CellRef


class Merges:
    """Merged ranges of a sheet: only the first cell of one can carry a note."""

    def __init__(self, ranges: Iterable[CellRange]) -> None:
        self._firsts = {place: area.first for area in ranges for place in _places(area)}

    @classmethod
    def within_bounds(cls, ranges: Sequence[CellRange]) -> Merges:
        """Those of a sheet; none where they name more cells than can be spread out."""
        return cls(area for area in ranges if area.area > 1) if sum(map(_area, ranges)) <= SPREAD else cls(())

    def first(self, cell: CellRef) -> CellRef:
        """The first cell of the merged range that a cell is part of, else the cell itself."""
        return self._firsts.get(cell, cell)

    def has(self, cell: CellRef) -> bool:
        """Whether a cell is part of a merged range."""
        return cell in self._firsts

    def hides(self, cell: CellRef) -> bool:
        """Whether a cell is merged away: it is there, but cannot be seen."""
        return self.first(cell) != cell


def ranges_of(sheet: Worksheet) -> list[CellRange]:
    """The merged ranges of a sheet of openpyxl."""
    return [CellRange.parse(str(merged)) for merged in sheet.merged_cells.ranges]


def cells_of(sheet: Worksheet) -> list[Cell | MergedCell]:
    """The cells that are there; `iter_rows` would make all those between them too, billions where two lie far apart."""
    return list(sheet._cells.values())


def _area(area: CellRange) -> int:
    return area.area


def _places(area: CellRange) -> Iterator[CellRef]:
    (top, left), (bottom, right) = area
    return (CellRef(row, col) for row in range(top, bottom + 1) for col in range(left, right + 1))


def targets(cell: str | None, merges: Merges) -> list[Target]:
    """One target for each range that a finding names.

    None where a whole sheet, or whole rows and columns are meant: what stands there now says nothing about them.
    """
    ranges = [cells for address in parts(cell) if (cells := as_range(address)) is not None]
    return [Target(_coloured(cells, merges), merges.first(cells.first)) for cells in ranges]


def _coloured(cells: CellRange, merges: Merges) -> tuple[CellRef, ...]:
    """Single cells and small ranges; of merged cells the first."""
    if cells.area > _MOST:
        return (cells.first,) if merges.first(cells.last) == cells.first else ()
    return tuple(dict.fromkeys(merges.first(one) for one in _places(cells)))
