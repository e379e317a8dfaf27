"""A year of four digits."""

from __future__ import annotations

import re

from toolkit.forms.definition import Field
from toolkit.forms.kinds import FieldKind, Limit, plain
from toolkit.model.text import fold

FIRST, LAST = 2000, 2099
_YEAR = re.compile(r"(20\d\d)(?:\.0+)?年?(?:度)?")


def _limit(field: Field) -> Limit | None:
    return Limit(
        "whole",
        f"请填写四位数的{field.name}，如 2024。",
        f"{field.name}应为四位数的年份。",
        low=FIRST,
        high=LAST,
    )


def _parse(text: str, unit: str) -> int | None:
    match = _YEAR.fullmatch(fold(text))
    return int(match[1]) if match else None


KIND = FieldKind("year", "0", True, _parse, plain, _limit)
