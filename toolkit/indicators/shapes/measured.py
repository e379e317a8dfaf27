"""Values with a number: ≥90%满意, 75000元, ≤180元/套, 约40人, 80%-90%."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from toolkit.indicators.quantities import number_text
from toolkit.indicators.shapes.worded import Compared, Written
from toolkit.model.money import parse_amount


def worth(unit: str) -> Decimal:
    """Returns one 元, 万元 or 亿元 in 元.

    Raises ValueError for any other unit.
    """
    parsed = parse_amount(f"1{unit}", unit)
    if parsed is None:
        raise ValueError(f"not a unit of money: {unit!r}")
    return parsed[0]


def _each(per: tuple[str, ...]) -> str:
    return "".join(f"/{one}" for one in per)


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentage(Compared):
    """A share: 100%, ≥90%, 90%及以上, ≥90%发放到位.

    Attributes:
        number: in percent, 90.
    """

    number: Decimal

    def measured(self) -> str:
        """Returns the number and what follows: 90%满意."""
        return f"{number_text(self.number)}%{self.trailing}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyAmount(Compared):
    """Money in any form; `Money` and `UnitPrice` are its two kinds.

    Attributes:
        amount: exact, in 元; 7.5万元 and 75000元 are equal.
        unit_as_written: 元, 万元, 千元 or 亿元.
    """

    amount: Decimal
    unit_as_written: str = field(compare=False)

    def measured(self) -> str:
        """Returns the amount in the unit it was written in: 12万元."""
        number = self.amount / worth(self.unit_as_written)
        return f"{number_text(number)}{self.unit_as_written}{self.trailing}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Money(MoneyAmount):
    """A sum: 75000元, ≤3万元."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPrice(MoneyAmount):
    """Money for each of something: 45000元/人/年.

    Attributes:
        per: what it is paid for, in order: 人, 年.
    """

    per: tuple[str, ...]

    def measured(self) -> str:
        """Returns the amount and what it is paid for: 45000元/人/年."""
        return MoneyAmount.measured(self) + _each(self.per)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Compared):
    """A number of something: 1500份, ≥2台电脑, 约862人次, 500.

    Attributes:
        number: 万 and 亿 are multiplied out, 6万人 is 60000.
        unit: empty where none is written.
    """

    number: Decimal
    unit: str

    def measured(self) -> str:
        """Returns number, unit and what follows: 2台电脑."""
        return f"{number_text(self.number)}{self.unit}{self.trailing}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency(Compared):
    """A number for each of something: 每年至少24次, 1人/每周三, 1人1档.

    Attributes:
        count: how many.
        unit: of what.
        per: for each time or thing, without 每: 年.
    """

    count: Decimal
    unit: str
    per: tuple[str, ...]

    def measured(self) -> str:
        """Returns the count for each time or thing: 24次/年."""
        return f"{number_text(self.count)}{self.unit}{self.trailing}{_each(self.per)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range(Compared):
    """A range from one number to another: 80%-90%, 3至5次.

    Attributes:
        lo: lower number, as written first.
        hi: higher number.
        unit: everything behind, %, 次, 万元/年.
    """

    lo: Decimal
    hi: Decimal
    unit: str

    def measured(self) -> str:
        """Returns both numbers and the unit: 3-5次."""
        return f"{number_text(self.lo)}-{number_text(self.hi)}{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance(Written):
    """An allowed deviation: ±3%以内, 100±5人.

    Attributes:
        number: 3.
        unit: %.
        centre: the number in the middle, None where only the deviation is written.
    """

    number: Decimal
    unit: str
    centre: Decimal | None = None

    def spell(self) -> str:
        """Returns the standard spelling: ±3%."""
        centre = "" if self.centre is None else number_text(self.centre)
        return f"{centre}±{number_text(self.number)}{self.unit}"


Measured = Percentage | Money | UnitPrice | Quantity | Frequency | Range
