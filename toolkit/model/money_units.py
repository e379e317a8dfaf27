"""Units of money as headings and lines name them: （万元）, 单位：千元, 人民币万元.

Every word of money is recognised, so that none is taken for a shorter one inside it: 千元 is not 元, 百万元 not 万元. A
unit that is none of `FACTORS` (万美元) is named all the same; an amount in it is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from toolkit.model.text import drop_invisible, fold

YUAN = "元"
WAN = "万元"
SheetUnit = Literal["元", "百元", "千元", "万元", "十万元", "百万元", "千万元", "亿元"]
#: The units in which amounts are read, in 元.
FACTORS: Mapping[str, Decimal] = {
    YUAN: Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1000),
    WAN: Decimal(10_000),
    "十万元": Decimal(100_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}
#: The same as an expression, the longest first.
UNITS = "|".join(sorted(FACTORS, key=len, reverse=True))
#: What stands behind a number of money: 3.63万 and 3千万 too.
BEHIND_NUMBER = rf"{UNITS}|[十百千]?万|亿"
_SPELLINGS = str.maketrans("萬億圆圓拾佰仟", "万亿元元十百千")
_SCALE = "[十百千拾佰仟万萬亿億]"
_FULL = rf"{_SCALE}{{0,3}}[美港欧日]?[元圆圓]"
_WORD = rf"(?:{_FULL}|[十百千拾佰仟]?[万萬]|[亿億])"
_CURRENCY = r"(?:人民币|RMB|CNY|[¥￥])?"
_LABEL = r"(?:(?:金额|计量|货币|计价)?单位:?|金额:?)?"
_BRACKETED = re.compile(rf"[(\[]{_LABEL}{_CURRENCY}(?P<unit>{_WORD}){_CURRENCY}[)\]]$", re.IGNORECASE)
_AT_END = re.compile(
    rf"(?:[(\[]{_LABEL}{_CURRENCY}(?P<bracketed>{_WORD}){_CURRENCY}[)\]]"
    rf"|单位:?[(\[]?{_CURRENCY}(?P<labelled>{_WORD}){_CURRENCY}[)\]]?|{_CURRENCY}(?P<bare>{_FULL}){_CURRENCY})$",
    re.IGNORECASE,
)
#: Not the unit that a person works for: 主管单位, 填报单位.
_STATED = r"(?<![管报款用制施属级算位负])单\s{0,9}位\s{0,9}:?\s{0,9}[(\[]?\s{0,9}"
_IN_LINE = re.compile(rf"{_STATED}{_CURRENCY}\s{{0,9}}(?P<unit>{_WORD}){_CURRENCY}(?!\w)", re.IGNORECASE)
_LONGEST_LINE = 120
_ALONE = re.compile(rf"[(\[]?{_LABEL}{_CURRENCY}{_FULL}{_CURRENCY}[)\]]?", re.IGNORECASE)
_PHRASE = re.compile(rf"{_LABEL}{_CURRENCY}(?P<unit>{_WORD}){_CURRENCY}(?:[,;。、].*)?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_TRAILING = re.compile(rf"[/:_\-、,]?(?P<unit>{_CURRENCY}{_FULL}{_CURRENCY})$", re.IGNORECASE)
#: What in brackets can only be about money.
_ABOUT_MONEY = re.compile(r".*[元圆圓亿億萬¥￥$€].*|(?:[wk千角分]|\d+)元?", re.IGNORECASE)


def unit_named(word: str) -> str:
    """Returns a unit of money in its usual spelling: 万元 for 萬圓 and 万."""
    word = word.translate(_SPELLINGS)
    return word if word.endswith(YUAN) else f"{word}{YUAN}"


def without_unit(folded: str) -> tuple[str, str | None]:
    """Returns a folded label without the unit at its end, and this unit."""
    match = _BRACKETED.search(folded)
    return (folded[: match.start()], unit_named(match["unit"])) if match else (folded, None)


def unit_in(text: str) -> str | None:
    """Returns the unit of money that a text ends with (单位：万元), else None."""
    match = _AT_END.search(fold(text))
    return unit_named(match["bracketed"] or match["labelled"] or match["bare"]) if match else None


def is_unit_alone(text: str) -> bool:
    """Whether a cell is a unit of money and nothing else: 万元, （金额：万元）."""
    return _ALONE.fullmatch(fold(text)) is not None


def units_stated(text: str) -> tuple[str, ...]:
    """Returns the units of money that a line names behind 单位, in its order."""
    if "位" not in text or len(text) > _LONGEST_LINE:
        return ()
    spaced = unicodedata.normalize("NFKC", drop_invisible(text)).strip()
    found = tuple(unit_named(match["unit"]) for match in _IN_LINE.finditer(spaced))
    folded = None if found else _IN_LINE.search(fold(text))
    return (unit_named(folded["unit"]),) if folded else found


def bare_heading(text: str) -> str:
    """Returns a folded heading without brackets and unit: 预算金额 for 预算金额/万元."""
    return _TRAILING.sub("", _IN_BRACKETS.sub("", fold(text)))


def units_of_heading(text: str) -> tuple[str, ...]:
    """Returns the units of money that a column's heading names.

    Words about money that are no unit are returned as they are.
    """
    folded = fold(text)
    bracketed = _IN_BRACKETS.findall(folded)
    trailing = _TRAILING.search(_IN_BRACKETS.sub("", folded))
    words = (*bracketed, *((trailing["unit"],) if trailing else ()))
    found = (unit_named(match["unit"]) if (match := _PHRASE.fullmatch(word)) else word for word in words)
    return tuple(dict.fromkeys(one for one in found if one in FACTORS or _ABOUT_MONEY.fullmatch(one)))
