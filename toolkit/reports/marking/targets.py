"""The cells that a finding marks, and the signs of our own marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from toolkit.forms.stamp import REVIEW, REVIEW_NOTE
from toolkit.model.cell import CellRange, CellRef
from toolkit.reports.grouping import as_range, parts

#: Name and headline of the first sheet of a marked copy. Readers skip a sheet of this name.
REVIEW_SHEET = REVIEW
#: First line of our part of a comment; the lines above it are a person's.
NOTE_HEAD = REVIEW_NOTE
#: The beginning of our conditions: it is always true, and nobody else writes it.
OUR_CONDITION = f'AND(LEN("{REVIEW_SHEET}")>0,'


#: Cells of all sheets of a rebuilt copy, and of all merged ranges that are looked up cell by cell.
CELLS, SPREAD = 200_000, 200_000


#: A range of more cells gets a comment, but no colour.
_MOST = 12


class Target(NamedTuple):
    """The cells to colour, and the cell for the comment."""

    coloured: tuple[CellRef, ...]
    note: CellRef


class Merges:
    """The merged ranges of a sheet: only a first cell can have a comment."""

    def __init__(self, ranges: Iterable[CellRange]) -> None:
        self._firsts = {place: area.first for area in ranges for place in _places(area)}

    @classmethod
    def within_bounds(cls, ranges: Sequence[CellRange]) -> Merges:
        """Returns the merges of a sheet; none where they name too many cells."""
        return cls(area for area in ranges if area.area > 1) if sum(area.area for area in ranges) <= SPREAD else cls(())

    def first(self, cell: CellRef) -> CellRef:
        """Returns the first cell of a cell's merged range, else the cell itself."""
        return self._firsts.get(cell, cell)

    def has(self, cell: CellRef) -> bool:
        """Whether a cell is part of a merged range."""
        return cell in self._firsts

    def hides(self, cell: CellRef) -> bool:
        """Whether a cell is merged away, so that nobody sees it."""
        return self.first(cell) != cell


def _places(area: CellRange) -> Iterator[CellRef]:
    (top, left), (bottom, right) = area
    return (CellRef(row, col) for row in range(top, bottom + 1) for col in range(left, right + 1))


def targets(cell: str | None, merges: Merges) -> list[Target]:
    """Returns one target for each range that a finding names.

    A whole sheet, row or column has none: the cells there now say nothing about it.
    """
    ranges = [cells for address in parts(cell) if (cells := as_range(address)) is not None]
    return [Target(_coloured(cells, merges), merges.first(cells.first)) for cells in ranges]


def _coloured(cells: CellRange, merges: Merges) -> tuple[CellRef, ...]:
    """Returns the cells of a small range; of merged cells the first."""
    if cells.area > _MOST:
        return (cells.first,) if merges.first(cells.last) == cells.first else ()
    return tuple(dict.fromkeys(merges.first(one) for one in _places(cells)))
