"""The order and the groups of a summary, made of what little each project tells: its unit and its money. Pure."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from toolkit.intake.summaries.record import NAMELESS
from toolkit.merge.figures import Figures
from toolkit.merge.group import Group, Row, Rows
from toolkit.merge.order import department_of, natural
from toolkit.model.project import Project
from toolkit.model.same import unit_of

#: Name of the first row where no department is named.
GRAND_TOTAL = "合计"

One = TypeVar("One")
_Units = dict[str | None, tuple["array[int]", Figures]]


class Outline:
    """The groups, as projects are added; those of one unit in the order in which they shall stand.

    Args:
        unit: of the sheet on which amounts are printed.
        load: fetches the row of a number.
    """

    def __init__(self, unit: str, load: Callable[[int], Row]) -> None:
        self._unit = unit
        self._load = load
        self._departments: dict[str | None, _Units] = {}
        self._years: set[int | None] = set()

    def add(self, number: int, project: Project) -> None:
        """Put a project into its unit; of the record no more is needed than its head."""
        units = self._departments.setdefault(department_of(project), {})
        unit = unit_of(project)
        if unit not in units:
            units[unit] = array("Q"), Figures(self._unit)
        numbers, figures = units[unit]
        numbers.append(number)
        figures.add(project.funding)
        self._years.add(project.budget_year)

    @property
    def year(self) -> int | None:
        """The budget year that all projects share; None where they differ or name none."""
        return next(iter(self._years)) if len(self._years) == 1 else None

    @property
    def department(self) -> str | None:
        """The one department that all projects name."""
        return next(iter(self._departments)) if len(self._departments) == 1 else None

    @property
    def nameless(self) -> bool:
        """Whether no project names a department."""
        return set(self._departments) <= {None}

    def top(self, name: str | None) -> Group:
        """The department's own row with everything in it."""
        return self._holding(name or GRAND_TOTAL, [*self._groups()])

    def _groups(self) -> Iterator[Group]:
        for department, units in _sorted(self._departments):
            groups = [
                Group(unit or NAMELESS, figures.funding(), (), Rows(numbers, self._load), figures)
                for unit, (numbers, figures) in _sorted(units)
            ]
            yield self._holding(department or NAMELESS, groups)

    def _holding(self, name: str, groups: Sequence[Group]) -> Group:
        """A group of groups. One that holds a single group of its own name is that group."""
        if len(groups) == 1 and groups[0].name in (name, NAMELESS):
            only = groups[0]
            return Group(name, only.funding, only.groups, only.rows, only.below)
        figures = Figures(self._unit)
        for group in groups:
            figures.add(group.funding)
        return Group(name, figures.funding(), tuple(groups), (), figures)


def _sorted(groups: Mapping[str | None, One]) -> list[tuple[str | None, One]]:
    return sorted(groups.items(), key=lambda item: natural(item[0]))
