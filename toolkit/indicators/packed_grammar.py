"""The grammar of packed texts: levels, ends of items, reserved separators.

    item  = ordinal 、 level1 , level2 , name ；实施周期指标值: value ,年度指标值: value ;
    cell  = item { , item }

The punctuation is deliberate: full-width ； before the first label only, everything else half-width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from toolkit.indicators.framework import Framework, Level1, Level2
from toolkit.model.records import Indicator

PERIOD = "；实施周期指标值:"
ANNUAL = ",年度指标值:"
END = ";"
#: The number that an item begins with.
ORDINAL = re.compile(r"\s{0,9}(?P<number>[0-9]{1,6})、")
#: Between two items: the end of one, the number of the next.
_BETWEEN = re.compile(rf"{END},(?=[0-9]{{1,6}}、)")
#: A level inside a name or value: there another item begins whose separator went wrong.
LEVEL_INSIDE = re.compile(
    r"(?<![0-9])[0-9]{1,2}-[\u4e00-\u9fff]{1,12}?(?:指标|效益|影响|满意度)[,，:：]"
    r"|[;；,，](?:产出|效益|效果|满意度|成本)指标[,，:：]"
)
_RESERVED = re.compile(rf"{PERIOD}|{ANNUAL}|;,[0-9]{{1,6}}、|{LEVEL_INSIDE.pattern}")
#: Whatever breaks the grammar has one of these in it; most names and values have none.
_SEPARATOR = re.compile("[,，;；:：]")
_BREAKS = re.compile(r"[\r\n]+")
#: A level of some other framework: it must at least sound like one.
_FOREIGN = re.compile(r"[^\s\d,，;；:：、]{1,28}(?:指标|效益|影响|满意度|成本)")


class Spelled(NamedTuple):
    """The levels of a framework by their spelling in packed texts."""

    first: dict[str, Level1]
    second: dict[str, tuple[Level1, Level2]]


class Read(NamedTuple):
    """A part of packed text and what was read from it.

    Attributes:
        start: where it begins.
        end: where it ends.
        indicator: None where it could not be read.
        ordinal: number of the item, None where it has none.
        deviations: how it deviates from the grammar.
    """

    start: int
    end: int
    indicator: Indicator | None = None
    ordinal: int | None = None
    deviations: frozenset[str] = frozenset()


def without_breaks(text: str) -> str:
    """Returns a text without line breaks; no blank takes their place."""
    return _BREAKS.sub("", text)


def reserved(text: str) -> str | None:
    """Returns the first separator in a name or value that prevents reading back.

    None where there is none.
    """
    match = None if is_plain(text) else _RESERVED.search(without_breaks(text))
    return match[0] if match else None


def is_plain(text: str) -> bool:
    """Whether a name or value has no separator at all, and surely reads back."""
    return not _SEPARATOR.search(text)


def spell(code: str, name: str) -> str:
    """Returns a level as packed texts write it: 11-数量指标, or its name alone."""
    return f"{code}-{name}" if code else name


@lru_cache(maxsize=16)
def spelled(framework: Framework) -> Spelled:
    """Returns all levels of a framework by their spelling."""
    return Spelled(
        {spell(first.code, first.name): first for first in framework.levels},
        {spell(second.code, second.packed): (first, second) for first, second in framework.pairs()},
    )


def stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yields start and end of each item, and whether a semicolon closes it.

    The text has no line breaks.
    """
    start = 0
    for between in _BETWEEN.finditer(text):
        yield start, between.start(), True
        start = between.end()
    end = len(text.rstrip())
    closed = end > start and text[end - 1] == END
    if end > start:
        yield start, end - closed, closed


def read_item(body: str, framework: Framework) -> Indicator | None:
    """Returns the indicator of an item; None where it breaks the grammar.

    `body` is the text between its ordinal and its closing semicolon.
    """
    head, period_label, values = body.partition(PERIOD)
    period, annual_label, annual = values.partition(ANNUAL)
    fields = head.split(",", 2)
    if not period_label or not annual_label or len(fields) < 3:
        return None
    if any(map(LEVEL_INSIDE.search, (fields[2], period, annual))):
        return None
    levels = _levels(fields[0], fields[1], framework)
    name, period_value, annual_value = (text.strip() or None for text in (fields[2], period, annual))
    return levels and Indicator(*levels, name, period_value, annual_value)


def _levels(first: str, second: str, framework: Framework) -> tuple[str, str] | None:
    """Returns the canonical names of two levels.

    Levels that the framework does not know keep the name that was written; None where the two contradict each
    other.
    """
    names = spelled(framework)
    level1, pair = names.first.get(first), names.second.get(second)
    if level1 is None and (framework.first(first) or not _FOREIGN.fullmatch(first)):
        return None
    if pair is None and (framework.second(second) or not _FOREIGN.fullmatch(second)):
        return None
    if pair and pair[0] is not level1:
        return None
    return level1.name if level1 else first, pair[1].name if pair else second
