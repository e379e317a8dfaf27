"""Packed texts that people typed: other commas, no labels, missing items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from re import Match
from typing import NamedTuple

from toolkit.indicators.framework import Framework, Level1, Level2
from toolkit.indicators.packed_grammar import ANNUAL, PERIOD, Read, spell
from toolkit.indicators.value import looks_like_value
from toolkit.model.finding import Bilingual
from toolkit.model.records import Indicator

DEVIATIONS: Mapping[str, Bilingual] = {
    "D1": Bilingual("级别与名称之间用了全角逗号", "full-width comma between levels and name"),
    "D2": Bilingual("同一条内混用全角和半角逗号", "both kinds of comma in one item"),
    "D3": Bilingual("缺少“实施周期指标值”“年度指标值”字样", "labels of the two values missing"),
    "D4": Bilingual("缺少序号", "item number missing"),
    "D5": Bilingual("各条之间用了全角分号", "items separated by a full-width semicolon"),
    "D6": Bilingual("各条之间用了逗号", "items separated by a comma only"),
    "D7": Bilingual("级别与名称之间用了冒号", "colon between level and name"),
    "D8": Bilingual("末尾缺少分号", "closing semicolon missing"),
    "D9": Bilingual("缺少一级指标", "first level missing"),
    "D10": Bilingual("缺少指标编码", "level codes missing"),
    "D11": Bilingual("缺少指标值", "value missing"),
    "D12": Bilingual("缺少三级指标名称", "name missing"),
    "D13": Bilingual("名称中有空格", "blanks inside a name"),
    "D14": Bilingual("序号与顿号断开", "item number separated from its mark"),
    "D15": Bilingual("指标值中有分隔符", "separators inside a value"),
    "D16": Bilingual("名称以句号结尾", "name ends with a full stop"),
    "D17": Bilingual("级别名称或分隔符写法不同", "levels or separators spelled differently"),
}


_BLANKS = r"\s{0,9}"
_DASH = rf"{_BLANKS}[-－–—]{_BLANKS}"
_NO_DIGIT = r"(?<![0-9])"
_FREE = r"(?<![^,，;；、。\s])"
_AHEAD = rf"(?={_BLANKS}(?:[,，:：;；]|\Z))"


def heads(framework: Framework, text: str, start: int, end: int) -> list[re.Match[str]]:
    """Returns the heads of the items in a part of a text.

    Groups of a match: `ordinal`, and `torn` for blanks behind it; `level1` and `level2` as written, or `level3`
    for a second level without a first; their codes `code1` to `code3`; their names `name1` to `name3`, or
    `bare1` and `bare3` where they stand without a code; `comma` between the levels.
    """
    return list(_pattern(framework).finditer(text, start, end))


@lru_cache(maxsize=16)
def _pattern(framework: Framework) -> re.Pattern[str]:
    firsts = [name for level in framework.levels for name in (level.name, *level.aliases)]
    seconds = [name for _, level in framework.pairs() for name in (level.name, level.packed, *level.aliases)]
    number = rf"(?:{_NO_DIGIT}(?P<ordinal>[0-9]{{1,6}})(?P<torn>{_BLANKS})、{_BLANKS})?"
    second = rf"(?P<level2>(?:(?P<code2>[0-9]{{2}}){_DASH})?(?P<name2>{_any(seconds)}))"
    both = rf"{_level(1, firsts)}(?:{_BLANKS}(?P<comma>[,，:：]){_BLANKS}{second})?"
    return re.compile(rf"{number}(?:{both}|{_level(3, seconds)}){_AHEAD}")


def _level(number: int, names: Iterable[str]) -> str:
    """Returns a pattern for a level that begins an item.

    Codes of first levels have one digit, of second levels two.
    """
    names = list(names)
    digits = 1 if number == 1 else 2
    coded = rf"{_NO_DIGIT}(?P<code{number}>[0-9]{{{digits}}}){_DASH}(?P<name{number}>{_any(names)})"
    bare = rf"{_FREE}(?P<bare{number}>{_any(name for name in names if name.endswith('指标'))})"
    return rf"(?P<level{number}>{coded}|{bare})"


def _any(names: Iterable[str]) -> str:
    """Returns a pattern for the longest of some names; it never matches without one."""
    return "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True)) or "(?!)"


_SPACES = r"\s{0,9}"
_COMMA = re.compile(rf"{_SPACES}([,，:：]){_SPACES}")
_LABELS = {
    "period": re.compile(rf"[;；,，]?{_SPACES}实施周期(?:绩效)?指标值{_SPACES}[:：]"),
    "annual": re.compile(rf"[;；,，]?{_SPACES}[当本]?年度(?:绩效)?指标值{_SPACES}[:：]"),
}
#: No value is longer; looking further back for where one begins would be in vain.
_LONGEST = 1000


class Fields(NamedTuple):
    """The fields of an item, None for each missing one, and its deviations."""

    name: str | None
    period: str | None
    annual: str | None
    deviations: set[str]


def read_fields(text: str, comma: str | None) -> Fields:
    """Returns the fields in the text that follows the levels.

    Args:
        text: from behind the second level to the end of the item.
        comma: the separator between the two levels, None where only one is written.
    """
    first = _COMMA.match(text)
    content = text[first.end() :] if first else text
    commas = [mark for mark in (comma, first and first[1]) if mark]
    fields = _labelled(content)
    if fields is None:
        fields, last = _unlabelled(content)
        deviations = _separators(commas, [*commas, last])
    else:
        deviations = _separators(commas, commas)
    if content and not first:
        deviations.add("D17")
    if fields.name is None:
        deviations.add("D12")
    if fields.period is None and fields.annual is None:
        deviations.add("D11")
    return fields._replace(deviations=deviations | fields.deviations)


def _separators(heading: list[str], everywhere: list[str]) -> set[str]:
    """Returns the deviations of an item's commas and colons.

    Args:
        heading: the separators between levels and name.
        everywhere: those of the item.
    """
    wrong = {"D1": "，" in heading, "D2": {",", "，"} <= set(everywhere), "D7": bool(set(":：") & set(heading))}
    return {deviation for deviation, is_there in wrong.items() if is_there}


def _labelled(content: str) -> Fields | None:
    """Returns name and values where labels mark the values; None without labels."""
    found = {key: match for key, label in _LABELS.items() if (match := label.search(content))}
    if not found:
        return None
    marks = sorted(found.values(), key=lambda mark: mark.start())
    ends = {mark.start(): after.start() for mark, after in pairwise(marks)}
    values = {key: content[mark.end() : ends.get(mark.start())].strip() or None for key, mark in found.items()}
    deviations = set() if len(marks) == len(_LABELS) else {"D11"}
    if [mark[0] for mark in marks] not in ([PERIOD, ANNUAL], [PERIOD], [ANNUAL]):
        deviations.add("D17")
    return Fields(content[: marks[0].start()].strip() or None, values.get("period"), values.get("annual"), deviations)


def _unlabelled(content: str) -> tuple[Fields, str]:
    """Returns name and value of an item without labels, and the comma between.

    What looks like a value at the end is the year's.

    A list of values (6名站长，36名队员) is one value: nothing says which of them would be the value for the period.
    """
    begin = edge = len(content)
    cuts = [-1, *(mark.start() for mark in re.finditer("[,，]", content))]
    for cut in reversed(cuts):
        if len(content) - cut > _LONGEST or not looks_like_value(content[cut + 1 : edge]):
            break
        begin, edge = cut + 1, max(cut, 0)
    name, value = content[:edge].strip(), content[begin:].strip()
    return Fields(name or None, None, value or None, {"D3"}), content[edge:begin]


_SEPARATORS = ";；,， \t\u3000\u00a0"


class _Levels(NamedTuple):
    first: Level1
    second: Level2
    deviations: set[str]


def read_tolerant(text: str, start: int, end: int, closed: bool, framework: Framework) -> Iterator[Read]:
    """Yields the items of a text that breaks the grammar, and unreadable parts.

    Args:
        text: the complete text, without line breaks.
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
    """Returns the deviations of the separators between two items."""
    marks = "".join(separators.split())
    if "；" in marks:
        return {"D5"}
    if marks and set(marks) <= set(",，"):
        return {"D6"}
    return set() if marks == ";," else {"D17"}


def _levels(head: Match[str], framework: Framework) -> _Levels | None:
    """Returns the levels that a head names; None where they are missing or contradict."""
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
