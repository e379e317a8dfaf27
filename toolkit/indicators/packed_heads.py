"""Where the items of a packed text begin that people wrote by hand: at a level, with or without its code.

A code and a level's name (2-效益指标, 22-社会效益) begin an item wherever they stand. A name alone does so only
between separators and in full (效益指标), so that no word inside an indicator's name is taken for a level.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from toolkit.indicators.framework import Framework

_BLANKS = r"\s{0,9}"
_DASH = rf"{_BLANKS}[-－–—]{_BLANKS}"
_NO_DIGIT = r"(?<![0-9])"
_FREE = r"(?<![^,，;；、。\s])"
_AHEAD = rf"(?={_BLANKS}(?:[,，:：;；]|\Z))"


def heads(framework: Framework, text: str, start: int, end: int) -> list[re.Match[str]]:
    """The heads of the items in a stretch of text.

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
    """A level that can begin an item; codes of first levels have one digit, of second levels two."""
    names = list(names)
    digits = 1 if number == 1 else 2
    coded = rf"{_NO_DIGIT}(?P<code{number}>[0-9]{{{digits}}}){_DASH}(?P<name{number}>{_any(names)})"
    bare = rf"{_FREE}(?P<bare{number}>{_any(name for name in names if name.endswith('指标'))})"
    return rf"(?P<level{number}>{coded}|{bare})"


def _any(names: Iterable[str]) -> str:
    """A pattern for the longest of some names; matches nothing where there is none."""
    return "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True)) or "(?!)"
