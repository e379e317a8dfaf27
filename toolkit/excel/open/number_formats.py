"""Number formats: how a format code shows a stored number."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from toolkit.model.remember import Remember

GENERAL = "General"

# What Excel in Chinese shows for the numbers that stand for a format; 27 to 36 and 50 to 58 depend on the language.
_YEAR_MONTH, _MONTH_DAY, _AM_PM = 'yyyy"年"m"月"', 'm"月"d"日"', '上午/下午h"时"mm"分"'
BUILTIN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH,
    28: _MONTH_DAY,
    29: _MONTH_DAY,
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: _AM_PM,
    35: _AM_PM + 'ss"秒"',
    36: _YEAR_MONTH,
    37: "#,##0 ;-#,##0 ",
    38: "#,##0 ;[Red]-#,##0 ",
    39: "#,##0.00 ;-#,##0.00 ",
    40: "#,##0.00 ;[Red]-#,##0.00 ",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: _YEAR_MONTH,
    51: _MONTH_DAY,
    52: _YEAR_MONTH,
    53: _MONTH_DAY,
    54: _MONTH_DAY,
    55: _AM_PM,
    56: _AM_PM + 'ss"秒"',
    57: _YEAR_MONTH,
    58: _MONTH_DAY,
}

_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
# Words, escaped characters, padding, colours, conditions and languages: nothing of it is a placeholder.
_DECORATION = re.compile(r'"[^"]*"?|\\.|_.|\*.|!.|\[[^\[\]]*\]|General|am/pm|a/p|上午/下午', re.IGNORECASE)
_DAY = re.compile(r"[yd]|[ae]{3,4}", re.IGNORECASE)
_CLOCK = re.compile(r"[hs]", re.IGNORECASE)
_MONTH = re.compile("m", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s?(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)\]")
#: Colours, conditions, languages; a currency sign may stand in one.
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_PIECE = re.compile(r'"(?P<word>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|.', re.DOTALL)
#: What stands for a digit, a text or a part of a date.
_PLACES = re.compile(r"[0#?@ydhsmaegb]", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9０-９]")
_GENERAL = re.compile("General", re.IGNORECASE)
_STORED = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{0,40})?(?:[eE][+-]?[0-9]{1,3})?")
#: The place of the section for texts.
_TEXT = 3
COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}
_WORD_PIECE = re.compile(
    r'"(?P<word>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[\$(?P<sign>[^\[\]-]*)[^\[\]]*\]|\[[^\[\]]*\]'
    r"|(?P<general>General|G/通用格式)|.",
    re.DOTALL | re.IGNORECASE,
)
_NO_SIGNS = frozenset((None, "", "¥", "￥", "人民币", "CNY", "RMB"))
#: Signs that stand by themselves and say nothing of the number.
_NO_WORDS = frozenset("%¥￥@+ \u3000\u00a0;")


class Show(NamedTuple):
    """The way in which a number is shown.

    Attributes:
        percent: as a percentage.
        day: with a calendar day (or month or year).
        clock: with a time of day.
        elapsed: as a span of time that may pass a day.
        before: words before the number.
        after: words behind it.
        scale: the power of ten by which what is seen differs from what is stored: 0!.0,"万元" shows a ten-thousandth.
        cases: other ways for some numbers: a comparison, its limit, the way; the first that fits counts.
    """

    percent: bool = False
    day: bool = False
    clock: bool = False
    elapsed: bool = False
    before: str = ""
    after: str = ""
    scale: int = 0
    cases: tuple[tuple[str, float, Show], ...] = ()


#: A number shown as it is; `show` gives this very object.
PLAIN = Show()


@Remember(200_000)
def show(code: str) -> Show:
    """Returns how a format code shows numbers.

    Its conditions decide where it has any, else its first section.
    """
    sections = _sections(code)
    conditions = [_CONDITION.search(section) for section in sections]
    if not any(conditions):
        return _of_section(sections[0])
    cases = tuple(
        (found[1], float(found[2]), _of_section(section))
        for section, found in zip(sections, conditions, strict=True)
        if found is not None
    )
    rest = next((section for section, found in zip(sections, conditions, strict=True) if found is None), sections[0])
    return _of_section(rest)._replace(cases=cases)


def changes_numbers(code: str) -> bool:
    """Whether a number looks different from the stored one.

    By a power of ten, percentages aside, or by added digits.
    """
    way = show(code)
    ways = (way, *(other for _, _, other in way.cases))
    return any(one.scale or _DIGIT.search(one.before + one.after) for one in ways)


@lru_cache(maxsize=1024)
def _shown_sections(code: str) -> tuple[bool, ...]:
    """Returns for each section of a format whether it shows the stored content.

    As a number, a date or a text.
    """
    return tuple(
        bool(_ELAPSED.search(section) or _GENERAL.search(section) or _PLACES.search(_DECORATION.sub("", section)))
        for section in _sections(code)
    )


def hides(code: str, raw: str, *, text: bool) -> bool:
    """Whether a format hides the stored content (;;;), or shows only words.

    A zero that accountants leave out is no matter.

    Args:
        code: the format.
        raw: what is stored.
        text: whether that is a text and no number.
    """
    shown = _shown_sections(code)
    if text:
        return len(shown) == _TEXT + 1 and not shown[_TEXT]
    if all(shown):
        return False
    number = float(raw) if _STORED.fullmatch(raw) else 0.0
    return number != 0 and not shown[_section_of(code, number)]


def _section_of(code: str, number: float) -> int:
    """Returns which section of a format shows a number."""
    sections = _sections(code)[:_TEXT]
    conditions = [_CONDITION.search(section) for section in sections]
    if not any(conditions):
        return 1 if number < 0 and len(sections) > 1 else 0
    for at, found in enumerate(conditions):
        if found is None or COMPARE[found[1]](number, float(found[2])):
            return at
    return len(sections) - 1


def shows_words(code: str) -> bool:
    """Whether a format may change the number, or puts words around it."""
    way = show(code)
    return bool(way.scale or way.before or way.after or way.cases)


def _of_section(section: str) -> Show:
    if _ELAPSED.search(section):
        return Show(elapsed=True)
    bare = _DECORATION.sub("", section)
    day, clock = bool(_DAY.search(bare)), bool(_CLOCK.search(bare))
    if day or clock or _MONTH.search(bare):
        return Show(day=day or not clock, clock=clock)
    scaled = _scaled(section)
    if scaled is not None:
        return scaled
    before, after = _words_around(section)
    shown = Show("%" in bare, before=before, after=after)
    return PLAIN if shown == PLAIN else shown


def _words_around(section: str) -> tuple[str, str]:
    """Returns what a section puts before and behind a number, without blanks.

    Words stand in quotation marks, behind a backslash, by themselves, or in brackets as the sign of a currency; what
    stands between digits only groups them.
    """
    before = after = ""
    digits = 0
    for match in _WORD_PIECE.finditer(section):
        piece = match[0]
        if piece in "0#?.," or match["general"]:
            digits, after = digits + 1, ""
        elif piece in "Ee/":  # with an exponent, or as a fraction
            return "", ""
        elif piece[0] in "_*" or piece in _NO_WORDS or (piece[0] == "[" and match["sign"] in _NO_SIGNS):
            continue
        else:
            word = next((text for text in match.group("word", "escaped", "sign") if text is not None), piece)
            before, after = (before, after + word) if digits else (before + word, after)
    return (before, after) if digits else ("", "")


def _scaled(section: str) -> Show | None:
    """Returns how a section scales by a power of ten; None without scaling.

    A comma behind the last digit divides by a thousand; a decimal point written as a word shifts the digits
    before it; every percent sign multiplies by a hundred.
    """
    before = after = ""
    digits = commas = shift = percents = 0
    shifted = pointed = False
    for match in _PIECE.finditer(_BRACKETED.sub("", section)):
        piece = match[0]
        word = match["word"] or match["escaped"] or ""
        if piece in "0#?":
            digits, commas, after = digits + 1, 0, ""
            shift += shifted and not pointed
        elif piece == ",":
            commas += bool(digits)
        elif piece == "%":
            percents += 1
        elif piece == ".":
            pointed = True
        elif word == "." and digits:
            shifted = True
        elif piece in "Ee/":  # with an exponent, or as a fraction
            return None
        elif word and digits:
            after += word
        elif word:
            before += word
    scale = 2 * percents - 3 * commas - shift
    if not digits or not scale or (percents == 1 and scale == 2):
        return None
    after = "".join(after.split()) or "%" * percents
    return Show(before=before, after=after, scale=scale)


def _sections(code: str) -> list[str]:
    """Returns the parts between semicolons that are not inside words."""
    parts, start = [], 0
    for match in re.finditer(r'"[^"]*"?|\\.|!.|;', code):
        if match[0] == ";":
            parts.append(code[start : match.start()])
            start = match.end()
    return [*parts, code[start:]]
