"""Counts in a goal's text, matched with indicators that count the same thing.

Where a match is not sure, there is none.

A count is a number with a unit (约22人, 不少于12次). It is held against an indicator of the same unit by the words
around it: how many of the indicator's words stand in the same clause, and how many of the clause's words are the
indicator's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import Goal, ValueReading, goals, joined, readings
from toolkit.checks.units import same_unit, unit_of
from toolkit.checks.words import QUANTITY, pairs, remembered, thing, unit_in_name
from toolkit.indicators.operators import PREFIX
from toolkit.indicators.quantities import CHINESE, NUMBER, UNIT, UNITS
from toolkit.indicators.value import Quantity, parse_value
from toolkit.model.finding import Finding
from toolkit.model.text import fold

#: Titles of documents and slogans hold numbers that count nothing: 《…》, “十个有”.
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|\"[^\"]*\"")
_CLAUSE = re.compile(r"[,;。:!?、()\[\]](?!(?<=\d,)\d)")
_PHRASE = re.compile(
    rf"(?<![第\d.])(?:{PREFIX})?达?(?P<number>{NUMBER}|{CHINESE})[万亿]?(?P<unit>{UNIT})(?:[及或]?以[上下内]|左右)?"
)
#: What every such phrase holds; most clauses have none.
_COUNTED = re.compile(rf"[0-9〇零一二两三四五六七八九十百千万亿]{UNIT}")
#: Counts for each of something, and parts of a whole: no total of anything.
_EACH = re.compile(r"[每各均]|其中|分别")
#: Units of time, age and degree count no things.
_TIMES = "年 月 周 天 日 小时 分钟 秒 岁 倍 百分点 个百分点 个月 个小时 个工作日 工作日"
_NO_THING = frozenset(_TIMES.split())
#: Words of a clause that tell when and how, not what.
_ADVERBS = re.compile(
    r"本?年度|全年|前期|计划|预计|开展|举办|组织|进行|给予|人次数?|人数|次数|\d{4}年|对(?!象)|[拟共约达的]"
)

#: Shares of common words from which on two are about the same thing, surely.
_INDICATOR_TOLD, _CLAUSE_TOLD = 0.6, 0.5


class StatedCount(NamedTuple):
    """A number with a unit in a text.

    It keeps the words themselves, their meaning and the clause around them.
    """

    text: str
    quantity: Quantity
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A count and an indicator of the same unit that share some words.

    Attributes:
        count: from the goal.
        reading: the indicator's value.
        quantity: what that means.
        common: how many of the indicator's words stand around the count.
        sure: whether both are about the same thing.
    """

    count: StatedCount
    reading: ValueReading
    quantity: Quantity
    common: int
    sure: bool

    @property
    def equal(self) -> bool:
        """Whether the numbers are the same."""
        return self.count.quantity.number == self.quantity.number


def counts(text: str) -> Iterator[StatedCount]:
    """Yields the counts of things in a text."""
    for clause in _CLAUSE.split(_QUOTED.sub(",", fold(text))):
        if _COUNTED.search(clause):
            yield from _counts(clause)


@remembered
def _counts(clause: str) -> tuple[StatedCount, ...]:
    return tuple(_each_count(clause))


def _each_count(clause: str) -> Iterator[StatedCount]:
    if not _EACH.search(clause):
        for phrase in _PHRASE.finditer(clause):
            value = parse_value(phrase[0].replace("达", ""))
            rest = f"{clause[: phrase.start()]},{clause[phrase.end() :]}"
            if (
                isinstance(value, Quantity)
                and value.unit in UNITS - _NO_THING
                and (phrase["number"][0].isdigit() or value.number > 1)
            ):
                yield StatedCount(phrase[0], value, pairs(_ADVERBS.sub(",", rest)))


def matches(context: ProjectContext) -> tuple[tuple[Goal, list[Match]], ...]:
    """Returns for each goal its counts with the indicators that they may concern."""
    return context.once(_matches)


def _matches(context: ProjectContext) -> tuple[tuple[Goal, list[Match]], ...]:
    counted = [reading for reading in readings(context) if reading.indicator.level2 == QUANTITY]
    return tuple((goal, list(_of_goal(goal, counted))) for goal in goals(context))


def _of_goal(goal: Goal, counted: Iterable[ValueReading]) -> Iterator[Match]:
    spoken_of = [reading for reading in counted if not set(goal.parts).isdisjoint(reading.parts)]
    for count in counts(goal.text) if spoken_of else ():
        yield from filter(None, (_match(count, reading) for reading in spoken_of))


def _match(count: StatedCount, reading: ValueReading) -> Match | None:
    value = reading.value
    unit = unit_of(reading) or unit_in_name(reading.indicator.name)
    if not isinstance(value, Quantity) or unit is None or not same_unit(unit, count.quantity.unit):
        return None
    words = thing(reading.indicator.name)
    common = words & count.around
    if not common:
        return None
    sure = len(common) / len(words) >= _INDICATOR_TOLD and len(common) / len(count.around) >= _CLAUSE_TOLD
    return Match(count, reading, value, len(common), sure)


def differing_counts(context: ProjectContext, found: Iterable[tuple[Goal, Match]]) -> Iterator[Finding]:
    """Yields findings that name a goal's count and an indicator.

    The same difference in both goals is one finding with both cells.
    """
    together: dict[tuple[str, int], list[tuple[Goal, Match]]] = {}
    for goal, match in found:
        together.setdefault((match.count.text, match.reading.number), []).append((goal, match))
    for same in together.values():
        match = same[0][1]
        yield context.finding(
            joined(goal.where for goal, _ in same),
            about=match.reading.about,
            name=match.reading.name,
            value=match.reading.text,
            place=match.reading.where.cell or "",
            found=match.count.text,
            expected=match.reading.text,
        )
