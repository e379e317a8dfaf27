"""An indicator's value in columns for sorting and filtering: operator, number, unit."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from toolkit.indicators.shapes.worded import Compared
from toolkit.indicators.value import (
    Frequency,
    MoneyAmount,
    Percentage,
    Quantity,
    Range,
    Tolerance,
    UnitPrice,
    parse_value,
)


class Typed(NamedTuple):
    """A value in columns; empty where it has no clear shape.

    Attributes:
        operator: ≥, ≤, =, 约 and the like; ± for a tolerance; empty where none is written.
        number: the number, of a range the lower one; of 90% it is 90, of money it is in 元.
        upper: the higher number of a range.
        unit: %, 次, 元/人.
    """

    operator: str = ""
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""


def typed(text: str | None) -> Typed:
    """Returns a value as written, in columns."""
    value = parse_value(text or "")
    sign = value.comparison.sign if isinstance(value, Compared) else ""
    match value:
        case Percentage(number=number):
            return Typed(sign, number, None, "%")
        case UnitPrice(amount=amount, per=per):
            return Typed(sign, amount, None, "/".join(("元", *per)))
        case MoneyAmount(amount=amount):
            return Typed(sign, amount, None, "元")
        case Quantity(number=number, unit=unit):
            return Typed(sign, number, None, unit)
        case Frequency(count=number, unit=unit, per=per):
            return Typed(sign, number, None, "/".join((unit, *per)))
        case Range(lo=lower, hi=upper, unit=unit):
            return Typed(sign, lower, upper, unit)
        case Tolerance(number=number, unit=unit, centre=None):
            return Typed("±", number, None, unit)
    return Typed()
