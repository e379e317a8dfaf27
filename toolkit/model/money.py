"""Money: an exact Decimal in 元, with the unit in which it was written."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from toolkit.model.money_units import BEHIND_NUMBER, FACTORS, WAN, YUAN, unit_named
from toolkit.model.text import digits_apart, fold

__all__ = ["MOST", "WAN", "YUAN", "decimal_text", "in_unit", "in_unit_of", "in_wan", "parse_amount"]

#: More 元 than there is. Sums and roundings of anything below are exact, of what is beyond they would fail.
MOST = Decimal(10) ** 18
_AMOUNT = re.compile(
    rf"(?:人民币|¥|￥|RMB)?(?P<number>-?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)(?P<unit>{BEHIND_NUMBER})?(?:整)?",
    re.IGNORECASE,
)


def parse_amount(text: str, unit: str) -> tuple[Decimal, str] | None:
    """Returns an amount as a person wrote it, in 元.

    Args:
        text: what stands in the cell: `36300`, `36,300.00`, `３６３００元`, `3.63万元`.
        unit: the unit of the sheet, used where the text names none.

    Returns:
        The amount in 元 and the unit it was written in, or None where the text is no amount, two of them, beyond
        `MOST`, or in an unknown unit.
    """
    if digits_apart(text) or unit not in FACTORS:
        return None
    match = _AMOUNT.fullmatch(fold(text))
    if not match or any(unicodedata.category(sign) == "No" for sign in text):  # folding makes 2 of ² and of ②
        return None
    written = unit_named(match["unit"]) if match["unit"] else unit
    try:
        number = Decimal(match["number"].replace(",", ""))
    except InvalidOperation:  # pragma: no cover - the pattern admits only numbers
        return None
    amount = number * FACTORS[written]
    return (amount, written) if abs(amount) < MOST else None


def in_unit_of(amount: Decimal, read: str, meant: str) -> Decimal:
    """Returns an amount whose number was read in one unit and meant in another."""
    return amount / FACTORS[read] * FACTORS[meant]


def in_unit(amount: Decimal, unit: str) -> Decimal:
    """Returns an amount in 元 in the unit of a sheet, exact."""
    return amount / FACTORS[unit]


def in_wan(amount: Decimal) -> Decimal:
    """Returns an amount in 元 as 万元, rounded half up to two decimals.

    For display only: totals are sums of exact amounts.
    """
    return (amount / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP)


def decimal_text(amount: Decimal) -> str:
    """Returns an amount as JSON has it: at least two decimals, no exponent."""
    normal = amount.normalize()
    exponent = normal.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < -2 else 2
    return f"{amount:.{places}f}"
