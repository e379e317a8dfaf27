"""Values that lost their operator or unit, and what stands alone and is gone: empty, these are missed nowhere else.

The self-check's formula of a row names all its cells, and follows them wherever they go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from toolkit.forms.parts import BLOCKS
from toolkit.intake.aligning.body import Row
from toolkit.intake.aligning.tracing import LOST, Trace
from toolkit.intake.observation import Observation, Seen
from toolkit.model.cell import CellRef

#: Parts of a row that belong to no value and that no rule misses.
ALONE = frozenset({"weight", "description", "basis"})


def usual_columns(joints: Sequence[Trace], parts: Sequence[str]) -> Mapping[str, int]:
    """The column in which each part of a row stands, as most formulas have it; a deleted one is missing here."""
    votes: dict[str, Counter[int]] = {}
    for trace in joints:
        for part, cell in zip(parts, trace.cells, strict=False):
            if cell is not None:
                votes.setdefault(part, Counter())[cell.col] += 1
    return {part: count.most_common(1)[0][0] for part, count in votes.items()}


def maimed(trace: Trace, parts: Sequence[str], usual: Mapping[str, int]) -> Iterator[CellRef]:
    """What is left of a value whose cells do not stand side by side any more, wherever the others went."""
    now = dict(zip(parts, trace.cells, strict=False))
    for block in BLOCKS.values():
        cells = {part: now[part] for part in block if part in now}
        there = {part: cell for part, cell in cells.items() if cell is not None}
        side_by_side = len({cell.row for cell in there.values()}) == 1 and len(there) == len(cells)
        if cells and not (side_by_side and all(cell.col == usual[part] for part, cell in there.items())):
            yield from there.values()


def bereft(joints: Sequence[Trace], usual: Mapping[str, int], rows: Mapping[int, Row]) -> Iterator[Observation]:
    """Filled rows whose weight, description or basis went with its cell; a deleted column is told elsewhere."""
    for part in sorted(ALONE & usual.keys()):
        for trace in joints:
            row, place = rows.get(trace.place.row), CellRef(trace.place.row, usual[part])
            if row is not None and part not in row.parts and place not in trace.cells:
                yield Observation(Seen.MOVED, str(place), {"found": LOST, "expected": ""})
