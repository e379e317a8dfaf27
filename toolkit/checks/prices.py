"""Prices of a project and the quantities that they pay for.

180元/套 pays for 8套. Where the quantity is not sure, the price has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import ValueReading, readings, singles
from toolkit.checks.units import same_unit
from toolkit.checks.words import QUANTITY, is_cost, pairs, thing
from toolkit.indicators.value import MoneyAmount, Operator, Quantity, UnitPrice, Value

#: How often a price for each of these times is paid in a budget year; others say nothing sure.
_YEARLY = {"年": 1, "年度": 1, "半年": 2, "季度": 4, "季": 4, "月": 12}
_PERSON = "人"


class Priced(NamedTuple):
    """A price with its quantity.

    Attributes:
        price: the cost indicator.
        quantity: the indicator that counts what is paid for.
        total: their product in 元; of several prices in one value the highest counts.
        ceiling: whether the price is fixed or an upper bound.
    """

    price: ValueReading
    quantity: ValueReading
    total: Decimal
    ceiling: bool


def priced(context: ProjectContext) -> tuple[Priced, ...]:
    """Returns the prices among a project's cost indicators whose quantity is clear."""
    return context.once(_priced)


def _priced(context: ProjectContext) -> tuple[Priced, ...]:
    return tuple(_each(context))


def _each(context: ProjectContext) -> Iterator[Priced]:
    values = [reading for reading in readings(context) if "annual_value" in reading.parts]
    counted = [one for one in values if one.indicator.level2 == QUANTITY and isinstance(one.value, Quantity)]
    for price in values:
        if not is_cost(price.indicator):
            continue
        amounts = [part for part in singles(price.value) if isinstance(part, UnitPrice)]
        if not amounts or len({part.per for part in amounts}) > 1:
            continue
        quantity = _quantity(price, amounts[0], counted)
        times = _times(amounts[0])
        if quantity is not None and times is not None and isinstance(quantity.value, Quantity):
            highest = max(part.amount for part in amounts)
            ceiling = not any(part.op in (Operator.GT, Operator.GE) for part in amounts)
            yield Priced(price, quantity, highest * times * quantity.value.number, ceiling)


def money(reading: ValueReading) -> bool:
    """Whether a value names money."""
    return any(isinstance(part, MoneyAmount) for part in singles(reading.value))


def _times(price: UnitPrice) -> int | None:
    """Returns how often a year a price is paid; None if unclear.

    A price for two things, or for a time that does not count, is unclear.
    """
    times = [_YEARLY[per] for per in price.per if per in _YEARLY]
    return (times or [1])[0] if len(price.per) - len(times) <= 1 and len(times) <= 1 else None


def _quantity(price: ValueReading, amount: UnitPrice, counted: list[ValueReading]) -> ValueReading | None:
    """Returns the one indicator that counts the priced thing; None if unclear.

    It has the same unit, and the most words in common with the price.
    """
    units = [per.partition("(")[0] for per in amount.per if per not in _YEARLY] or [_PERSON]
    words = thing(price.indicator.name)
    shared = {
        reading.number: len(words & (thing(reading.indicator.name) | _goods(reading.value)))
        for reading in counted
        if isinstance(reading.value, Quantity) and same_unit(reading.value.unit, units[0])
    }
    best = max(shared.values(), default=0)
    numbers = [number for number, common in shared.items() if common == best]
    return next(one for one in counted if one.number == numbers[0]) if best and len(numbers) == 1 else None


def _goods(value: Value) -> frozenset[str]:
    return pairs(value.trailing) if isinstance(value, Quantity) else frozenset()
