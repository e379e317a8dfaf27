"""The unit that an indicator's name asks for.

人数 is counted in 人, 面积 in 平方米. Names that ask for no unit fit all.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import ValueReading, readings
from toolkit.checks.words import bare, grows, remembered, unit_in_name
from toolkit.indicators.quantities import number_text
from toolkit.indicators.value import Compared, Frequency, Operator, Percentage, Quantity, Range, Value

#: Endings of names, and the units that suit them; the first that fits decides.
_ASKED = tuple(
    (re.compile(rf"(?:{ending})\Z"), frozenset(units.split()))
    for ending, units in (
        ("人次数?", "人次 次"),
        ("人数|人员|管理员", "人 名 位"),
        ("户数", "户 家"),
        ("场次", "场 场次 次"),
        ("场数", "场 场次"),
        ("次数|轮次|频次", "次 轮 人次 家次 户次 节次 场次 班次 车次 批次 台次 件次"),
        ("天数", "天 日 工作日 个工作日"),
        ("面积", "平方米 平方公里 平方千米 亩 公顷 m2"),
        ("类别|种类|品种|类型", "种 类 个 项"),
        ("(?<![收免消])费|费用", ""),
    )
)
_ALIKE = tuple(frozenset(units.split()) for units in ("人 名 位", "场 场次", "户 家"))


def unit_of(reading: ValueReading) -> str | None:
    """Returns the unit of a counted value; None without any.

    A second unit in brackets is left out.
    """
    value = reading.value
    return (value.unit.partition("(")[0] or None) if isinstance(value, Quantity | Frequency) else None


def unitless(value: Value) -> bool:
    """Whether a value is a bare number, or a range of two."""
    return isinstance(value, Quantity | Range) and not (value.unit or value.lead or value.trailing)


def with_unit(value: Value, unit: str) -> str:
    """Returns a unitless value with a unit: 95及以上 and % give ≥95%."""
    assert isinstance(value, Quantity | Range)
    sign = "%" if unit == "百分比" else unit
    number = value.number if isinstance(value, Quantity) else None
    measured = number_text(number) if number is not None else value.measured()
    return f"{value.comparison.sign}{measured}{sign}"


def percent_ends(value: Value) -> tuple[Decimal, ...]:
    """Returns a percentage, or both ends of a range of percentages; else nothing."""
    match value:
        case Percentage(number=number):
            return (number,)
        case Range(lo=lo, hi=hi, unit=unit) if unit.startswith("%"):
            return (min(lo, hi), max(lo, hi))
    return ()


def is_full_share(name: str | None, value: Value | Compared) -> bool:
    """Whether a value asks for a whole share or more: ≥100% is 100%."""
    if not isinstance(value, Percentage) or value.number != 100 or value.op not in (Operator.GE, Operator.GT):
        return False
    return not grows(f"{name or ''}{value.raw}")


def at_least(name: str | None, value: Compared) -> str:
    """Returns a value with the operator ≥; 100% for a full share."""
    if is_full_share(name, value):
        return "100%"
    return f"{value.lead}{Operator.GE}{value.measured()}"


def same_unit(one: str, other: str) -> bool:
    """Whether two units count the same: 人, 名 and 位."""
    return one == other or any({one, other} <= alike for alike in _ALIKE)


@remembered
def asked(name: str | None) -> frozenset[str] | None:
    """Returns the units that a name asks for; None for no unit.

    The unit in the name's brackets decides, else its ending.
    """
    bracketed = unit_in_name(name)
    if bracketed is not None:
        return frozenset({bracketed, *({"人次", "场次"} if bracketed == "次" else ()), *_like(bracketed)})
    ending = bare(name)
    return next((units for pattern, units in _ASKED if pattern.search(ending)), None)


def _like(unit: str) -> frozenset[str]:
    return next((alike for alike in _ALIKE if unit in alike), frozenset())


def suits(name: str | None, unit: str) -> bool:
    """Whether a unit suits a name.

    A name that asks for no unit suits all.
    """
    units = asked(name)
    return units is None or unit in units


def swapped(context: ProjectContext) -> tuple[tuple[ValueReading, ValueReading], ...]:
    """Returns pairs of indicators whose units would suit each other's names.

    Both belong to one category.
    """
    return context.once(_pairs)


def _pairs(context: ProjectContext) -> tuple[tuple[ValueReading, ValueReading], ...]:
    counted = [reading for reading in readings(context) if unit_of(reading) and "annual_value" in reading.parts]
    wrong = {reading.number for reading in counted if not suits(reading.indicator.name, unit_of(reading) or "")}
    return tuple(
        (one, other)
        for one, other in (combinations(counted, 2) if wrong else ())
        if one.indicator.level2 == other.indicator.level2
        and wrong & {one.number, other.number}
        and (_swapped(one, other) or _swapped(other, one))
    )


def _swapped(one: ValueReading, other: ValueReading) -> bool:
    """Whether the first value surely has the unit of the other.

    Its name asks for the other's unit, and the other's name does not.
    """
    mine, yours = unit_of(one) or "", unit_of(other) or ""
    wanted, theirs = asked(one.indicator.name), asked(other.indicator.name)
    if wanted is None or mine in wanted or yours not in wanted:
        return False
    return mine in theirs and yours not in theirs if theirs is not None else bare(other.name).endswith("数量")
