"""Figures are printed rounded, totals are exact: where the printed ones do not add up, the sheet says so. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.merge.figures import printed
from toolkit.merge.group import Group
from toolkit.model.schema import MONEY_KEYS


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


def roundings(top: Group) -> Iterator[Rounding]:
    """Every total of a summary that its printed rows do not add up to."""
    for group in top.all():
        if group.below is None:
            continue
        for part in MONEY_KEYS:
            total = printed(getattr(group.funding, part), group.below.unit)
            added = group.below.printed.get(part, Decimal("0.00"))
            if total != added:
                yield Rounding(group.name, part, total, added)
