"""A percentage, with or without its sign; read as the number."""

from __future__ import annotations

import re

from toolkit.forms.definition import Field
from toolkit.forms.kinds import CellValue, FieldKind, Limit, Parsed
from toolkit.model.text import digits_apart, fold

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)%?")


def _limit(field: Field) -> Limit | None:
    return Limit("textLength", f"请填写{field.name}，如 30%。", f"{field.name}应为百分数，如 30%。", low=1, high=7)


def _parse(text: str, unit: str) -> str | None:
    match = None if digits_apart(text) else _PERCENT.fullmatch(fold(text))
    return match[1] if match else None


def _show(value: Parsed, unit: str) -> CellValue:
    return f"{str(value).rstrip('%％')}%"


KIND = FieldKind("percent", "@", False, _parse, _show, _limit)
