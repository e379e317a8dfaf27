"""A telephone number, kept as a text; several may stand in one cell."""

from __future__ import annotations

import re

from toolkit.forms.definition import Field
from toolkit.forms.kinds import FieldKind, Limit, plain
from toolkit.model.text import clean_name, fold

_FEWEST, _LONGEST = 5, 60
_DIGIT = re.compile(r"[0-9]")
#: A number that a program has rounded (1.38E+10) is none any more.
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")


def _limit(field: Field) -> Limit | None:
    return Limit(
        "textLength",
        f"请填写{field.name}，如 13800000000 或 0769-12345678。",
        f"{field.name}应有{_FEWEST}位以上数字，不超过{_LONGEST}字。",
        low=_FEWEST,
        high=_LONGEST,
    )


def _parse(text: str, unit: str) -> str | None:
    folded = fold(text)
    if _ROUNDED.fullmatch(folded) or len(_DIGIT.findall(folded)) < _FEWEST:
        return None
    return clean_name(text)


KIND = FieldKind("phone", "@", False, _parse, plain, _limit)
