"""Values that look like a number, a rate or a date but are not.

For instance 9O% with a letter, 9 0%, 2024年13月.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from toolkit.checks.readings import singles
from toolkit.checks.words import remembered
from toolkit.indicators.operators import PREFIX
from toolkit.indicators.quantities import UNITS
from toolkit.indicators.value import Composite, Qualitative, Quantity, Range, ShapeKind, Unparsed, Value, parse_value
from toolkit.model.finding import Bilingual

#: Nothing longer is looked at: it is no number.
_LONGEST = 60
#: Letters and circles that are typed for a digit: Latin, Greek and Cyrillic O, the Chinese zero, small L, capital I.
_NOUGHTS, _ONES = "OoОоΟο〇○◯", "lIІ|"
_AS_DIGITS = str.maketrans({**dict.fromkeys(_NOUGHTS, "0"), **dict.fromkeys(_ONES, "1")})
_CHINESE_DIGITS = _AS_DIGITS | str.maketrans("一二三四五六七八九", "123456789")
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_BEHIND = rf"(?:[%‰年月日号]|百分|[万千亿]?元|(?:{_UNIT})(?=[以及/(每,;。]|\Z))"
#: Digits with look-alikes among them, before a unit, a percent sign or a part of a date.
_MIXED = re.compile(rf"(?<![A-Za-z0-9])[0-9.,{_NOUGHTS}{_ONES}]+(?=\s*{_BEHIND})")
_LITRES = re.compile(r"[0-9]l[桶瓶箱袋盒]")
#: A letter O for the nought of a year in Chinese numerals: 二O二四年.
_YEAR_WITH_LETTER = re.compile("[一二三四五六七八九][OoОоΟο][一二三四五六七八九OoОоΟο][一二三四五六七八九OoОоΟο]年")
#: What stands for a number before a percent sign.
_SHARE = re.compile(r"([0-9A-Za-z.,]+)\s*[%‰]")
_ABBREVIATED = re.compile(r"[A-Za-z]{2,}[0-9.]+")  # TOP10%
_TORN = re.compile(rf"(?:{PREFIX})?\s*([0-9]+(?:\s+[0-9.]+)+)\s*(?:%|‰|[万千亿]?元|{_UNIT})?(?:及?以[上下])?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\s[0-9]{3})+(?:\.[0-9]+)?")
_COMPARING = "≥≧⩾≮≤≦⩽≯<>="
_SIGNS = re.compile(rf"[{_COMPARING}]{{2,4}}")
_PAIRS = frozenset({">=", "<=", "=>", "=<"})
_TWICE = re.compile(r"([%‰])(?:\s*[%‰])+")
_NUMBER_ONLY = re.compile(r"[≥≧⩾≤≦⩽<>=~±+-]*[0-9.,]*[0-9][0-9.,]*(?:%|‰|[万千亿]?元|[\u4e00-\u9fff]{1,2})?")
_MISPLACED = re.compile(r"[.,]{2}|[.,]\Z|[.,](?=[^0-9])|\A[≥≧⩾≤≦⩽<>=]*[.,]|\.[0-9]+[.,]|,[0-9]{1,2}(?![0-9])")
_DATE = re.compile(
    r"(?<![0-9])(?:[0-9]{3,5}年(?:[0-9]{1,3}月(?:份|[0-9]{1,3}[日号])?)?|[0-9]{1,3}月(?:[0-9]{1,3}[日号])?"
    r"|(?:19|20)[0-9]{2}([-./])[0-9]{1,2}(?:\1[0-9]{1,2})?)(?=[^0-9]|\Z)"
)
_DONE = re.compile(r"[之以]?[前内底末至到~–-]|完成|\Z")


class Misspelling(NamedTuple):
    """The reason why a value is unreadable, and its probable meaning, if any."""

    why: Bilingual
    meant: str = ""


def doubt_of(raw: str, value: Value) -> Misspelling | None:
    """Returns why a value is not what it looks like; None if it is.

    Args:
        raw: the value as it was written.
        value: what it was read as.
    """
    if len(raw) > _LONGEST or (isinstance(value, Qualitative) and value.kind is ShapeKind.PLACEHOLDER):
        return None
    text = unicodedata.normalize("NFKC", raw).strip()
    return _misspelt(text) or _doubled(text, value) or _impossible(text, value)


@remembered
def _misspelt(text: str) -> Misspelling | None:
    return _letters(text) or _torn(text)


def _letters(text: str) -> Misspelling | None:
    why = Bilingual("数字里夹着字母", "letters among the digits")
    if _YEAR_WITH_LETTER.search(text):
        return Misspelling(why, _readable(_YEAR_WITH_LETTER.sub(lambda year: year[0].translate(_CHINESE_DIGITS), text)))
    mixed = [match[0] for match in _MIXED.finditer(text) if _is_mixed(match[0])]
    if mixed and not _LITRES.search(text):
        return Misspelling(why, _readable(_MIXED.sub(lambda match: _digits(match[0]), text)))
    for match in _SHARE.finditer(text):
        if not match[1].replace(".", "").replace(",", "").isdigit() and not _ABBREVIATED.fullmatch(match[1]):
            return Misspelling(why)
    return None


def _is_mixed(text: str) -> bool:
    """Whether digits and look-alikes are mixed in one number.

    A word of look-alikes only counts as 〇〇 or OO.
    """
    return any(char.isascii() and char.isdigit() for char in text) and text.translate(_AS_DIGITS) != text


def _digits(text: str) -> str:
    return text.translate(_AS_DIGITS) if _is_mixed(text) else text


def _torn(text: str) -> Misspelling | None:
    match = _TORN.fullmatch(text)
    if match is None or _GROUPED.fullmatch(match[1]):
        return None
    return Misspelling(Bilingual("数字中间断开", "split digits"), _readable("".join(text.split())))


def _doubled(text: str, value: Value) -> Misspelling | None:
    signs = _SIGNS.search(text)
    if signs and signs[0] not in _PAIRS:
        same = len(set(signs[0])) == 1
        meant = _readable(text.replace(signs[0], signs[0][0])) if same else ""
        return Misspelling(Bilingual("运算符写了几个", "several operators"), meant)
    if _TWICE.search(text):
        return Misspelling(
            Bilingual("百分号写了两遍", "the percent sign is doubled"), _readable(_TWICE.sub(r"\1", text))
        )
    if isinstance(value, Quantity) and value.unit in UNITS and value.trailing == value.unit:
        meant = _readable(text.replace(value.unit * 2, value.unit))
        return Misspelling(Bilingual("单位写了两遍", "the unit is doubled"), meant)
    return None


def _impossible(text: str, value: Value) -> Misspelling | None:
    bare = "".join(text.split())
    if isinstance(value, Unparsed):
        value = parse_value(bare.lstrip(_COMPARING))
    if any(map(_runs_backwards, singles(value))):
        return Misspelling(Bilingual("区间前大后小", "the range runs backwards"))
    torn = isinstance(value, Unparsed | Composite)  # 2024.12.31 is a date
    if torn and _NUMBER_ONLY.fullmatch(bare) and _MISPLACED.search(bare):
        return Misspelling(Bilingual("小数点或逗号位置不对", "a misplaced point or comma"))
    if not isinstance(value, Unparsed):
        return None
    if any(_is_no_date(match, text) for match in _DATE.finditer(text)):
        return Misspelling(Bilingual("没有这样的日期", "no such date"))
    return None


def _runs_backwards(value: Value) -> bool:
    """Whether a range ends below its start; 2023-24学年 and GB/T 19001-2016 do not."""
    return isinstance(value, Range) and not value.lead and value.lo > value.hi and not 1900 <= value.lo < 2100


def _is_no_date(match: re.Match[str], text: str) -> bool:
    """Whether a text is meant as a date but is impossible as one."""
    return _DONE.match(text, match.end()) is not None and isinstance(parse_value(f"{match[0]}前"), Unparsed)


def _readable(text: str) -> str:
    """Returns a corrected text that reads as a value; else an empty one."""
    text = "".join(text.split())
    return "" if isinstance(parse_value(text), Unparsed) else text
