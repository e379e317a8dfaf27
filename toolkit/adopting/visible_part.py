"""A sheet without its hidden rows and columns, which are helpers of its author."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.adopting.sheet_look import SheetLook
from toolkit.excel.grid import Grid
from toolkit.model.cell import CellRange, CellRef


@dataclass(frozen=True, slots=True)
class VisiblePart:
    """A sheet without its hidden parts, and where its rows and columns stood.

    Attributes:
        grid: the sheet; its rows and columns follow each other without gaps.
        look: its look.
        options: the lists that its cells offer.
        rows: rows of the original, by those of the grid.
        cols: columns of the original, by those of the grid.
    """

    grid: Grid
    look: SheetLook
    options: Mapping[CellRef, tuple[str, ...]]
    rows: tuple[int, ...]
    cols: tuple[int, ...]

    def original(self, cell: str) -> str:
        """Returns the address that a cell has in the workbook."""
        place = CellRef.parse(cell)
        return str(CellRef(_at(self.rows, place.row), _at(self.cols, place.col)))

    def then(self, later: VisiblePart) -> VisiblePart:
        """Returns a later step's sheet with its places in the workbook."""
        rows = tuple(_at(self.rows, row) for row in later.rows)
        return replace(later, rows=rows, cols=tuple(_at(self.cols, col) for col in later.cols))


def _at(places: tuple[int, ...], number: int) -> int:
    return places[number] if number < len(places) else number


def visible_part(grid: Grid, look: SheetLook, options: Mapping[CellRef, tuple[str, ...]]) -> VisiblePart | None:
    """Returns the visible part of a sheet; None where nothing or all is hidden."""
    used = [*grid.cells, *((merge.last.row, merge.last.col) for merge in grid.merges)]
    last_row, last_col = max((row for row, _ in used), default=-1), max((col for _, col in used), default=-1)
    rows = tuple(row for row in range(last_row + 1) if row not in grid.hidden_rows)
    cols = tuple(col for col in range(last_col + 1) if col not in grid.hidden_cols)
    if not rows or not cols or (len(rows) > last_row and len(cols) > last_col):
        return None
    at_row, at_col = {row: at for at, row in enumerate(rows)}, {col: at for at, col in enumerate(cols)}
    merges = {merge: kept for merge in grid.merges if (kept := _kept(merge, rows, cols)) is not None}
    cells = {
        (at_row[row], at_col[col]): one for (row, col), one in grid.cells.items() if row in at_row and col in at_col
    }
    for merge, kept in merges.items():  # its text may stand in a hidden cell
        if (merge.first.row, merge.first.col) in grid.cells:
            cells[kept.first.row, kept.first.col] = grid.cells[merge.first.row, merge.first.col]
    area = _kept(look.area, rows, cols) if look.area is not None else None
    return VisiblePart(
        replace(grid, cells=cells, merges=tuple(one for one in merges.values() if one.area > 1)),
        replace(
            look,
            widths={at_col[col]: width for col, width in look.widths.items() if col in at_col},
            heights={at_row[row]: height for row, height in look.heights.items() if row in at_row},
            cells={(at_row[r], at_col[c]): one for (r, c), one in look.cells.items() if r in at_row and c in at_col},
            area=area,
        ),
        dict(_moved(options, at_row, at_col)),
        rows,
        cols,
    )


def _moved(
    options: Mapping[CellRef, tuple[str, ...]], at_row: Mapping[int, int], at_col: Mapping[int, int]
) -> Iterator[tuple[CellRef, tuple[str, ...]]]:
    for place, listed in options.items():
        if place.row in at_row and place.col in at_col:
            yield CellRef(at_row[place.row], at_col[place.col]), listed


def _kept(merge: CellRange, rows: tuple[int, ...], cols: tuple[int, ...]) -> CellRange | None:
    """Returns the visible cells of a range by new places; None for none."""
    top, bottom = bisect_left(rows, merge.first.row), bisect_right(rows, merge.last.row) - 1
    left, right = bisect_left(cols, merge.first.col), bisect_right(cols, merge.last.col) - 1
    return CellRange(CellRef(top, left), CellRef(bottom, right)) if top <= bottom and left <= right else None
