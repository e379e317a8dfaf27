"""Figures are printed rounded, totals are exact: where the printed ones do not add up, the sheet says so. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from toolkit.intake.summary_record import MONEY
from toolkit.merge.summary import Group
from toolkit.model.money import WAN
from toolkit.model.project import Funding

_SHOWN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Rounding:
    """A total that the figures printed below it do not add up to, because each is rounded for show.

    Attributes:
        group: name of the total's row.
        part: key of the column.
        printed: the total as printed, in the sheet's unit.
        added: sum of what is printed below it.
    """

    group: str
    part: str
    printed: Decimal
    added: Decimal


def in_unit(amount: Decimal, unit: str) -> Decimal:
    """An amount in 元 in the unit of a sheet, exact."""
    return amount / 10_000 if unit == WAN else amount


def roundings(top: Group, unit: str) -> Iterator[Rounding]:
    """Every total of a summary that its printed rows do not add up to."""
    for _, line in top.lines():
        if not isinstance(line, Group):
            continue
        below = [group.funding for group in line.groups] + [row.project.funding for row in line.rows]
        for part in MONEY:
            total = _printed(line.funding, part, unit)
            added = sum((_printed(funding, part, unit) for funding in below), Decimal(0))
            if total != added:
                yield Rounding(line.name, part, total, added)


def _printed(funding: Funding, part: str, unit: str) -> Decimal:
    """An amount as printed; nothing where it is not named."""
    amount: Decimal | None = getattr(funding, part)
    return Decimal(0) if amount is None else in_unit(amount, unit).quantize(_SHOWN, ROUND_HALF_UP)
