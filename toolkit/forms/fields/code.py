"""A code such as 项目编码, kept as text.

Otherwise a program would turn it into 1.70001E+08.
"""

from __future__ import annotations

from toolkit.forms.definition import Field
from toolkit.forms.kinds import FieldKind, Limit, plain
from toolkit.model.text import fold


def _limit(field: Field) -> Limit | None:
    most = field.most or 30
    return Limit(
        "textLength", f"请填写{field.name}，只填数字和字母。", f"{field.name}不能超过{most}位。", low=1, high=most
    )


def _parse(text: str, unit: str) -> str | None:
    return fold(text) or None


KIND = FieldKind("code", "@", False, _parse, plain, _limit)
