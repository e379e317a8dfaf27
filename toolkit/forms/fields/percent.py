"""A percentage, with or without its sign; read as the number.

Without a sign, 0.45 and 1 may as well mean 45% and 100%: they are none.
"""

from __future__ import annotations

import re
from decimal import Decimal

from toolkit.forms.definition import Field
from toolkit.forms.kinds import CellValue, FieldKind, Limit, Parsed
from toolkit.model.text import digits_apart, fold

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)(%?)")


def _limit(field: Field) -> Limit | None:
    return Limit("textLength", f"请填写{field.name}，如 30%。", f"{field.name}应为百分数，如 30%。", low=1, high=7)


def _parse(text: str, unit: str) -> str | None:
    match = None if digits_apart(text) else _PERCENT.fullmatch(fold(text))
    if match is None or (not match[2] and 0 < Decimal(match[1]) <= 1):
        return None
    return match[1]


def _parse_share(text: str, unit: str) -> str | None:
    match = None if digits_apart(text) else _PERCENT.fullmatch(fold(text))
    return match[1] if match else None


def _show(value: Parsed, unit: str) -> CellValue:
    return f"{str(value).rstrip('%％')}%"


KIND = FieldKind("percent", "@", False, _parse, _show, _limit)
#: The same for a step of a spending plan, which must end at 100: a plan of fractions is an error of its own.
SHARE = FieldKind("percent", "@", False, _parse_share, _show, _limit)
