"""What a group's row and the sheet's columns need to know of the amounts below: sums, exact and as printed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from toolkit.model.money import WAN
from toolkit.model.project import Funding
from toolkit.model.schema import MONEY_KEYS

_SHOWN = Decimal("0.01")
_ZERO = Decimal(0)


def in_unit(amount: Decimal, unit: str) -> Decimal:
    """An amount in 元 in the unit of a sheet, exact."""
    return amount / 10_000 if unit == WAN else amount


def printed(amount: Decimal | None, unit: str) -> Decimal:
    """An amount as a sheet prints it; nothing where it is not named."""
    return _ZERO if amount is None else in_unit(amount, unit).quantize(_SHOWN, ROUND_HALF_UP)


@dataclass(slots=True)
class Figures:
    """Sums that grow amount by amount.

    Attributes:
        unit: of the sheet on which they are printed.
        exact: sums in 元 of each part of the money over those that name it; a part that none names is missing.
        printed: sums of the figures as they are printed, each rounded for itself.
        most: of each part the largest amount and the smallest, by which its column gets its width.
    """

    unit: str
    exact: dict[str, Decimal] = field(default_factory=dict)
    printed: dict[str, Decimal] = field(default_factory=dict)
    most: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)

    def add(self, funding: Funding) -> None:
        """Add the money of a row."""
        for part in MONEY_KEYS:
            amount: Decimal | None = getattr(funding, part)
            if amount is not None:
                self.exact[part] = self.exact.get(part, _ZERO) + amount
                self.printed[part] = self.printed.get(part, _ZERO) + printed(amount, self.unit)
                most, least = self.most.get(part, (amount, amount))
                self.most[part] = max(most, amount), min(least, amount)

    def funding(self) -> Funding:
        """The exact sums."""
        sums: Any = {part: self.exact.get(part) for part in MONEY_KEYS}
        return Funding(**sums)

    def widest(self, part: str) -> int:
        """Characters of the longest amount of a part, as it is printed."""
        return max((len(f"{in_unit(amount, self.unit):,.2f}") for amount in self.most.get(part, ())), default=0)


def add_up(fundings: Iterable[Funding]) -> Funding:
    """Exact sums in 元, each over those that name the part; None where none does."""
    sums = Figures("元")
    for funding in fundings:
        sums.add(funding)
    return sums.funding()
