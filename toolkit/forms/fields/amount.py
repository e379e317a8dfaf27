"""An amount of money in the unit of the sheet; read into 元."""

from __future__ import annotations

from toolkit.forms.definition import Field
from toolkit.forms.kinds import Amount, CellValue, FieldKind, Limit, Parsed, plain
from toolkit.model.money import parse_amount

_MOST = 100_000_000_000


def _limit(field: Field) -> Limit | None:
    return Limit(
        "decimal",
        f"请填写{field.name}，只填数字，不写单位，注意金额单位。",
        f"{field.name}应为大于0的数字，不要带单位、空格或文字。",
        low=0,
        high=_MOST,
    )


def _parse(text: str, unit: str) -> Amount | None:
    read = parse_amount(text, unit)
    return Amount(*read) if read else None


def _show(value: Parsed, unit: str) -> CellValue:
    if not isinstance(value, Amount):
        return plain(value, unit)
    one = parse_amount(f"1{unit}", unit)
    amount = value.yuan / one[0] if one else value.yuan
    return int(amount) if amount == amount.to_integral_value() else amount


KIND = FieldKind("amount", "General", True, _parse, _show, _limit)
