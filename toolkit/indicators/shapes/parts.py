"""Taking a text apart around its number: lead, operator, number, and the rest behind it.

Nothing is guessed: where operators contradict each other or are negated, there are no parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from toolkit.indicators.numerals import CHINESE, NUMBER, chinese_number, decimal
from toolkit.indicators.operators import PREFIX, SIGNS, Comparison, compare, take_prefix, take_suffix
from toolkit.indicators.units import UNIT

#: Times and things that 每 stands before.
TIMES = r"(?:半年|年度?|季度?|月|周[一二三四五六日]?|星期[一二三四五六日]|天|日|次|期|人|户|村|社区|学期)"
#: What belongs to no unit and no word beside it: another number, a list, a label.
FOREIGN = re.compile(r"[\d,;。:]")
#: What no value begins or ends with.
EDGES = ",;。:、"

_NUMBER = re.compile(NUMBER)
_SUFFIX = r"(?:[及或]?以[上下内]|[之以]?内|左右)?"
# 三月, 五日 and 一期 are more likely a date or a phase than a count.
_CHINESE = re.compile(
    rf"(?P<front>(?:每{TIMES})?(?:{PREFIX})?)(?P<number>{CHINESE}?)"
    rf"(?P<rest>(?:万元|元|(?![月日期]){UNIT})(?:/{UNIT}){{0,3}}{_SUFFIX})"
)
_CHINESE_PERCENT = re.compile(rf"(?P<front>\D{{0,20}}?)百分之(?P<number>百|{CHINESE})(?P<rest>\D*)")
_CURRENCY = re.compile(rf"(?:¥|人民币|RMB)({NUMBER})([万千亿]?)元?")
_NEGATED = re.compile(r"[不未没勿](?:得|要|能|应|可|有)?\Z")


class Shared(TypedDict):
    """What every value with a number takes over from its parts."""

    raw: str
    lead: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Parts:
    """A folded text around its first number.

    Attributes:
        raw: the text as it was written.
        lead: words before the number that are no operator, without a closing colon.
        comparison: the operators on both sides of the number.
        number: the number itself, no 万 multiplied in yet.
        rest: what follows it, without operators at its end.
    """

    raw: str
    lead: str
    comparison: Comparison
    number: Decimal
    rest: str

    @property
    def shared(self) -> Shared:
        """The fields to make a value with."""
        return {"raw": self.raw, "lead": self.lead, "comparison": self.comparison}


def take_apart(text: str, raw: str) -> Parts | None:
    """Take a folded text apart; None where it has no number or cannot be split cleanly."""
    text = _CURRENCY.sub(r"\1\2元", _in_digits(text))
    match = _NUMBER.search(text)
    if match is None:
        return None
    before, number = text[: match.start()], decimal(match[0])
    if before.endswith("-") and not take_prefix(before[:-1])[0].rstrip(":"):
        before, number = before[:-1], -number
    lead, before_marks = take_prefix(before)
    rest, after_marks = take_suffix(text[match.end() :])
    comparison = compare(before_marks, after_marks)
    if comparison is None or (before_marks and _NEGATED.search(lead)):
        return None
    lead = lead.rstrip(":")
    if lead.endswith(("第", "-")) or FOREIGN.search(lead) or SIGNS & set(lead + rest) or rest.strip(EDGES) != rest:
        return None
    return Parts(raw, lead, comparison, number, rest)


def any_number(text: str) -> Decimal | None:
    """A whole text as a number, in digits or in Chinese numerals."""
    if _NUMBER.fullmatch(text):
        return decimal(text)
    number = chinese_number(text)
    return None if number is None else Decimal(number)


def _in_digits(text: str) -> str:
    """A text whose only number is in Chinese numerals, with that number in digits; any other as it is."""
    match = _CHINESE_PERCENT.fullmatch(text) or _CHINESE.fullmatch(text)
    if match is None:
        return text
    number = 100 if match["number"] == "百" else chinese_number(match["number"])
    sign = "%" if match.re is _CHINESE_PERCENT else ""
    return text if number is None else f"{match['front']}{number}{sign}{match['rest']}"
