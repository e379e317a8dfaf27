"""Counts that are taken while the projects of a summary are written."""

from __future__ import annotations

import marshal
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any, Generic, TypeVar

from toolkit.files import Spill
from toolkit.merging.tree import Figures
from toolkit.model.records import Project
from toolkit.model.same import unit_of
from toolkit.summary_book.record_sheets import further_cells
from toolkit.summary_book.sheets import INDICATORS, NAMELESS, PROJECTS

#: Things of one pile that are put aside together.
_TOGETHER = 16

Key = TypeVar("Key")


class SpillFile(Generic[Key]):
    """A temporary file of plain tuples by key, in the order of their arrival."""

    def __init__(self) -> None:
        self._bytes = Spill()
        self._waiting: dict[Key, list[tuple[Any, ...]]] = {}
        self._blocks: dict[Key, array[int]] = {}  # where each begins, and its length

    def put(self, key: Key, thing: tuple[Any, ...]) -> None:
        """Adds a tuple to those of a key."""
        waiting = self._waiting.setdefault(key, [])
        waiting.append(thing)
        if len(waiting) == _TOGETHER:
            data = marshal.dumps(waiting)
            waiting.clear()
            self._blocks.setdefault(key, array("Q")).extend((self._bytes.add(data), len(data)))

    def keys(self) -> Iterator[Key]:
        """Returns the keys, in no order."""
        return iter(self._waiting)

    def __getitem__(self, key: Key) -> Iterator[tuple[Any, ...]]:
        """Yields the tuples of a key."""
        blocks = self._blocks.get(key, array("Q"))
        for block in zip(blocks[::2], blocks[1::2], strict=True):
            yield from marshal.loads(self._bytes.read(*block))
        yield from self._waiting.get(key, ())


TYPELESS = "（未注明类型）"
_ZERO = Decimal(0)
_EXACT = Context(prec=200)


@dataclass(slots=True)
class Subtotal:
    """The projects of a unit or type: number, indicators, money in 元."""

    projects: int = 0
    indicators: int = 0
    amount: Decimal = _ZERO

    def add(self, project: Project) -> None:
        """Counts a project."""
        self.projects += 1
        self.indicators += len(project.indicators)
        self.amount += project.funding.total or _ZERO


class Tally:
    """Projects counted one after the other.

    Attributes:
        count: how many.
        figures: their money.
        units: by unit.
        types: by type of project.
        indicators: how many indicators there are of each category (its two levels).
        categories: in how many projects each category occurs.
        files: the money of the projects of each file that is to be listed in 元.
        others: the money of all other files, each weighted with a number of its own: were that of one file wrong,
            and that of another to make up for it, this would differ all the same. A hundred thousand are much to keep.
        further: how many answers stand in each column that only some records have, by its sheet and key.

    Args:
        projects: those that are counted at once.
        listed: the files that are to be listed; all of them where nobody says.
    """

    def __init__(self, projects: Iterable[Project] = (), listed: Collection[str] | None = None) -> None:
        self.count: int = 0
        self.figures: Figures = Figures("元")
        self.units: dict[str, Subtotal] = {}
        self.types: dict[str, Subtotal] = {}
        self.indicators: Counter[tuple[str, str]] = Counter()
        self.categories: Counter[tuple[str, str]] = Counter()
        self.files: dict[str, Decimal] = {}
        self.others: Decimal = _ZERO
        self.further: Counter[tuple[str, str]] = Counter()
        self._listed = listed
        for project in projects:
            self.add(project)

    def add(self, project: Project) -> None:
        """Counts a project."""
        self.count += 1
        self.figures.add(project.funding)
        self.units.setdefault(unit_of(project) or NAMELESS, Subtotal()).add(project)
        self.types.setdefault(project.project_type or TYPELESS, Subtotal()).add(project)
        pairs = [(one.level1, one.level2) for one in project.indicators]
        self.indicators.update(pairs)
        self.categories.update(set(pairs))
        self.further.update((PROJECTS.name, key) for key, text in further_cells(project).items() if text)
        for one in project.indicators:
            if one.extra or one.scope:
                self.further.update((INDICATORS.name, key) for key, text in further_cells(one).items() if text)
        file, amount = project.source.file if project.source else "", project.funding.total or _ZERO
        if self.lists(file):
            self.files[file] = self.files.get(file, _ZERO) + amount
        else:
            self.others = weighted(self.others, file, amount)

    def lists(self, file: str) -> bool:
        """Whether a file is to be listed."""
        return self._listed is None or file in self._listed


def weighted(total: Decimal, file: str, amount: Decimal) -> Decimal:
    """Returns a total plus an amount weighted by its file's hash; exact."""
    return _EXACT.fma(Decimal(hash(file)), amount, total)
