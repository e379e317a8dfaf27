"""Where the lines of a layout, its rows or its columns, are on a sheet that people have changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import NamedTuple


class Step(NamedTuple):
    """Lines that were inserted or deleted.

    Attributes:
        above: the known line before them, where it is now.
        below: the known line behind them, where it is now.
        lines: how many; negative for deleted ones.
    """

    above: int
    below: int
    lines: int

    @property
    def exact(self) -> bool:
        """Whether all lines between the known ones are new."""
        return self.lines == self.below - self.above - 1


@dataclass(frozen=True)
class Axis:
    """The lines of one axis.

    Attributes:
        known: lines of the layout that were found, and where.
        size: how many lines the layout has.
    """

    known: Mapping[int, int]
    size: int

    @cached_property
    def _kept(self) -> tuple[int, ...]:
        """The known lines that kept their order: the longest row of them; the others were moved."""
        best: list[tuple[int, ...]] = []
        for line, now in sorted(self.known.items()):
            before = [row for row in best if self.known[row[-1]] < now]
            best.append((*max(before, key=len, default=()), line))
        return max(best, key=len, default=())

    @cached_property
    def now(self) -> Mapping[int, int]:
        """Where each line is now; lines that are gone are missing here.

        An unknown line stands as far behind the known one above it as before. Where lines were deleted between
        two known ones, the last of them count as gone.
        """
        out = dict(self.known)
        edges = self._kept
        if not edges:
            return {line: line for line in range(self.size)}
        taken = set(self.known.values())
        first = edges[0]
        for line in range(first):
            place = self.known[first] - first + line
            if line not in out and place >= 0:
                out[line] = place
        for edge, following in zip(edges, (*edges[1:], None), strict=True):
            place, end = self.known[edge], None if following is None else self.known[following]
            for line in range(edge + 1, self.size if following is None else following):
                if line not in out:
                    place = next(free for free in count(place + 1) if free not in taken)
                    if end is None or place < end:
                        out[line] = place
        return {line: out[line] for line in sorted(out)}

    @property
    def offset(self) -> int:
        """Lines inserted before the first one."""
        first = min(self.now, default=0)
        return self.now.get(first, 0)

    @property
    def gone(self) -> tuple[int, ...]:
        """Lines of the layout that are there no more."""
        return tuple(line for line in range(self.size) if line not in self.now)

    @property
    def moved(self) -> tuple[tuple[int, int], ...]:
        """Known lines that stand out of their order, and where."""
        return tuple((line, now) for line, now in sorted(self.known.items()) if line not in self._kept)

    def steps(self) -> Iterator[Step]:
        """Where lines were inserted or deleted between two known ones."""
        for edge, following in zip(self._kept, self._kept[1:], strict=False):
            step = (self.known[following] - self.known[edge]) - (following - edge)
            if step:
                yield Step(self.known[edge], self.known[following], step)

    @property
    def whole(self) -> bool:
        """Whether no line was inserted, deleted or moved; all may stand further on."""
        return not self.gone and not self.moved and not any(self.steps())

    @cached_property
    def in_place(self) -> bool:
        """Whether every line stands where it was issued."""
        return len(self.now) == self.size and all(line == now for line, now in self.now.items())
