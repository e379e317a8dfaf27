"""The summary in numbers, and where printed figures do not add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from toolkit.merging.tally import Subtotal, Tally
from toolkit.merging.tree import Group, printed
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.text import natural


@dataclass(frozen=True, slots=True)
class Rounding:
    """A total that differs from the sum of the rounded figures below it.

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
    """Yields every total that differs from the sum of its printed rows."""
    for group in top.all():
        if group.below is None:
            continue
        for part in MONEY_KEYS:
            total = printed(getattr(group.funding, part), group.below.unit)
            added = group.below.printed.get(part, Decimal("0.00"))
            if total != added:
                yield Rounding(group.name, part, total, added)


#: Units that are listed one by one.
LARGEST = 1000


class Share(NamedTuple):
    """The projects of a unit or type, and their share of all money.

    Attributes:
        name: of the unit or type.
        projects: how many.
        indicators: how many in all.
        amount: sum of the totals in 元.
        share: of all money, None where there is none.
    """

    name: str
    projects: int
    indicators: int
    amount: Decimal
    share: Decimal | None


class CategoryCount(NamedTuple):
    """A category of indicators (数量指标), how many there are and in how many projects."""

    level1: str
    level2: str
    indicators: int
    projects: int


def by_unit(tally: Tally) -> tuple[Share, ...]:
    """Returns the units in the summary's order; the last of very many together."""
    shares = tuple(_shares(tally.units, tally.figures.exact.get("total")))
    return (*shares[:LARGEST], *_together(shares[LARGEST:]))


def by_type(tally: Tally) -> tuple[Share, ...]:
    """Returns the types of projects, the one with most money first."""
    shares = _shares(tally.types, tally.figures.exact.get("total"))
    return tuple(sorted(shares, key=lambda share: (-share.amount, natural(share.name))))


def by_category(tally: Tally) -> tuple[CategoryCount, ...]:
    """Returns the categories of indicators: product, then benefit, then satisfaction."""
    pairs = sorted(tally.indicators, key=_level)
    return tuple(CategoryCount(*pair, tally.indicators[pair], tally.categories[pair]) for pair in pairs)


def _together(shares: Sequence[Share]) -> Iterator[Share]:
    if shares:
        projects, indicators = (sum(counts) for counts in zip(*(share[1:3] for share in shares), strict=True))
        amount = sum((share.amount for share in shares), Decimal(0))
        part = sum((share.share for share in shares if share.share is not None), Decimal(0))
        yield Share(f"其余 {len(shares)} 个单位", projects, indicators, amount, part)


def _shares(parts: Mapping[str, Subtotal], total: Decimal | None) -> Iterator[Share]:
    for name, part in parts.items():
        share = part.amount / total if total else None
        yield Share(name, part.projects, part.indicators, part.amount, share)


#: The order of the framework: what is produced, what it does, who is content.
_LEVELS = ("成本", "数量", "质量", "时效", "经济", "社会", "生态", "可持续", "服务对象")


def _level(pair: tuple[str, str]) -> tuple[int, int, str, str]:
    first = next((n for n, word in enumerate(("成本", "产出", "效益", "满意度")) if pair[0].startswith(word)), 9)
    second = next((n for n, word in enumerate(_LEVELS) if pair[1].startswith(word)), 99)
    return first, second, *pair
