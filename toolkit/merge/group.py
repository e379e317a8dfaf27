"""The table of a summary as a tree: groups with exact sums, and below them the rows, each fetched when looked at."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import overload

from toolkit.forms.definition import SummaryDefinition
from toolkit.indicators.framework import Framework
from toolkit.indicators.operators import unified
from toolkit.indicators.packed import pack
from toolkit.merge.cells import CELL_MOST
from toolkit.merge.figures import Figures
from toolkit.model.indicator import Indicator
from toolkit.model.project import Funding, Project

#: Characters that stand around an indicator in the packed text: numbers, codes, labels.
_AROUND = 100
_FIELDS = attrgetter(*(field.name for field in fields(Project)))
_INDICATOR = attrgetter(*(field.name for field in fields(Indicator)))


@dataclass(frozen=True, slots=True)
class Row:
    """A project's row.

    Attributes:
        project: the record.
        goal: its 绩效目标: the annual goal, where there is none that of the whole period.
        indicators: its indicators packed into one text, as the table shows them.
    """

    project: Project
    goal: str | None
    indicators: str


def row_of(project: Project, definition: SummaryDefinition, framework: Framework) -> Row:
    """The row of a project. The record stays as written; only what the table shows has one sign for one meaning."""
    goal = project.annual_goal if project.annual_goal is not None else project.period_goal
    packed = pack(project.indicators, framework)
    if definition.operators == "unified" and unified(packed) != packed:
        packed = pack([*map(_unified, project.indicators)], framework)
    return Row(project, goal, packed)


def _unified(indicator: Indicator) -> Indicator:
    period, annual = (text and unified(text) for text in (indicator.period_value, indicator.annual_value))
    return replace(indicator, period_value=period, annual_value=annual)


def may_be_long(project: Project) -> bool:
    """Whether some text of a project's row could be longer than a cell; where this says no, none is."""
    own = sum(len(text) for text in _FIELDS(project) if isinstance(text, str))
    plan = sum(len(step.by) + len(step.percent or "") for step in project.payment_plan) * 2  # escaped
    listed = sum(len(text) for one in project.indicators for text in _INDICATOR(one) if isinstance(text, str))
    return own + plan + listed + _AROUND * (len(project.indicators) + len(project.payment_plan)) > CELL_MOST // 2


class Rows(Sequence[Row]):
    """The rows of a unit. Of each only a number is kept; a hundred thousand take no more than that.

    Args:
        numbers: of the projects, in their order.
        load: fetches the row of a number.
    """

    def __init__(self, numbers: array[int], load: Callable[[int], Row]) -> None:
        self._numbers = numbers
        self._load = load

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return Rows(self._numbers[index], self._load)
        return self._load(self._numbers[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Row.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(len(self))


@dataclass(frozen=True, slots=True)
class Group:
    """A department, or a unit of it, with the exact sums of its projects; it holds further groups or rows.

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
    rows: Sequence[Row] = ()
    below: Figures | None = field(default=None, compare=False)

    def lines(self, depth: int = 0) -> Iterator[tuple[int, Group | Row]]:
        """This group and everything in it from top to bottom, each with its depth."""
        yield depth, self
        for group in self.groups:
            yield from group.lines(depth + 1)
        for row in self.rows:
            yield depth + 1, row

    def all(self) -> Iterator[Group]:
        """This group and every group in it, from top to bottom."""
        yield self
        for group in self.groups:
            yield from group.all()

    def projects(self) -> Iterator[Project]:
        """The projects in it, from top to bottom."""
        for _, line in self.lines():
            if isinstance(line, Row):
                yield line.project

    def count(self) -> int:
        """How many projects are in it."""
        return len(self.rows) + sum(group.count() for group in self.groups)
