"""A text of several sentences, such as a goal; line breaks stay."""

from __future__ import annotations

from toolkit.forms.definition import Field
from toolkit.forms.kinds import FieldKind, Limit, plain


def _limit(field: Field) -> Limit | None:
    most = field.most or 2000
    return Limit(
        "textLength",
        f"请写明{field.name}：做什么、做多少、达到什么效果。不超过{most}字，换行按 Alt+Enter。",
        f"{field.name}不能超过{most}字。",
        low=1,
        high=most,
    )


def _parse(text: str, unit: str) -> str | None:
    return text.replace("\r\n", "\n").replace("\r", "\n") if text.strip() else None


KIND = FieldKind("long_text", "@", False, _parse, plain, _limit)
