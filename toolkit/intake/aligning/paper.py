"""Texts that do not fit on paper: programs do not raise the rows of merged cells by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.forms.heights import LINE, ROOM, SHORT, TALLEST, cell_width, count_lines
from toolkit.forms.layout import Layout
from toolkit.intake.grid import Grid
from toolkit.intake.library import Library
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.result import ReadRecord
from toolkit.model.cell import CellRange, CellRef

#: Points that a line takes at least, and lines by which a text must be too long: fonts differ.
_LEAST, _OVER = 13.5, 1


def with_cut_texts(grid: Grid, record: ReadRecord, library: Library) -> ReadRecord:
    """A record of an issued form, and its long texts that the heights of their rows cut off."""
    if record.stamp is None or not grid.row_heights:
        return record
    long = {name: placed for name, placed in record.placed.items() if len(placed.raw) >= SHORT}
    layout = library.layout(record.stamp) if long else None
    if layout is None:
        return record
    cut = tuple(seen for name, placed in long.items() for seen in _cut(grid, layout, name, placed.cell, placed.raw))
    return replace(record, observations=(*record.observations, *cut)) if cut else record


def _cut(grid: Grid, layout: Layout, name: str, address: str, text: str) -> Iterator[Observation]:
    cell = layout.inputs.get(name)
    if cell is None or cell.range.area == 1 or "," in address:  # a text in several cells has a row of its own each
        return
    first = CellRef.parse(address)
    area = next((merged for merged in grid.merges if merged.first == first), CellRange(first, first))
    heights = [grid.row_heights.get(row) for row in range(first.row, area.last.row + 1)]
    room = sum(height for height in heights if height is not None)
    if None in heights or room >= TALLEST - 1:  # what cannot grow has a smaller font
        return
    width = cell_width(layout, cell.range)
    lines = count_lines(text, width)
    if (lines - _OVER) * _LEAST > room:
        points = str(round(min(lines * LINE + ROOM, TALLEST)))
        facts = {"field": layout.field(name).name, "characters": str(len(text)), "points": points}
        yield Observation(Seen.CUT_ON_PAPER, address, facts)
