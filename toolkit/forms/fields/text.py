"""A short text on one line: a name, a unit."""

from __future__ import annotations

from toolkit.forms.definition import Field
from toolkit.forms.kinds import FieldKind, Limit, plain
from toolkit.model.text import clean_name


def _limit(field: Field) -> Limit | None:
    most = field.most or 200
    return Limit(
        "textLength",
        f"请填写{field.name}，不超过{most}字。",
        f"{field.name}不能超过{most}字。",
        low=1,
        high=most,
    )


def _parse(text: str, unit: str) -> str | None:
    return clean_name(text) or None


KIND = FieldKind("text", "@", False, _parse, plain, _limit)
