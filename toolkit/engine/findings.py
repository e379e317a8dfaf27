"""The findings of a batch: those of each file lie on the shelf, those between files are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import overload

from toolkit.checks.runner import arrange
from toolkit.engine.shelf import Shelf
from toolkit.model.finding import Finding, Severity

Kept = Callable[[int, Finding], bool]


class Findings(Sequence[Finding]):
    """In the order of files, sheets and cells; what concerns no file comes last.

    Args:
        shelf: the files, with what was found in each by itself.
        between: what was found between them, in any order.
        kept: whether a finding counts, by the number of its file (-1 for none); None where all do.
    """

    def __init__(self, shelf: Shelf, between: Iterable[Finding] = (), kept: Kept | None = None) -> None:
        by_path: dict[str, list[Finding]] = {}
        for finding in between:
            by_path.setdefault(finding.where.file, []).append(finding)
        numbers = shelf.named(frozenset(by_path))
        self._shelf = shelf
        self._between = {number: by_path.pop(path) for path, number in numbers.items()}
        self._rest = arrange((finding for its in by_path.values() for finding in its), ())
        self._kept = kept

    def of(self, number: int) -> tuple[Finding, ...]:
        """What was found in a file; in none of them for -1."""
        found = self._rest if number < 0 else self._shelf.found(number)
        if number in self._between:
            found = arrange((*found, *self._between[number]), (self._shelf.head(number),))
        kept = self._kept
        return found if kept is None else tuple(finding for finding in found if kept(number, finding))

    def where(self, kept: Kept) -> Findings:
        """Those for which something holds."""
        left, before = Findings(self._shelf), self._kept
        left._between, left._rest = self._between, self._rest
        left._kept = kept if before is None else lambda number, one: before(number, one) and kept(number, one)
        return left

    def __iter__(self) -> Iterator[Finding]:
        for number in (*range(len(self._shelf)), -1):
            yield from self.of(number)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def has_errors(self) -> bool:
        """Whether anything of severity error is among them."""
        if self._kept is None and self._shelf.errors:
            return True
        return any(finding.severity is Severity.ERROR for finding in self)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        if isinstance(index, slice) or index < 0:
            return tuple(self)[index]
        for finding in islice(self, index, None):
            return finding
        raise IndexError(index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(len(self._shelf))
