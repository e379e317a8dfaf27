"""The rows of totals in a summary, and the projects that each sums."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from toolkit.forms.definition import SummaryKey
from toolkit.intake.summary.rows import Hints, RowKind, SheetRow, kinds_of, like_a_unit, subtotal_of
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.text import fold

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class GroupSums:
    """The sums of some rows.

    Attributes:
        amounts: exact sums in 元 by key; a part that no row names is missing.
        count: number of rows.
    """

    amounts: Mapping[SummaryKey, Decimal] = field(default_factory=dict)
    count: int = 0

    def plus(self, row: SheetRow) -> GroupSums:
        """Returns the sums with one more row."""
        more = {key: self.amounts.get(key, _ZERO) + money.yuan for key, money in row.amounts.items()}
        return GroupSums({**self.amounts, **more}, self.count + 1)

    def match(self, row: SheetRow) -> bool:
        """Whether a row's amounts are these sums.

        Amounts that the row lacks are not compared.
        """
        return self.less_match(_NONE, row)

    def less_match(self, other: GroupSums, row: SheetRow) -> bool:
        """Whether a row's amounts are these sums minus others.

        Amounts that the row lacks are not compared.
        """
        count = self.count - other.count
        if not count or not row.amounts:
            return False
        for key, money in row.amounts.items():  # asked a hundred times of each group: the first amount mostly tells
            amount = self.amounts.get(key, _ZERO) - other.amounts.get(key, _ZERO)
            if abs(amount - money.yuan) > money.step * (count + 1) / 2:
                return False
        return True


_NONE = GroupSums()


def sums_of(rows: Iterable[SheetRow]) -> GroupSums:
    """Returns the sums of some rows."""
    total = GroupSums()
    for row in rows:
        total = total.plus(row)
    return total


#: How many later groups are tried as the end of one: more than a department has units.
_NEAREST = 100


@dataclass(frozen=True, slots=True)
class Total:
    """A row of totals.

    Attributes:
        place: its place in the list of rows.
        members: the projects that it sums, counted from 0 from the first row on.
        sure: whether its amounts are their sums.
    """

    place: int
    members: range
    sure: bool


@dataclass
class Structure:
    """The rows of one department by their kinds.

    Places count in the list of rows.

    Attributes:
        department: its name, from a line above the table or from its own row.
        kinds: by place.
        groups: by place of a group's row, the place behind its last row.
        units: by place of a project, the names of the last two groups that it stands in, the outer one first.
        totals: rows of totals with what they sum.
        doubtful: rows that could be read otherwise: taken for groups by a sum alone, for projects by a name alone.
    """

    department: str | None
    kinds: list[RowKind]
    groups: dict[int, int] = field(default_factory=dict)
    units: dict[int, list[str]] = field(default_factory=dict)
    totals: list[Total] = field(default_factory=list)
    doubtful: Set[int] = frozenset()


def structure(rows: Sequence[SheetRow], department: str | None, hints: Hints) -> Structure:
    """Returns the kinds and groups of the rows of one department."""
    built = Structure(department, list(kinds_of(rows, department, hints)))
    if _all_projects(rows, built, hints):
        built.kinds = [RowKind.PROJECT if kind is RowKind.GROUP else kind for kind in built.kinds]
    _find_groups(rows, built, hints)
    if department is None and built.groups.get(0) == len(rows):
        built.department, built.kinds[0] = rows[0].name, RowKind.ROOT
        del built.groups[0]
    built.units = dict(_units(rows, built))
    _find_totals(rows, built)
    built.doubtful = frozenset(_doubtful(rows, built, hints))
    return built


def _all_projects(rows: Sequence[SheetRow], built: Structure, hints: Hints) -> bool:
    """Whether the total row is the sum of all other rows.

    Then no row is a subtotal.
    """
    roots = [rows[place] for place, kind in enumerate(built.kinds) if kind is RowKind.ROOT]
    others = [rows[place] for place, kind in enumerate(built.kinds) if kind in (RowKind.PROJECT, RowKind.GROUP)]
    if any(fold(row.name) in hints.groups or not row.has(*MONEY_KEYS) for row in others):
        return False
    return any(sums_of(others).match(root) for root in roots[:1])


def _find_groups(rows: Sequence[SheetRow], built: Structure, hints: Hints) -> None:
    """Finds groups and their ends, from the last row up."""
    below = [GroupSums()] * (len(rows) + 1)
    later: list[int] = []  # places of the groups found so far, the nearest last
    pairs: list[int] = []  # for each of them, the nearest group from it on that stands directly above another
    sure = len(rows)  # the nearest row below that is a project for certain; a group has one
    for place in range(len(rows) - 1, -1, -1):
        row = rows[place]
        if built.kinds[place] is RowKind.GROUP:
            hinted = fold(row.name) in hints.groups
            ends = (*islice(reversed(later), _NEAREST), len(rows)) if row.amounts else ()
            end = next((e for e in ends if (sure < e or hinted) and below[place + 1].less_match(below[e], row)), None)
            if end is None and _is_group(row, rows[sure] if sure < len(rows) else None, hints):
                end = _end_by_order(place, later, pairs, len(rows))
            if end is None:
                built.kinds[place] = RowKind.PROJECT
            else:
                built.groups[place] = end
                above_another = bool(later) and later[-1] == place + 1
                pairs.append(place if above_another else pairs[-1] if pairs else len(rows))
                later.append(place)
        project = built.kinds[place] is RowKind.PROJECT
        below[place] = below[place + 1].plus(row) if project else below[place + 1]
        sure = place if row.has("goal", "indicators") else sure


def _is_group(row: SheetRow, following: SheetRow | None, hints: Hints) -> bool:
    """Whether a row without matching amounts is a group all the same."""
    if fold(row.name) in hints.groups:
        return True
    if following is None:
        return False
    return row.indent < following.indent if row.has(*MONEY_KEYS) else like_a_unit(row.name)


def _end_by_order(place: int, later: Sequence[int], pairs: Sequence[int], length: int) -> int:
    """Returns the end of a group by the order of rows alone.

    A group directly above another holds all up to the next such pair.
    """
    if not later or later[-1] != place + 1:
        return later[-1] if later else length
    return pairs[-2] if len(pairs) > 1 else length


def _units(rows: Sequence[SheetRow], built: Structure) -> Iterator[tuple[int, list[str]]]:
    """Yields every project with the last two groups that hold it.

    Groups may overlap, so any of them may end first.
    """
    inside: list[int] = []
    for place, kind in enumerate(built.kinds):
        for last in (-1, -2):
            while len(inside) >= -last and built.groups[inside[last]] <= place:
                del inside[last]
        if place in built.groups:
            inside.append(place)
        elif kind is RowKind.PROJECT:
            yield place, [rows[group].name for group in inside[-2:]]


def _find_totals(rows: Sequence[SheetRow], built: Structure) -> None:
    """Finds the members of each row of totals.

    A subtotal below names the unit of rows that have none.
    """
    projects = [place for place, kind in enumerate(built.kinds) if kind is RowKind.PROJECT]
    sums = [GroupSums()]  # of the projects before each
    for place in projects:
        sums.append(sums[-1].plus(rows[place]))
    everything, grand_total, start = range(len(projects)), sums[-1], 0
    for place, kind in enumerate(built.kinds):
        row = rows[place]
        if kind is RowKind.ROOT and row.amounts:
            built.totals.append(Total(place, everything, grand_total.match(row)))
        if kind not in (RowKind.GROUP, RowKind.SUBTOTAL):
            continue
        first, end = (place, built.groups[place]) if kind is RowKind.GROUP else (start, place)
        members = range(bisect_left(projects, first), bisect_left(projects, end))
        sure = sums[members.stop].less_match(sums[members.start], row)
        start = place + 1
        if kind is RowKind.SUBTOTAL and not sure and grand_total.match(row):
            built.totals.append(Total(place, everything, sure=True))
        elif row.amounts:
            built.totals.append(Total(place, members, sure))
            for member in members if kind is RowKind.SUBTOTAL else ():
                built.units[projects[member]] = built.units[projects[member]] or subtotal_of(row.name)


def _doubtful(rows: Sequence[SheetRow], built: Structure, hints: Hints) -> Iterator[int]:
    """Yields the rows that could be read otherwise.

    Neither a total of all rows nor their looks confirm the reading.
    """
    borne_out = any(total.sure and built.kinds[total.place] is RowKind.ROOT for total in built.totals)
    several = {total.place for total in built.totals if len(total.members) > 1}
    for place, kind in enumerate(built.kinds):
        row = rows[place]
        if hints.knows(row):
            continue
        if kind is RowKind.GROUP:
            outdented = place + 1 < len(rows) and row.indent < rows[place + 1].indent
            sure = like_a_unit(row.name) and (outdented or place in several)
            if not sure and not (borne_out and row.amounts):
                yield place
        elif kind is RowKind.PROJECT and not row.has("goal", "indicators", *MONEY_KEYS):
            yield place
