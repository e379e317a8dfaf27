"""Fields that share a label, each under a heading of its own.

A small table of money (上级资金 × 年初数、全年数、执行数) is written as plain fields in this way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolkit.forms.further_tables import FURTHER
from toolkit.forms.layout import Layout, LayoutCell, Role


class Crossing(NamedTuple):
    """A field, the label of its row, and the heading of its column."""

    field: str
    label: str
    heading: str


def crossings_of(layout: Layout) -> Iterator[Crossing]:
    """Yields the fields that share a label, each under another heading."""
    shared: dict[tuple[str, int], list[LayoutCell]] = {}
    for cell in layout.cells:
        if cell.field is not None and cell.of is not None and not cell.field.startswith(("slots.", FURTHER)):
            shared.setdefault((cell.of, cell.range.first.row), []).append(cell)
    for (label, _), cells in shared.items():
        headings = [heading_above(layout, cell) for cell in cells]
        if len(cells) > 1 and len({*headings} - {None}) == len(cells):
            for cell, heading in zip(cells, headings, strict=True):
                yield Crossing(str(cell.field), label, str(heading))


def heading_above(layout: Layout, cell: LayoutCell) -> str | None:
    """Returns the nearest heading or note above a cell in its column, else None."""
    row, col = cell.range.first
    above = [
        one
        for one in layout.cells
        if one.role in (Role.HEADING, Role.NOTE) and one.range.first.col == col and one.range.last.row < row
    ]
    return max(above, key=lambda one: one.range.first.row).text if above else None
