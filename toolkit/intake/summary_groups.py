"""Which rows of a summary are totals, and of which projects: told by their words, by hints, by their sums.

A row with a name and amounts and nothing else is a unit's subtotal where its amounts are the sums of the rows
below it, and a project without goal and indicators where they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise

from toolkit.intake.summary_record import MONEY
from toolkit.intake.summary_rows import SheetRow
from toolkit.intake.summary_sums import Sums, sums_of
from toolkit.model.text import fold

_TOTAL = re.compile(r"(?P<of>.*?)(?P<kind>总合计|合计|总计|共计|小计)[:：]?")
_SUBTOTAL = "小计"
#: How many later groups are tried as the end of one: more than a department has units.
_NEAREST = 100
_LIKE_A_UNIT = re.compile(
    r".{1,40}(社区|村|居|委|会|室|心|局|所|站|院|校|园|司|处|府|街道|镇|乡|队|科|部|厅|团|馆)([(（][^()（）]*[)）])?"
)


class Kind(Enum):
    """What a row is."""

    PROJECT = auto()
    ROOT = auto()  # the department's own row, or one that says 合计: all projects
    GROUP = auto()  # a unit's row above its projects, with amounts or without
    SUBTOTAL = auto()  # a row that says 小计 below its projects
    REST = auto()  # goes on with the texts of the row above


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known beforehand of a summary that `merge` wrote.

    Attributes:
        projects: rows (from 0) that are projects.
        groups: folded names of departments and units.
    """

    projects: frozenset[int] = frozenset()
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Total:
    """A row of totals.

    Attributes:
        place: its place in the list of rows.
        members: places of the projects that it sums.
        sure: whether its amounts are their sums.
    """

    place: int
    members: tuple[int, ...]
    sure: bool


@dataclass
class Structure:
    """The rows of one department, told apart. Places are those in the list of rows.

    Attributes:
        department: its name, from a line above the table or from its own row.
        kinds: by place.
        groups: by place of a group's row, the place behind its last row.
        totals: rows of totals with what they sum.
        units: by place of a project, the names of the groups that it stands in, the outermost first.
        doubtful: rows that could be read otherwise: taken for groups by a sum alone, for projects by a name alone.
    """

    department: str | None
    kinds: list[Kind]
    groups: dict[int, int] = field(default_factory=dict)
    totals: list[Total] = field(default_factory=list)
    units: dict[int, list[str]] = field(default_factory=dict)
    doubtful: list[int] = field(default_factory=list)


def structure(rows: Sequence[SheetRow], department: str | None, hints: Hints) -> Structure:
    """Tell the rows of one department apart."""
    built = Structure(department, list(_first_look(rows, department, hints)))
    if _all_projects(rows, built, hints):
        built.kinds = [Kind.PROJECT if kind is Kind.GROUP else kind for kind in built.kinds]
    _find_groups(rows, built, hints)
    if department is None and built.groups.get(0) == len(rows):
        built.department, built.kinds[0] = rows[0].name, Kind.ROOT
        del built.groups[0]
    for place, kind in enumerate(built.kinds):
        if kind is Kind.PROJECT:
            built.units[place] = [rows[at].name for at, end in sorted(built.groups.items()) if at < place < end]
    _find_totals(rows, built)
    _doubt(rows, built, hints)
    return built


def _first_look(rows: Sequence[SheetRow], department: str | None, hints: Hints) -> Iterator[Kind]:
    """What each row is by its own words; what only its sums can tell is a GROUP for now."""
    root = _root(rows, department)
    for place, row in enumerate(rows):
        label = _TOTAL.fullmatch(fold(row.name))
        if row.number in hints.projects:
            yield Kind.PROJECT
        elif row.has("goal", "indicators"):
            yield Kind.PROJECT if row.has("name", *MONEY) else Kind.REST
        elif label and (row.has(*MONEY) or not label["of"]):
            yield Kind.SUBTOTAL if label["kind"] == _SUBTOTAL or label["of"] else Kind.ROOT
        elif place in root:
            yield Kind.ROOT if place == root[0] else Kind.REST
        else:
            yield Kind.GROUP if row.has("name") else Kind.PROJECT


def _root(rows: Sequence[SheetRow], department: str | None) -> range:
    """The places of the department's own row; two where its name is torn over two rows."""
    for place, row in enumerate(rows) if department else ():
        following = rows[place + 1 : place + 2]
        torn = "".join(other.name for other in following if not other.has(*MONEY, "goal", "indicators"))
        if not row.has("goal", "indicators") and fold(department or "") in (fold(row.name), fold(row.name + torn)):
            return range(place, place + (1 if fold(row.name) == fold(department or "") else 2))
    return range(0)


