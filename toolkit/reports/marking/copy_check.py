"""The check that a marked copy is complete; only complete copies are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.excel.grid import Book, CellKind, Grid, GridCell
from toolkit.forms import stamp

_Cell = tuple[object, ...]


def differing(original: Book, copy: Book, names: Mapping[str, str]) -> list[str]:
    """Returns the sheets that differ in the copy; "" means the book.

    Args:
        original: as it was returned.
        copy: as the copy reads.
        names: the name that each sheet of the original has in the copy.
    """
    found = [] if _same_book(original, copy) else [""]
    sheets = {grid.name: grid for grid in copy.sheets}
    for grid in original.sheets:
        twin = sheets.get(names.get(grid.name, grid.name))
        if not is_review(grid) and grid.name != stamp.LISTS and (twin is None or not _same(grid, twin)):
            found.append(grid.name)
    return found


def is_review(grid: Grid) -> bool:
    """Whether a sheet is the list of findings of an earlier copy."""
    return stamp.is_review(grid.name, grid.text(0, 0), grid.text(1, 0))


def _same_book(original: Book, copy: Book) -> bool:
    """Whether the copy has the identity of the book.

    That is: properties, keywords, names with texts, the lock of its structure.
    """
    return (
        original.properties.items() <= copy.properties.items()
        and original.keywords == copy.keywords
        and all(copy.names.get(name) == text for name, text in original.names.items() if text.startswith('"'))
        and original.structure_readable == copy.structure_readable
        and (original.structure_locked == copy.structure_locked)
    )


def _same(original: Grid, copy: Grid) -> bool:
    return (
        original.visible == copy.visible
        and original.protected == copy.protected
        and dict(_filled(original)) == dict(_filled(copy))
        and _joined(original) == _joined(copy)
        and original.hidden_rows <= copy.hidden_rows
        and original.hidden_cols <= copy.hidden_cols
        and _limits(original) == _limits(copy)
    )


def _filled(grid: Grid) -> Iterator[tuple[tuple[int, int], _Cell]]:
    """Yields what a reader sees of each cell with content."""
    for place, cell in grid.cells.items():
        if cell.text or cell.formula is not None:
            yield place, _seen(cell)


def _seen(cell: GridCell) -> _Cell:
    raw = "" if cell.kind is CellKind.DATE else cell.raw or cell.text  # programs count dates from different days
    return cell.text, cell.kind, raw, cell.formula, cell.computed, cell.locked


def _joined(grid: Grid) -> set[object]:
    return {area for area in grid.merges if area.area > 1}


def _limits(grid: Grid) -> set[object]:
    """Returns the validations by cells; a program may write one as several."""
    return {(area, rule.type, rule.formula1, rule.formula2) for rule in grid.validations for area in rule.ranges}
