"""The rows or the columns of a layout, and their present places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import NamedTuple


class Step(NamedTuple):
    """Lines that were inserted or deleted between two matched lines.

    Attributes:
        above: the matched line before them, as its present number.
        below: the matched line behind them, as its present number.
        lines: how many; negative for deleted ones.
    """

    above: int
    below: int
    lines: int

    @property
    def exact(self) -> bool:
        """Whether all lines between the two matched ones are new."""
        return self.lines == self.below - self.above - 1


@dataclass(frozen=True)
class Axis:
    """The rows or the columns of a layout, and their present places.

    Attributes:
        lines: matched lines of the layout, and their present places.
        size: number of lines of the layout.
    """

    lines: Mapping[int, int]
    size: int

    @cached_property
    def _kept(self) -> tuple[int, ...]:
        """Returns the most matched lines that are still in order; the others were moved."""
        best: list[tuple[int, ...]] = []
        for line, now in sorted(self.lines.items()):
            before = [row for row in best if self.lines[row[-1]] < now]
            best.append((*max(before, key=len, default=()), line))
        return max(best, key=len, default=())

    @cached_property
    def now(self) -> Mapping[int, int]:
        """Returns the present place of each line, without deleted lines.

        An unmatched line keeps its distance to the matched one above it. Where lines were deleted between two matched
        ones, the last of them count as deleted.
        """
        out = dict(self.lines)
        edges = self._kept
        if not edges:
            return {line: line for line in range(self.size)}
        taken = set(self.lines.values())
        first = edges[0]
        for line in range(first):
            place = self.lines[first] - first + line
            if line not in out and place >= 0:
                out[line] = place
        for edge, following in zip(edges, (*edges[1:], None), strict=True):
            place, end = self.lines[edge], None if following is None else self.lines[following]
            for line in range(edge + 1, self.size if following is None else following):
                if line not in out:
                    place = next(free for free in count(place + 1) if free not in taken)
                    if end is None or place < end:
                        out[line] = place
        return {line: out[line] for line in sorted(out)}

    @property
    def offset(self) -> int:
        """Returns the number of lines inserted before the first one."""
        first = min(self.now, default=0)
        return self.now.get(first, 0)

    @property
    def missing(self) -> tuple[int, ...]:
        """Returns the lines of the layout that were deleted."""
        return tuple(line for line in range(self.size) if line not in self.now)

    @property
    def moved(self) -> tuple[tuple[int, int], ...]:
        """Returns matched lines that are out of order, with their present places."""
        return tuple((line, now) for line, now in sorted(self.lines.items()) if line not in self._kept)

    def steps(self) -> Iterator[Step]:
        """Yields the insertions and deletions between matched lines."""
        for edge, following in zip(self._kept, self._kept[1:], strict=False):
            step = (self.lines[following] - self.lines[edge]) - (following - edge)
            if step:
                yield Step(self.lines[edge], self.lines[following], step)

    @property
    def complete(self) -> bool:
        """Whether no line was inserted, deleted or moved.

        All lines may have shifted together.
        """
        return not self.missing and not self.moved and not any(self.steps())

    @cached_property
    def in_place(self) -> bool:
        """Whether every line is where it was issued."""
        return len(self.now) == self.size and all(line == now for line, now in self.now.items())
