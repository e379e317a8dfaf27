"""Values that are a time: 2024年12月前, 2022年底, 2024年内, 12月底前, 2023.07-2024.01."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from toolkit.indicators.shapes.worded import Written


class Relation(StrEnum):
    """A deadline's relation to its date, written the standard way."""

    BEFORE = "前"
    WITHIN = "内"
    BY = ""
    END = "底"


class Precision(StrEnum):
    """The smallest part of a date that is written.

    YEAR too where only 年底 or 年内 is.
    """

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Written):
    """A time by which something is done.

    Attributes:
        year: None where it is not written (12月底前, 年内).
        month: None where only a year is meant.
        day: None where only a month is meant.
        relation: before it, within it, by it, or at its end (底前 is by the end).
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    relation: Relation = Relation.BY

    @property
    def precision(self) -> Precision:
        """The smallest part of the date that is written."""
        if self.day is not None:
            return Precision.DAY
        return Precision.YEAR if self.month is None else Precision.MONTH

    def spell(self) -> str:
        """Returns the standard spelling: 2024年12月前."""
        year = "年" if self.year is None and self.month is None else ""
        parts = ((self.year, "年"), (self.month, "月"), (self.day, "日"))
        return year + "".join(f"{part}{name}" for part, name in parts if part is not None) + self.relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Written):
    """A time from one month or day to another: 2023.07-2024.01."""

    start: Deadline
    end: Deadline

    def spell(self) -> str:
        """Returns the standard spelling: 2023年7月-2024年1月."""
        return f"{self.start.spell()}-{self.end.spell()}"


_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_MONTH = r"(?P<month>[0-9]{1,2})月份?(?:(?P<day>[0-9]{1,2})[日号])?"
_NUMERIC = _YEAR + r"(?P<sign>[-./])(?P<month>[0-9]{1,2})(?:(?P=sign)(?P<day>[0-9]{1,2}))?"
_RELATION = r"(?:年?(?P<end>[底末])(?:[之以]?前)?|(?P<within>度?[之以]?内|度)|(?P<before>[之以]?前))"
_DONE = r"(?:全部|完成|办结|完工|竣工|验收|发放|支付|拨付|到位|完毕){0,3}"
_PATTERNS = tuple(
    re.compile(rf"(?:在|于|截至|截止到?)?{date}{_DONE}")
    for date in (
        rf"{_YEAR}年(?:{_MONTH})?{_RELATION}?",
        rf"{_NUMERIC}{_RELATION}?",
        rf"{_MONTH}{_RELATION}?",
        rf"[当本]?年(?!度\Z){_RELATION}",
    )
)
_UNTIL = re.compile(r"[至到~–-]|—+")
_LONGEST = 40


def read_deadline(text: str, raw: str) -> Deadline | None:
    """Returns a folded text as a deadline; None where it names no date.

    A day that no calendar has is no date.
    """
    match = next(filter(None, (pattern.fullmatch(text) for pattern in _PATTERNS)), None)
    if match is None:
        return None
    found = match.groupdict()
    year, month, day = (int(found[part]) if found.get(part) else None for part in ("year", "month", "day"))
    if month is not None:
        if not 1 <= month <= 12:
            return None
        # A leap year where none is written: 2月29日前 may be right.
        if day is not None and not 1 <= day <= calendar.monthrange(year or 2024, month)[1]:
            return None
    named = {"end": Relation.END, "within": Relation.WITHIN, "before": Relation.BEFORE}
    relation = next((relation for name, relation in named.items() if found[name]), Relation.BY)
    return Deadline(raw=raw, year=year, month=month, day=day, relation=relation)


def read_period(text: str, raw: str) -> Period | None:
    """Returns a folded text as a period; None where it is none.

    A last month without a year belongs to the first one's year.
    """
    if len(text) > _LONGEST:
        return None
    for until in _UNTIL.finditer(text):
        first, last = text[: until.start()], text[until.end() :]
        start, end = read_deadline(first, first), read_deadline(last, last)
        if start and end:
            return Period(raw=raw, start=start, end=end if end.year else replace(end, year=start.year))
    return None
