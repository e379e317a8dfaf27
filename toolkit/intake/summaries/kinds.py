"""What the rows of a summary are, by their own words: projects, totals, and rows that only sums can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from toolkit.intake.summaries.rows import SheetRow
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.text import fold

_TOTAL = re.compile(r"(?P<of>.*?)(?P<kind>总合计|合计|总计|共计|小计)[:：]?")
_SUBTOTAL = "小计"
_LIKE_A_UNIT = re.compile(
    r".{2,40}(社区|村|居|委|会|室|心|局|所|站|院|校|园|司|处|府|街道|镇|乡|队|科|部|厅|团|馆)([(（][^()（）]*[)）])?"
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

    def knows(self, row: SheetRow) -> bool:
        """Whether a row is one of these."""
        return row.number in self.projects or fold(row.name) in self.groups


def kinds_of(rows: Sequence[SheetRow], department: str | None, hints: Hints) -> Iterator[Kind]:
    """What each row is by its own words; what only its sums can tell is a GROUP for now."""
    root = _root(rows, department)
    for place, row in enumerate(rows):
        label = _TOTAL.fullmatch(fold(row.name))
        if row.number in hints.projects:
            yield Kind.PROJECT
        elif row.has("goal", "indicators"):
            yield Kind.PROJECT if row.has("name", *MONEY_KEYS) else Kind.REST
        elif label and (row.has(*MONEY_KEYS) or not label["of"]):
            yield Kind.SUBTOTAL if label["kind"] == _SUBTOTAL or label["of"] else Kind.ROOT
        elif place in root:
            yield Kind.ROOT if place == root[0] else Kind.REST
        else:
            yield Kind.GROUP if row.has("name") else Kind.PROJECT


def like_a_unit(name: str) -> bool:
    """Whether a name ends as units' names do."""
    return _LIKE_A_UNIT.fullmatch(name) is not None


def subtotal_of(name: str) -> list[str]:
    """The unit that a row of totals names, if it names one: 第一社区 for 第一社区小计."""
    label = _TOTAL.fullmatch(name)
    return [label["of"]] if label and like_a_unit(label["of"]) else []


def _root(rows: Sequence[SheetRow], department: str | None) -> range:
    """The places of the department's own row; two where its name is torn over two rows."""
    wanted = fold(department or "")
    for place, row in enumerate(rows if wanted else ()):
        following = rows[place + 1 : place + 2]
        torn = "".join(other.name for other in following if not other.has(*MONEY_KEYS, "goal", "indicators"))
        if row.has("goal", "indicators") or wanted not in (fold(row.name), fold(row.name + torn)):
            continue
        return range(place, place + (1 if fold(row.name) == wanted else 2))
    return range(0)
