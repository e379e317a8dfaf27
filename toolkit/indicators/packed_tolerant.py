"""Packed texts as people write them by hand: other commas, no labels, no codes, no numbers, things left out.

Items are cut where a level is named, never at semicolons or commas first: names and values hold those too. An
item that names no second level, or whose names and codes contradict each other, is left unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from typing import NamedTuple

from toolkit.indicators.framework import Framework, Level1, Level2
from toolkit.indicators.packed_fields import read_fields
from toolkit.indicators.packed_grammar import Read, spell
from toolkit.indicators.packed_heads import heads
from toolkit.model.indicator import Indicator

_SEPARATORS = ";；,， \t\u3000\u00a0"


class _Levels(NamedTuple):
    first: Level1
    second: Level2
    deviations: set[str]


def read_tolerant(text: str, start: int, end: int, closed: bool, framework: Framework) -> Iterator[Read]:
    """Read a stretch of a text that breaks the grammar.

    Args:
        text: the whole text, without line breaks.
        start: where the stretch begins.
        end: where it ends.
        closed: whether a semicolon follows that closes its last item.
        framework: the levels that it may name.

    Yields:
        Items and, without an indicator, what could not be read; in order, everything but separators.
    """
    found = heads(framework, text, start, end)
    edges = [*(head.start() for head in found), end]
    yield from _unread(text, start, edges[0])
    for head, edge in zip(found, edges[1:], strict=True):
        body = text[head.end() : edge]
        kept = body.rstrip(_SEPARATORS)
        levels = _levels(head, framework)
        if levels is None:
            yield from _unread(text, head.start(), edge)
            continue
        fields = read_fields(kept, head["comma"])
        ending = _ending(body[len(kept) :]) if edge < end else set() if closed else {"D8"}
        yield Read(
            head.start(),
            head.end() + len(kept),
            Indicator(levels.first.name, levels.second.name, fields.name, fields.period, fields.annual),
            int(head["ordinal"]) if head["ordinal"] else None,
            frozenset(levels.deviations | fields.deviations | ending),
        )


def _unread(text: str, start: int, end: int) -> Iterator[Read]:
    kept = text[start:end].rstrip(_SEPARATORS)
    content = kept.lstrip(_SEPARATORS)
    if content:
        yield Read(start + len(kept) - len(content), start + len(kept))


def _ending(separators: str) -> set[str]:
    """What is wrong with the separators between two items."""
    marks = "".join(separators.split())
    if "；" in marks:
        return {"D5"}
    if marks and set(marks) <= set(",，"):
        return {"D6"}
    return set() if marks == ";," else {"D17"}


def _levels(head: Match[str], framework: Framework) -> _Levels | None:
    """The levels that a head names, None where it names no second one or contradicts itself."""
    code1, code2 = head["code1"], head["code2"] or head["code3"]
    name1, name2 = head["name1"] or head["bare1"], head["name2"] or head["name3"] or head["bare3"]
    pair = framework.second(name2) if name2 else None
    if pair is None or (code2 and framework.coded(code2) not in (None, pair)):
        return None
    first, second = pair
    if name1 and framework.first(name1) is not first:
        return None
    if code1 and first.code not in ("", code1):
        return None
    deviations = set()
    if head["ordinal"] is None:
        deviations.add("D4")
    if head["torn"]:
        deviations.add("D14")
    if not name1:
        deviations.add("D9")
    if (name1 and first.code and not code1) or (second.code and not code2):
        deviations.add("D10")
    usual1 = (None, spell(first.code, first.name), first.name)
    usual2 = (spell(second.code, second.packed), second.packed, second.name)
    if head["level1"] not in usual1 or (head["level2"] or head["level3"]) not in usual2:
        deviations.add("D17")
    return _Levels(first, second, deviations)
