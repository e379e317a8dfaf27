"""The table of a summary as a tree of groups with exact sums."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import Any, overload

from toolkit.forms.definition import SummaryDefinition
from toolkit.indicators.framework import Framework
from toolkit.indicators.packed import pack
from toolkit.model.cell import CELL_TEXT
from toolkit.model.money import in_unit
from toolkit.model.records import Funding, Indicator, Project
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.signs import unified

_SHOWN = Decimal("0.01")
_ZERO = Decimal(0)


def printed(amount: Decimal | None, unit: str) -> Decimal:
    """Returns an amount as a sheet prints it; zero where it is missing."""
    return _ZERO if amount is None else in_unit(amount, unit).quantize(_SHOWN, ROUND_HALF_UP)


@dataclass(slots=True)
class Figures:
    """Sums that grow amount by amount.

    Attributes:
        unit: of the sheet on which they are printed.
        exact: sums in 元 of each part of the money over those that name it; a part that none names is missing.
        printed: sums of the figures as they are printed, each rounded for itself.
        most: of each part the largest amount and the smallest, by which its column gets its width; figures of groups
            on one sheet may share it.
    """

    unit: str
    exact: dict[str, Decimal] = field(default_factory=dict)
    printed: dict[str, Decimal] = field(default_factory=dict)
    most: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)

    def add(self, funding: Funding) -> None:
        """Adds the money of a row."""
        for part in MONEY_KEYS:
            amount: Decimal | None = getattr(funding, part)
            if amount is not None:
                self.exact[part] = self.exact.get(part, _ZERO) + amount
                self.printed[part] = self.printed.get(part, _ZERO) + printed(amount, self.unit)
                most, least = self.most.get(part, (amount, amount))
                self.most[part] = max(most, amount), min(least, amount)

    def funding(self) -> Funding:
        """Returns the exact sums."""
        sums: Any = {part: self.exact.get(part) for part in MONEY_KEYS}
        return Funding(**sums)

    def widest(self, part: str) -> int:
        """Returns the characters of a part's longest amount, as it is printed."""
        return max((len(f"{in_unit(amount, self.unit):,.2f}") for amount in self.most.get(part, ())), default=0)


#: Characters that stand around an indicator in the packed text: numbers, codes, labels.
_AROUND = 100
_FIELDS = attrgetter(*(field.name for field in fields(Project)))
_INDICATOR = attrgetter(*(field.name for field in fields(Indicator)))


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project's row.

    Attributes:
        project: the record.
        goal: its 绩效目标: the annual goal, where there is none that of the whole period.
        indicators: its indicators packed into one text, as the table shows them.
    """

    project: Project
    goal: str | None
    indicators: str


def row_of(project: Project, definition: SummaryDefinition, framework: Framework) -> ProjectRow:
    """Returns the row of a project.

    The record stays as written; only the table has one sign for one meaning.
    """
    goal = project.annual_goal if project.annual_goal is not None else project.period_goal
    packed = pack(project.indicators, framework)
    if definition.operators == "unified" and unified(packed) != packed:
        packed = pack([*map(_unified, project.indicators)], framework)
    return ProjectRow(project, goal, packed)


def _unified(indicator: Indicator) -> Indicator:
    period, annual = (text and unified(text) for text in (indicator.period_value, indicator.annual_value))
    return replace(indicator, period_value=period, annual_value=annual)


def may_be_long(project: Project) -> bool:
    """Whether a text of a project's row may exceed a cell; False is certain."""
    own = sum(len(text) for text in _FIELDS(project) if isinstance(text, str))
    plan = sum(len(step.by) + len(step.percent or "") for step in project.payment_plan) * 2  # escaped
    listed = sum(len(text) for one in project.indicators for text in _INDICATOR(one) if isinstance(text, str))
    return own + plan + listed + _AROUND * (len(project.indicators) + len(project.payment_plan)) > CELL_TEXT // 2


class ProjectRows(Sequence[ProjectRow]):
    """The rows of a unit, loaded by number: memory holds no more.

    Args:
        numbers: of the projects, in their order.
        load: fetches the row of a number.
    """

    def __init__(self, numbers: array[int], load: Callable[[int], ProjectRow]) -> None:
        self._numbers = numbers
        self._load = load

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> ProjectRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ProjectRow]: ...
    def __getitem__(self, index: int | slice) -> ProjectRow | Sequence[ProjectRow]:
        if isinstance(index, slice):
            return ProjectRows(self._numbers[index], self._load)
        return self._load(self._numbers[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(ProjectRow.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(len(self))


@dataclass(frozen=True, slots=True)
class Group:
    """A department or unit with exact sums, holding further groups or rows.

    Attributes:
        name: what its row says.
        funding: sums in 元; a part that no project names stays None.
        groups: groups in it.
        rows: projects in it.
        below: the figures of the groups or rows directly in it.
    """

    name: str
    funding: Funding
    groups: tuple[Group, ...] = ()
    rows: Sequence[ProjectRow] = ()
    below: Figures | None = field(default=None, compare=False)

    def lines(self, depth: int = 0) -> Iterator[tuple[int, Group | ProjectRow]]:
        """Yields this group and everything in it from top to bottom, with depths."""
        yield depth, self
        for group in self.groups:
            yield from group.lines(depth + 1)
        for row in self.rows:
            yield depth + 1, row

    def all(self) -> Iterator[Group]:
        """Yields this group and every group in it, from top to bottom."""
        yield self
        for group in self.groups:
            yield from group.all()

    def projects(self) -> Iterator[Project]:
        """Yields the projects in it, from top to bottom."""
        for _, line in self.lines():
            if isinstance(line, ProjectRow):
                yield line.project

    def count(self) -> int:
        """Returns the number of projects in it."""
        return len(self.rows) + sum(group.count() for group in self.groups)
