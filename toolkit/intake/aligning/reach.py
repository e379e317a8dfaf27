"""How far the label of a category reaches. Where the next label is gone, the rows behind it belong to nobody."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.intake.aligning.aligned import Aligned
from toolkit.intake.tokens import Token


def unlabelled(form: Aligned) -> Iterator[int]:
    """Rows of the table that stand between a label and the next one, and beyond what the label covers."""
    labels = form.body.levels
    order = list(dict.fromkeys(slot.level2 for slot in form.layout.slots))
    starts = sorted(token.row for token in labels.values())
    for level, following in zip(order, [*order, None][1:], strict=True):
        if level not in labels or following is None or following in labels:
            continue
        first = labels[level].row
        end = next((row for row in starts if row > first), max(form.segment.lines) + 1)
        yield from range(first + _covered(form, level, labels[level]), end)


def _covered(form: Aligned, level: str, label: Token) -> int:
    """How many rows a label covers: its merged cell says so, else the form as it was issued."""
    merged = next((merge for merge in form.grid.merges if merge.first == label.place), None)
    if merged is not None:
        return merged.last.row - merged.first.row + 1
    return 1 if form.structured else sum(slot.level2 == level for slot in form.layout.slots)
