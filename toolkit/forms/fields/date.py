"""A date, read as ISO text: 2024-07-01, or 2024-07 where no day is named."""

from __future__ import annotations

import re
from datetime import date

from toolkit.forms.definition import Field
from toolkit.forms.kinds import FieldKind, Limit, plain
from toolkit.model.text import digits_apart, fold

_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:[-./年](?P<month>\d{1,2})(?:[-./月](?P<day>\d{1,2})日?|月)?|(?P<digits>\d{4}))"
)
#: The time that a cell with a date shows behind it.
_MIDNIGHT = re.compile(r"(?<=\d)\s+0{1,2}:00(?::00)?$")


def _limit(field: Field) -> Limit | None:
    return Limit(
        "textLength", f"请填写{field.name}，如 2024-07-01。", f"{field.name}应为日期，如 2024-07-01。", low=1, high=20
    )


def _parse(text: str, unit: str) -> str | None:
    day_alone = _MIDNIGHT.sub("", text.strip())
    match = None if digits_apart(day_alone) else _DATE.fullmatch(fold(day_alone))
    if match is None:
        return None
    digits = match["digits"]
    month, day = (digits[:2], digits[2:]) if digits else (match["month"], match["day"])
    try:
        found = date(int(match["year"]), int(month), int(day or 1))
    except ValueError:
        return None
    return found.isoformat() if day else f"{found:%Y-%m}"


KIND = FieldKind("date", "@", False, _parse, plain, _limit)
