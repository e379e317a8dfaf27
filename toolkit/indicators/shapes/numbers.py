"""Readers of values with a number, which is split from its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypedDict

from toolkit.indicators.operators import (
    PREFIX,
    SIGNS,
    Comparison,
    Operator,
    compare,
    continues,
    take_prefix,
    take_suffix,
)
from toolkit.indicators.quantities import (
    CHINESE,
    LIMIT,
    NUMBER,
    UNIT,
    chinese_number,
    decimal,
    number_text,
    scaled,
    split_unit,
)
from toolkit.indicators.shapes.dated import Deadline, Period
from toolkit.indicators.shapes.measured import (
    Frequency,
    Measured,
    Money,
    Percentage,
    Quantity,
    Range,
    Tolerance,
    UnitPrice,
)
from toolkit.indicators.shapes.worded import Qualitative, Written
from toolkit.model.money import parse_amount

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


class NumberFields(TypedDict):
    """The fields that every value with a number shares."""

    raw: str
    lead: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class NumberParts:
    """A folded text split around its first number.

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
    def shared(self) -> NumberFields:
        """The fields to make a value with."""
        return {"raw": self.raw, "lead": self.lead, "comparison": self.comparison}


def take_apart(text: str, raw: str) -> NumberParts | None:
    """Returns a folded text split around its number; None where that is impossible."""
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
    return NumberParts(raw, lead, comparison, number, rest)


def any_number(text: str) -> Decimal | None:
    """Returns a text as a number, in digits or Chinese numerals; else None."""
    if _NUMBER.fullmatch(text):
        return decimal(text)
    number = chinese_number(text)
    return None if number is None else Decimal(number)


def _in_digits(text: str) -> str:
    """Returns a text with its only Chinese numeral in digits.

    Any other text stays as it is.
    """
    match = _CHINESE_PERCENT.fullmatch(text) or _CHINESE.fullmatch(text)
    if match is None:
        return text
    number = 100 if match["number"] == "百" else chinese_number(match["number"])
    sign = "%" if match.re is _CHINESE_PERCENT else ""
    return text if number is None else f"{match['front']}{number}{sign}{match['rest']}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite(Written):
    """Several values in one text: 6名站长，36名队员.

    Attributes:
        parts: the values in order; some may be `Unparsed`, at least one has a number or a date.
    """

    parts: tuple[Value, ...]

    def spell(self) -> str:
        """Returns the parts, separated by semicolons."""
        return ";".join(part.spell() for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unparsed(Written):
    """A text without a shape.

    Attributes:
        text: the text, folded.
    """

    text: str

    def spell(self) -> str:
        """Returns the text itself."""
        return self.text


Value = Measured | Tolerance | Deadline | Period | Qualitative | Composite | Unparsed


_EACH = re.compile(r"/?每+")
_EVERY = re.compile(rf"每({TIMES})")
_RATIO = re.compile(
    rf"[1一](?P<per>{UNIT}|[企校镇街])(?P<count>{NUMBER}|{CHINESE})(?P<unit>{UNIT}|[策卡册表码证警岗员])"
)
_WORDS = r"[^\d,;。:]"
_RANGE = re.compile(rf"(?P<first>{_WORDS}{{0,6}}?)(?:[-~–至到]|—{{1,2}})(?P<hi>{NUMBER})(?P<unit>{_WORDS}{{0,12}})")
_TOLERANCE = re.compile(
    rf"(?:误差|偏差)?(?P<centre>{NUMBER})?±(?P<number>{NUMBER})(?P<unit>{_WORDS}{{0,8}}?)(?:范围)?(?:[以之]?内)?"
)
_PERCENT = re.compile(r"%|\(%\)|百分比")
_MONEY = re.compile(r"(?P<unit>[万千亿]?元)(?:整|人民币)*")


def read_tolerance(text: str, raw: str) -> Tolerance | None:
    """Returns a folded text as an allowed deviation; None where it is none."""
    match = _TOLERANCE.fullmatch(text)
    if match is None:
        return None
    centre = decimal(match["centre"]) if match["centre"] else None
    return Tolerance(raw=raw, number=decimal(match["number"]), unit=match["unit"], centre=centre)


def read_measured(text: str, raw: str) -> Measured | None:
    """Returns a folded text as a value with a number; else None."""
    if ratio := _RATIO.fullmatch(text):
        count = any_number(ratio["count"])
        if count is not None:
            return Frequency(raw=raw, count=count, unit=ratio["unit"], per=(ratio["per"],))
    parts = take_apart(text, raw)
    return None if parts is None else _range(parts) or _percentage(parts) or _counted(parts)


def _range(parts: NumberParts) -> Range | None:
    match = _RANGE.fullmatch(parts.rest)
    if match is None or not match["unit"].startswith(match["first"]):
        return None
    if parts.comparison.op not in (Operator.NONE, Operator.APPROX):
        return None
    return Range(**parts.shared, lo=parts.number, hi=decimal(match["hi"]), unit=match["unit"])


def _percentage(parts: NumberParts) -> Percentage | None:
    """Returns the parts as a percentage; None where they are none.

    A sentence may follow it, but no second number and no list.
    """
    match = _PERCENT.match(parts.rest)
    if match is None:
        return None
    words = parts.rest[match.end() :]
    if FOREIGN.match(words) or re.search(r"\d", words) or continues(words):
        return None
    return Percentage(**parts.shared, number=parts.number, trailing=words)


def _counted(parts: NumberParts) -> Measured | None:
    """Returns the parts as money or a quantity, in total or for each.

    None where they are neither.
    """
    head, *per = _EACH.sub("/", parts.rest).split("/")
    if every := _EVERY.fullmatch(parts.lead):
        parts, per = replace(parts, lead=""), [*per, every[1]]
    if not all(per) or FOREIGN.search(head + "".join(per)):
        return None
    if _MONEY.match(head):
        return _amount(replace(parts, rest=head), tuple(per))
    number = scaled(parts.number, head)
    if number is None:
        return None
    parts = replace(parts, number=number[0], rest=number[1])
    return _amount(parts, tuple(per)) if _MONEY.match(parts.rest) else _quantity(parts, tuple(per))


def _amount(parts: NumberParts, per: tuple[str, ...]) -> Money | UnitPrice | None:
    match = _MONEY.match(parts.rest)
    parsed = match and parse_amount(number_text(parts.number) + match["unit"], match["unit"])
    if not match or not parsed or parsed[0] >= LIMIT:
        return None
    amount, unit = parsed
    trailing = parts.rest[match.end() :]
    if continues(trailing):
        return None
    if per:
        return UnitPrice(**parts.shared, amount=amount, unit_as_written=unit, trailing=trailing, per=per)
    return Money(**parts.shared, amount=amount, unit_as_written=unit, trailing=trailing)


def _quantity(parts: NumberParts, per: tuple[str, ...]) -> Quantity | Frequency | None:
    split = split_unit(parts.rest)
    if split is None or any(map(continues, (parts.rest, split[1]))):
        return None
    unit, trailing = split
    if per:
        return Frequency(**parts.shared, count=parts.number, unit=unit, trailing=trailing, per=per)
    if unit.startswith("季") or (unit == "年" and 1900 <= parts.number < 2100):
        return None  # 2季度 and 2024年春节 name a time, they count nothing
    return Quantity(**parts.shared, number=parts.number, unit=unit, trailing=trailing)
