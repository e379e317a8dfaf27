"""The years that a value or a name speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.indicators.value import Deadline, Period, Relation, Value, parse_value
from toolkit.model.text import fold

_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?(?:底?之?前|底|内)?")


def years(value: Value) -> tuple[int, ...]:
    """The years in which a deadline, or both ends of a period, lie."""
    if not isinstance(value, Deadline | Period):
        return ()
    ends = (value.start, value.end) if isinstance(value, Period) else (value,)
    found = (last_year(end) for end in ends if isinstance(end, Deadline))
    return tuple(year for year in found if year is not None)


def last_year(date: Deadline) -> int | None:
    """The last year in which a deadline is kept: before January 2025 is still 2024. None where no year is written."""
    first_day = date.month == 1 and date.day in (None, 1)
    if date.year is not None and date.relation is Relation.BEFORE and first_day:
        return date.year - 1
    return date.year


def dates_in_name(name: str) -> Iterator[Deadline]:
    """The deadlines that a name holds: 在2023年12月31日前完成."""
    for match in _DATE.finditer(fold(name)):
        value = parse_value(match[0])
        if isinstance(value, Deadline):
            yield value
