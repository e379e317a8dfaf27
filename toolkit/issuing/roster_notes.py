"""Remarks on a roster: what it holds, and which names look alike.

notes = notes_of(roster_reading(path, form), form)
notes.sentence.zh      # 3 个单位、12 个项目、合计 174.71 万元
for question in notes.questions: ...
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from toolkit.forms.definition import FormDefinition
from toolkit.issuing.roster_rows import RosterReading
from toolkit.model.finding import Bilingual
from toolkit.model.money import in_wan
from toolkit.model.same import name_key
from toolkit.model.text import counted

#: Unit, project and amount in 元 of a row.
RosterEntry = tuple[str, str, Decimal | None]
#: Names shorter than this are not compared: 甲村 and 乙村 differ in one sign as well.
_SHORTEST = 3
#: Signs by which names that mean different things are told apart on purpose: numbers, directions, sizes, ranks.
_MEANT = frozenset(
    "0123456789一二三四五六七八九十百零〇甲乙丙丁戊己庚辛东南西北中上下左右前后内外大小新老高低男女正副省市县区镇村"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|《[^《》]*》")
#: Pairs of names that are asked about, one by one.
_MOST = 20


@dataclass(frozen=True, slots=True)
class RosterNotes:
    """Remarks on a roster.

    Attributes:
        units: number of units.
        projects: number of projects.
        amount: sum in 元 of the amounts that it names.
        without_amount: number of projects without an amount.
        questions: pairs of names that look alike, a total that differs.
        assumed_unit: the unit in which amounts were read because the roster names none; None where it does.
    """

    units: int
    projects: int
    amount: Decimal
    without_amount: int = 0
    questions: tuple[Bilingual, ...] = ()
    assumed_unit: str | None = None

    @property
    def sentence(self) -> Bilingual:
        """The size of the roster: 3 个单位、12 个项目、合计 174.71 万元."""
        missing, wan = self.without_amount, f"{in_wan(self.amount):,.2f}"
        zh, en = f"{self.units} 个单位、{self.projects} 个项目", f"{counted(self.units, 'unit')}, "
        en += counted(self.projects, "project")
        if not self.projects or missing < self.projects:
            zh, en = f"{zh}、合计 {wan} 万元", f"{en}, {wan} 万元 in all"
        if 0 < missing < self.projects:
            zh, en = f"{zh}（其中 {missing} 个没有金额）", f"{en} ({missing} without an amount)"
        if self.assumed_unit:
            zh = f"{zh}（名册没有写明金额单位，按{self.assumed_unit}计）"
            en = f"{en} (the roster names no unit of money; {self.assumed_unit} is assumed)"
        return Bilingual(zh, en)


def roster_notes(
    entries: Iterable[RosterEntry], *, printed_total: Decimal | None = None, assumed_unit: str | None = None
) -> RosterNotes:
    """Returns the remarks on a roster; names are compared, never joined.

    Args:
        entries: unit, project and amount in 元 of each row.
        printed_total: the amount of its line of totals.
        assumed_unit: the unit in which amounts were read where the roster names none.
    """
    units: dict[str, str] = {}
    projects: dict[str, dict[str, str]] = {}
    count = missing = 0
    amount = Decimal(0)
    for unit, project, own in entries:
        units.setdefault(name_key(unit), unit)
        projects.setdefault(name_key(unit), {}).setdefault(name_key(project), project)
        count += 1
        missing += own is None
        amount += own or 0
    questions = (*_differing(printed_total, amount), *_first(_questions(units, projects)))
    return RosterNotes(len(units), count, amount, missing, questions, assumed_unit)


def notes_of(reading: RosterReading, form: FormDefinition) -> RosterNotes:
    """Returns the remarks on a roster that was read for a form."""
    unnamed = any(row.amount is not None and not row.unit_named for row in reading.rows)
    return roster_notes(
        ((row.unit, row.project_name, row.amount) for row in reading.rows),
        printed_total=reading.printed_total,
        assumed_unit=form.unit if unnamed else None,
    )


def _differing(printed: Decimal | None, amount: Decimal) -> Iterator[Bilingual]:
    """Yields a question where the line of totals says another amount."""
    if printed is not None and printed != amount:
        yield Bilingual(
            f"名册的合计行写的是 {printed:,} 元，各行相加是 {amount:,} 元，相差 {abs(printed - amount):,} 元，请核对",
            f"the roster's line of totals says {printed:,} 元, its rows add up to {amount:,} 元; please check",
        )


def _questions(units: dict[str, str], projects: dict[str, dict[str, str]]) -> Iterator[Bilingual]:
    for one, other in look_alikes(units):
        yield Bilingual(
            f"单位“{units[one]}”和“{units[other]}”很像，是不是同一个单位？是的请改成一样的名称；不是的不用理会",
            f"the units “{units[one]}” and “{units[other]}” look alike; if they are one, give them one name",
        )
    for unit, names in projects.items():
        for one, other in look_alikes(names):
            yield Bilingual(
                f"“{units[unit]}”的项目“{names[one]}”和“{names[other]}”很像，是不是写重了？是的请删去一个；不是的不用理会",
                f"the projects “{names[one]}” and “{names[other]}” of “{units[unit]}” look alike; is one listed twice?",
            )


def _first(questions: Iterator[Bilingual]) -> Iterator[Bilingual]:
    """Yields the first questions, and how many more there are."""
    listed = list(questions)
    yield from listed[:_MOST]
    if len(listed) > _MOST:
        more = len(listed) - _MOST
        yield Bilingual(f"另有 {more} 对名称相像", f"{counted(more, 'more pair')} of names look alike")


def look_alikes(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yields pairs of folded names that differ in one sign or by a bracket.

    Signs that are there to tell names apart (一 and 二, 东 and 西) do not count as alike. Every name takes as many
    steps as it has signs, so that long rosters take no time.
    """
    listed = [name for name in dict.fromkeys(names) if len(name) >= _SHORTEST]
    places = {name: place for place, name in enumerate(listed)}
    found: dict[tuple[str, str], None] = {}
    by_gap: dict[tuple[int, str], list[str]] = {}
    by_bare: dict[str, list[str]] = {}
    for name in listed:
        by_bare.setdefault(_BRACKETS.sub("", name), []).append(name)
        for at, sign in enumerate(name):
            shorter = name[:at] + name[at + 1 :]
            by_gap.setdefault((at, shorter), []).append(name)
            if shorter in places and sign not in _MEANT:
                found.setdefault(_in_order(shorter, name, places))
    for (at, _), group in by_gap.items():
        if len(group) == 2 and not _meant(group[0][at], group[1][at]):  # three are a series: 黄屋村, 黄麻村, 黄江村
            found.setdefault(_in_order(group[0], group[1], places))
    for group in by_bare.values():
        pairs = combinations(group, 2) if len(group) > 1 else ()
        found.update(dict.fromkeys(_in_order(*pair, places) for pair in pairs if _bracket_only(*pair)))
    yield from sorted(found, key=lambda pair: (places[pair[0]], places[pair[1]]))


def _in_order(one: str, other: str, places: dict[str, int]) -> tuple[str, str]:
    return (one, other) if places[one] < places[other] else (other, one)


def _bracket_only(one: str, other: str) -> bool:
    """Whether one of two names has a bracket that the other lacks."""
    return not (_BRACKETS.search(one) and _BRACKETS.search(other)) and one != other


def _meant(one: str, other: str) -> bool:
    """Whether two signs tell names apart on purpose."""
    return one in _MEANT and other in _MEANT
