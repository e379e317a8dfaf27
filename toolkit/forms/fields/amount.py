"""An amount of money in the sheet's unit, read into 元."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from toolkit.forms.definition import Field
from toolkit.forms.kinds import Amount, CellValue, FieldKind, Limit, Parsed, plain
from toolkit.model.money import parse_amount

_MOST = 100_000_000_000
_WITH_EXPONENT = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?[eE]\+?[0-9]{1,2}")
_LONGEST = 40  # longer texts are no such number


def _limit(field: Field) -> Limit | None:
    return Limit(
        "decimal",
        f"请填写{field.name}，只填数字，不写单位，注意金额单位。",
        f"{field.name}应为大于0的数字，不要带单位、空格或文字。",
        low=0,
        high=_MOST,
    )


def without_exponent(text: str) -> str | None:
    """Returns a number with an exponent in full: 100000 for 1E5; else None."""
    match = _WITH_EXPONENT.fullmatch(unicodedata.normalize("NFKC", text[:_LONGEST]).strip())
    return f"{Decimal(match[0]):f}" if match else None


def _parse(text: str, unit: str) -> Amount | None:
    read = parse_amount(without_exponent(text) or text, unit)
    return Amount(*read) if read else None


def _show(value: Parsed, unit: str) -> CellValue:
    if not isinstance(value, Amount):
        return plain(value, unit)
    one = parse_amount(f"1{unit}", unit)
    amount = value.yuan / one[0] if one else value.yuan
    return int(amount) if amount == amount.to_integral_value() else amount


KIND = FieldKind("amount", "General", True, _parse, _show, _limit)
