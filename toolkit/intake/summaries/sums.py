"""Whether the amounts of a row are the sums of others. Figures may be rounded for print: half a step a row passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from toolkit.forms.definition import SummaryKey
from toolkit.intake.summaries.rows import SheetRow

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of some rows.

    Attributes:
        amounts: exact sums in 元 by key; a part that no row names is missing.
        count: number of rows.
    """

    amounts: Mapping[SummaryKey, Decimal] = field(default_factory=dict)
    count: int = 0

    def plus(self, row: SheetRow) -> Sums:
        """These and one more row."""
        more = {key: self.amounts.get(key, _ZERO) + money.yuan for key, money in row.amounts.items()}
        return Sums({**self.amounts, **more}, self.count + 1)

    def minus(self, other: Sums) -> Sums:
        """These without some of their rows."""
        less = {key: amount - other.amounts.get(key, _ZERO) for key, amount in self.amounts.items()}
        return Sums(less, self.count - other.count)

    def match(self, row: SheetRow) -> bool:
        """Whether a row's amounts, as far as it has any, are these sums."""
        return bool(self.count and row.amounts) and all(
            abs(self.amounts.get(key, _ZERO) - money.yuan) <= money.step * (self.count + 1) / 2
            for key, money in row.amounts.items()
        )


def sums_of(rows: Iterable[SheetRow]) -> Sums:
    """The sums of some rows."""
    total = Sums()
    for row in rows:
        total = total.plus(row)
    return total