def _all_projects(rows: Sequence[SheetRow], built: Structure, hints: Hints) -> bool:
    """Whether the total of the table says that no row is a subtotal: it is the sum of all other rows."""
    roots = [rows[place] for place, kind in enumerate(built.kinds) if kind is Kind.ROOT]
    others = [rows[place] for place, kind in enumerate(built.kinds) if kind in (Kind.PROJECT, Kind.GROUP)]
    hinted = any(fold(row.name) in hints.groups for row in others)
    bare = any(not row.has(*MONEY) for row in others)
    return not hinted and not bare and any(sums_of(others).match(root) for root in roots)


def _find_groups(rows: Sequence[SheetRow], built: Structure, hints: Hints) -> None:
    """From the last row up: which of the rows that may be groups are, and where each ends."""
    below = [Sums()] * (len(rows) + 1)
    later: list[int] = []  # places of the groups found so far, the nearest first
    for place in range(len(rows) - 1, -1, -1):
        if built.kinds[place] is Kind.GROUP:
            end = next(
                (e for e in (*later[:_NEAREST], len(rows)) if below[place + 1].minus(below[e]).match(rows[place])), None
            )
            if end is None and _is_group(rows, place, hints):
                end = _end_by_order(place, later, len(rows))
            if end is None:
                built.kinds[place] = Kind.PROJECT
            else:
                built.groups[place] = end
                later.insert(0, place)
        add = built.kinds[place] is Kind.PROJECT
        below[place] = below[place + 1].plus(rows[place]) if add else below[place + 1]


def _is_group(rows: Sequence[SheetRow], place: int, hints: Hints) -> bool:
    """Whether a row is a group although its amounts do not add up, or it has none."""
    row = rows[place]
    if fold(row.name) in hints.groups:
        return True
    following = next((other for other in rows[place + 1 :] if other.has("goal", "indicators")), None)
    if following is None:
        return False
    if row.has(*MONEY):
        return row.indent < following.indent
    return len(row.name) > 3 and _LIKE_A_UNIT.fullmatch(row.name) is not None


def _end_by_order(place: int, later: Sequence[int], length: int) -> int:
    """The end of a group by the rows alone: one directly above another holds all up to the next such pair."""
    if not later or later[0] != place + 1:
        return later[0] if later else length
    return next((one for one, other in pairwise(later[1:]) if other == one + 1), length)


def _find_totals(rows: Sequence[SheetRow], built: Structure) -> None:
    everything = _projects(built, 0, len(rows))
    start = 0
    for place, kind in enumerate(built.kinds):
        if kind is Kind.GROUP:
            start = place + 1
            if rows[place].amounts:
                _add_total(rows, built, place, [_projects(built, start, built.groups[place])])
        elif kind is Kind.ROOT and rows[place].amounts:
            _add_total(rows, built, place, [everything])
        elif kind is Kind.SUBTOTAL:
            members = _projects(built, start, place)
            chosen = _add_total(rows, built, place, [members, everything])
            label = _TOTAL.fullmatch(rows[place].name)
            of = label["of"] if label else ""
            for member in members if chosen == members and _LIKE_A_UNIT.fullmatch(of) else ():
                built.units[member] = built.units[member] or [of]
            start = place + 1


def _add_total(
    rows: Sequence[SheetRow], built: Structure, place: int, offered: Sequence[tuple[int, ...]]
) -> tuple[int, ...]:
    """Note a total: of the first of the offered projects that it is the sum of, else of the first offered."""
    for members in offered:
        if sums_of(rows[member] for member in members).match(rows[place]):
            built.totals.append(Total(place, members, sure=True))
            return members
    built.totals.append(Total(place, offered[0], sure=False))
    return offered[0]


def _projects(built: Structure, start: int, end: int) -> tuple[int, ...]:
    return tuple(place for place in range(start, end) if built.kinds[place] is Kind.PROJECT)


def _doubt(rows: Sequence[SheetRow], built: Structure, hints: Hints) -> None:
    """Find the rows that could be read otherwise: neither a total of all nor their looks bear the reading out."""
    borne_out = any(total.sure and built.kinds[total.place] is Kind.ROOT for total in built.totals)
    for place, kind in enumerate(built.kinds):
        row = rows[place]
        known = row.number in hints.projects or fold(row.name) in hints.groups
        if kind is Kind.GROUP and not known:
            sure = _LIKE_A_UNIT.fullmatch(row.name) and (row.amounts or row.indent < _indent_below(rows, place))
            if not sure and not (borne_out and row.amounts):
                built.doubtful.append(place)
        elif kind is Kind.PROJECT and not known and not row.has("goal", "indicators", *MONEY):
            built.doubtful.append(place)


def _indent_below(rows: Sequence[SheetRow], place: int) -> int:
    return rows[place + 1].indent if place + 1 < len(rows) else 0
