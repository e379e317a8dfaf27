"""The packed text (绩效指标 cell): all indicators of a project, and back.

What `pack` writes, `unpack` reads without remark. What people wrote themselves is read as far as it is clear;
each item says how it deviates, and what has no clear reading is kept as a leftover, never dropped or guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.indicators.framework import Framework
from toolkit.indicators.packed_by_hand import DEVIATIONS, read_tolerant
from toolkit.indicators.packed_grammar import (
    ANNUAL,
    END,
    ORDINAL,
    PERIOD,
    Read,
    is_plain,
    read_item,
    reserved,
    spell,
    stretches,
    without_breaks,
)
from toolkit.model.records import Indicator
from toolkit.model.remember import Remember

__all__ = ["DEVIATIONS", "Leftover", "PackedItem", "Unpacked", "comes_back", "pack", "parts_of", "reserved", "unpack"]


@dataclass(frozen=True, slots=True)
class PackedItem:
    """One indicator of a packed text.

    Attributes:
        indicator: the indicator, levels by their canonical names.
        ordinal: its number as written, None where it has none.
        offset: where it begins in the text as given.
        raw: its stretch of that text, line breaks and all.
        deviations: how it deviates from the grammar; ids of `DEVIATIONS`.
    """

    indicator: Indicator
    ordinal: int | None
    offset: int
    raw: str
    deviations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Leftover:
    """A part of a packed text that could not be read, with its place."""

    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The content of a packed text.

    Attributes:
        items: the indicators in their order.
        rest: what could not be placed; items and rest together, without separators, are the complete text.
        unread: where the text was left off, having more items than were asked for; None where all of it was read.
    """

    items: tuple[PackedItem, ...]
    rest: tuple[Leftover, ...]
    unread: int | None = None

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators in their order."""
        return tuple(item.indicator for item in self.items)

    @property
    def deviations(self) -> frozenset[str]:
        """All deviations of all items."""
        return frozenset[str]().union(*(item.deviations for item in self.items))

    @property
    def numbering_gaps(self) -> tuple[int, ...]:
        """Ordinals that do not follow the one before.

        An item without an ordinal counts as the next.
        """
        gaps = []
        expected = 1
        for item in self.items:
            if item.ordinal is not None and item.ordinal != expected:
                gaps.append(item.ordinal)
                expected = item.ordinal
            expected += 1
        return tuple(gaps)


def pack(indicators: Sequence[Indicator], framework: Framework) -> str:
    """Returns indicators as a packed text, in their order, numbered from 1.

    A level that the framework does not know is written with its name alone, a name or value that is not there
    as empty text. Line breaks are dropped. `reserved` finds other texts that would not read back.
    """
    return ",".join(_write(number, indicator, framework) for number, indicator in enumerate(indicators, start=1))


def unpack(text: str, framework: Framework, most: int | None = None) -> Unpacked:
    """Returns the content of a packed text, tolerating what breaks the grammar.

    Args:
        text: as it was written.
        framework: the levels that it may name.
        most: how many stretches, read or not, are looked at; None for all of them.
    """
    flat = _Flat(text)
    items: list[PackedItem] = []
    rest: list[Leftover] = []
    for read in _read(flat.text, framework):
        offset, raw = flat.slice(read.start, read.end)
        if most is not None and len(items) + len(rest) >= most:
            return Unpacked(tuple(items), tuple(rest), offset)
        if read.indicator is None:
            rest.append(Leftover(offset, raw))
        else:
            items.append(PackedItem(read.indicator, read.ordinal, offset, raw, read.deviations))
    return Unpacked(tuple(items), tuple(rest))


def comes_back(indicator: Indicator, framework: Framework) -> bool:
    """Whether an indicator reads back from a packed text unchanged.

    Several that do so alone do so together: no item that reads completely reaches beyond its end.
    """
    one = indicator
    if is_plain(f"{one.name}{one.period_value}{one.annual_value}"):  # then it depends on its levels alone
        return _comes_back(one.level1, one.level2, "", "", "", framework)
    return _comes_back(one.level1, one.level2, one.name, one.period_value, one.annual_value, framework)


@Remember(1_000_000).together  # the same indicators recur on form after form
def _comes_back(
    level1: str, level2: str, name: str | None, period: str | None, annual: str | None, framework: Framework
) -> bool:
    one = Indicator(level1, level2, name, period, annual)
    return [parts_of(one)] == [parts_of(other) for other in unpack(pack([one], framework), framework).indicators]


def parts_of(indicator: Indicator) -> tuple[str, ...]:
    """Returns an indicator's texts that a packed text keeps, without white space."""
    texts = (indicator.level1, indicator.level2, indicator.name, indicator.annual_value, indicator.period_value)
    return tuple("".join((text or "").split()) for text in texts)


@dataclass(frozen=True)
class _Flat:
    """A text without line breaks, with the original place of every character."""

    given: str

    @cached_property
    def text(self) -> str:
        return without_breaks(self.given)

    @cached_property
    def _places(self) -> Sequence[int]:
        if len(self.text) == len(self.given):
            return range(len(self.given))
        return [place for place, character in enumerate(self.given) if character not in "\r\n"]

    def slice(self, start: int, end: int) -> tuple[int, str]:
        """Returns the original place and text of a part of the flat text."""
        offset = self._places[start]
        return offset, self.given[offset : self._places[end - 1] + 1]


def _write(number: int, indicator: Indicator, framework: Framework) -> str:
    first, pair = framework.first(indicator.level1), framework.second(indicator.level2)
    level1 = spell(first.code, first.name) if first and first.name == indicator.level1 else indicator.level1
    level2 = spell(pair[1].code, pair[1].packed) if pair and pair[1].name == indicator.level2 else indicator.level2
    name, period, annual = (
        without_breaks(text or "") for text in (indicator.name, indicator.period_value, indicator.annual_value)
    )
    return f"{number}、{level1},{level2},{name}{PERIOD}{period}{ANNUAL}{annual}{END}"


def _read(text: str, framework: Framework) -> Iterator[Read]:
    for start, end, closed in stretches(text):
        ordinal = ORDINAL.match(text, start, end)
        item = read_item(text[ordinal.end() : end], framework) if ordinal and closed else None
        if ordinal and item:
            yield Read(ordinal.start("number"), end, item, int(ordinal["number"]))
        else:
            yield from read_tolerant(text, start, end, closed, framework)
