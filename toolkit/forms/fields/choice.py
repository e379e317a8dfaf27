"""A text from a list."""

from __future__ import annotations

from toolkit.forms.definition import Field
from toolkit.forms.kinds import FieldKind, Limit, plain
from toolkit.model.text import clean_name


def _limit(field: Field) -> Limit | None:
    return Limit("list", f"请从下拉列表中选择{field.name}。", f"{field.name}只能从列表中选择。")


def _parse(text: str, unit: str) -> str | None:
    return clean_name(text) or None


KIND = FieldKind("choice", "@", False, _parse, plain, _limit)
