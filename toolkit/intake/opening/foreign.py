"""What saving in an old format makes of the self-check beside a form."""

from __future__ import annotations

from dataclasses import replace

from toolkit.forms.stamp import FULL
from toolkit.intake.grid import Book, CellKind, Grid, GridCell

#: What LibreOffice writes in .xls and .ods for a text that it did not calculate itself.
_UNCALCULATED = frozenset({"0", "-0"})


def without_stale_results(book: Book) -> Book:
    """A book of a format that tells no formulas, without the zeros that stand for the self-check's texts.

    They stand in the column of the stamp, where nobody has anything to fill in.
    """
    return replace(book, sheets=tuple(map(_swept, book.sheets)))


def _swept(grid: Grid) -> Grid:
    cols = {col for (_, col), cell in grid.cells.items() if cell.text.startswith(FULL)}
    if not cols:
        return grid
    kept = {place: cell for place, cell in grid.cells.items() if place[1] not in cols or not _is_stale(cell)}
    return replace(grid, cells=kept)


def _is_stale(cell: GridCell) -> bool:
    return cell.kind is CellKind.NUMBER and cell.text in _UNCALCULATED
