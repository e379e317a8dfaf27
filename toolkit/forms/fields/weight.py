"""A weight in points (权重、分值), a number so that the self-check adds it."""

from __future__ import annotations

import re
from decimal import Decimal

from toolkit.forms.definition import Field
from toolkit.forms.kinds import CellValue, FieldKind, Limit, Parsed, plain
from toolkit.model.text import digits_apart, fold

_MOST = 100
_EXACT = re.compile(r"0|[1-9]\d{0,2}(?:\.\d*[1-9])?")
_POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?)[%分]?")


def _limit(field: Field) -> Limit | None:
    return Limit(
        "decimal", f"请填写{field.name}，只填数字，如 10。", f"{field.name}应为0到{_MOST}之间的数字。", high=_MOST
    )


def _parse(text: str, unit: str) -> str | None:
    match = None if digits_apart(text) else _POINTS.fullmatch(fold(text))
    return match[1] if match else None


def _show(value: Parsed, unit: str) -> CellValue:
    """Returns a number where it reads back as written, else the text."""
    if not isinstance(value, str) or not _EXACT.fullmatch(value):
        return plain(value, unit)
    return Decimal(value) if "." in value else int(value)


KIND = FieldKind("weight", "General", True, _parse, _show, _limit)
