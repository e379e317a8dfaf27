"""The order and the groups of a summary."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from toolkit.merging.tree import Figures, Group, ProjectRow, ProjectRows
from toolkit.model.cell import CellRange
from toolkit.model.records import Project, Source
from toolkit.model.same import unit_of
from toolkit.model.text import natural
from toolkit.summary_book.sheets import NAMELESS

_NOWHERE = (0, 0)


def department_of(project: Project) -> str | None:
    """Returns the 主管部门 of a project; a unit that names none is its own."""
    return project.supervising_department or project.spending_unit or None


def project_key(project: Project) -> tuple[object, ...]:
    """Returns the sort key of a project: its groups, place in file, contents."""
    source = project.source
    place = (natural(source.file), *place_key(source)) if source else ("", "", _NOWHERE)
    names = (project.project_code, project.project_name, project.budget_year)
    return (
        natural(department_of(project)),
        natural(unit_of(project)),
        *place,
        *(natural(None if text is None else str(text)) for text in names),
        repr(project),
    )


def place_key(source: Source) -> tuple[str, tuple[int, int]]:
    """Returns the sort key of a record's place in its file."""
    return natural(source.sheet), _first_cell(source.range)


def _first_cell(text: str) -> tuple[int, int]:
    """Returns the first cell of a record; (0, 0) without a readable range."""
    try:
        first = CellRange.parse(text).first
    except ValueError:
        return _NOWHERE
    return first.row, first.col


#: Name of the first row where no department is named.
GRAND_TOTAL = "合计"


class _Unit(NamedTuple):
    """The projects of a unit: numbers, places in a given order, sums."""

    numbers: array[int]
    places: array[int]
    figures: Figures


#: Those of every unit where no order is given.
_NO_PLACES = array("Q")
_Units = dict[str | None, _Unit]


class Outline:
    """The groups of a summary, which grow as projects are added.

    Args:
        unit: of the sheet on which amounts are printed.
        load: fetches the row of a number.
        place: where a project shall stand among all; without it projects, units and departments stand as they came.
    """

    def __init__(
        self, unit: str, load: Callable[[int], ProjectRow], place: Callable[[Project], int] | None = None
    ) -> None:
        self._place = place
        self._unit = unit
        self._load = load
        self._departments: dict[str | None, _Units] = {}
        self._years: set[int | None] = set()
        self._most: dict[str, tuple[Decimal, Decimal]] = {}

    def add(self, number: int, project: Project) -> None:
        """Puts a project into its unit; of the record its head is enough."""
        units = self._departments.setdefault(department_of(project), {})
        unit = unit_of(project)
        if unit not in units:
            places = _NO_PLACES if self._place is None else array("Q")
            units[unit] = _Unit(array("Q"), places, Figures(self._unit, most=self._most))
        numbers, places, figures = units[unit]
        numbers.append(number)
        if self._place is not None:
            places.append(self._place(project))
        figures.add(project.funding)
        self._years.add(project.budget_year)

    @property
    def year(self) -> int | None:
        """Returns the budget year that all projects share; None where they differ."""
        return next(iter(self._years)) if len(self._years) == 1 else None

    @property
    def department(self) -> str | None:
        """Returns the one department that all projects name, else None."""
        return next(iter(self._departments)) if len(self._departments) == 1 else None

    @property
    def nameless(self) -> bool:
        """Whether no project names a department."""
        return set(self._departments) <= {None}

    def top(self, name: str | None) -> Group:
        """Returns the department's own row with everything in it."""
        return self._holding(name or GRAND_TOTAL, [*self._groups()])

    def _groups(self) -> Iterator[Group]:
        for department, units in sorted(self._departments.items(), key=lambda item: min(map(_first, item[1].values()))):
            groups = [
                Group(
                    unit or NAMELESS, rows.figures.funding(), (), ProjectRows(_in_order(rows), self._load), rows.figures
                )
                for unit, rows in sorted(units.items(), key=lambda item: _first(item[1]))
            ]
            yield self._holding(department or NAMELESS, groups)

    def _holding(self, name: str, groups: Sequence[Group]) -> Group:
        """Returns a group of groups; a single one of its name is taken itself."""
        if len(groups) == 1 and groups[0].name in (name, NAMELESS):
            only = groups[0]
            return Group(name, only.funding, only.groups, only.rows, only.below)
        figures = Figures(self._unit)
        for group in groups:
            figures.add(group.funding)
        return Group(name, figures.funding(), tuple(groups), (), figures)


def _first(unit: _Unit) -> int:
    """Returns the place of a unit's first project.

    Without places all are equal, and sorting keeps the order in which units came.
    """
    return min(unit.places, default=0)


def _in_order(unit: _Unit) -> array[int]:
    if not unit.places:
        return unit.numbers
    by_place = sorted(range(len(unit.numbers)), key=unit.places.__getitem__)
    return array("Q", (unit.numbers[at] for at in by_place))
