"""How values with a number are read. What is left over or contradicts itself makes a text unreadable, never wrong."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.indicators.numerals import CHINESE, LIMIT, NUMBER, decimal, number_text, scaled
from toolkit.indicators.operators import Operator, goes_on
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
from toolkit.indicators.shapes.parts import FOREIGN, TIMES, Parts, any_number, take_apart
from toolkit.indicators.units import UNIT, split_unit
from toolkit.model.money import parse_amount

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
    """Read a folded text as an allowed deviation."""
    match = _TOLERANCE.fullmatch(text)
    if match is None:
        return None
    centre = decimal(match["centre"]) if match["centre"] else None
    return Tolerance(raw=raw, number=decimal(match["number"]), unit=match["unit"], centre=centre)


def read_measured(text: str, raw: str) -> Measured | None:
    """Read a folded text as a value with a number."""
    if ratio := _RATIO.fullmatch(text):
        count = any_number(ratio["count"])
        if count is not None:
            return Frequency(raw=raw, count=count, unit=ratio["unit"], per=(ratio["per"],))
    parts = take_apart(text, raw)
    return None if parts is None else _range(parts) or _percentage(parts) or _counted(parts)


def _range(parts: Parts) -> Range | None:
    match = _RANGE.fullmatch(parts.rest)
    if match is None or not match["unit"].startswith(match["first"]):
        return None
    if parts.comparison.op not in (Operator.NONE, Operator.APPROX):
        return None
    return Range(**parts.shared, lo=parts.number, hi=decimal(match["hi"]), unit=match["unit"])


def _percentage(parts: Parts) -> Percentage | None:
    """A sentence may follow a percentage, but no second number and no list."""
    match = _PERCENT.match(parts.rest)
    if match is None:
        return None
    words = parts.rest[match.end() :]
    if FOREIGN.match(words) or re.search(r"\d", words) or goes_on(words):
        return None
    return Percentage(**parts.shared, number=parts.number, trailing=words)


def _counted(parts: Parts) -> Measured | None:
    """Money or a quantity, once or for each of something."""
    head, *per = _EACH.sub("/", parts.rest).split("/")
    if every := _EVERY.fullmatch(parts.lead):
        parts, per = replace(parts, lead=""), [*per, every[1]]
    if not all(per) or FOREIGN.search(head + "".join(per)):
        return None
    if _MONEY.match(head):
        return _amount(replace(parts, rest=head), tuple(per))
    whole = scaled(parts.number, head)
    if whole is None:
        return None
    parts = replace(parts, number=whole[0], rest=whole[1])
    return _amount(parts, tuple(per)) if _MONEY.match(parts.rest) else _quantity(parts, tuple(per))


def _amount(parts: Parts, per: tuple[str, ...]) -> Money | UnitPrice | None:
    match = _MONEY.match(parts.rest)
    parsed = match and parse_amount(number_text(parts.number) + match["unit"], match["unit"])
    if not match or not parsed or parsed[0] >= LIMIT:
        return None
    amount, unit = parsed
    trailing = parts.rest[match.end() :]
    if goes_on(trailing):
        return None
    if per:
        return UnitPrice(**parts.shared, amount=amount, unit_as_written=unit, trailing=trailing, per=per)
    return Money(**parts.shared, amount=amount, unit_as_written=unit, trailing=trailing)


def _quantity(parts: Parts, per: tuple[str, ...]) -> Quantity | Frequency | None:
    split = split_unit(parts.rest)
    if split is None or any(map(goes_on, (parts.rest, split[1]))):
        return None
    unit, trailing = split
    if per:
        return Frequency(**parts.shared, count=parts.number, unit=unit, trailing=trailing, per=per)
    if unit.startswith("季") or (unit == "年" and 1900 <= parts.number < 2100):
        return None  # 2季度 and 2024年春节 name a time, they count nothing
    return Quantity(**parts.shared, number=parts.number, unit=unit, trailing=trailing)
