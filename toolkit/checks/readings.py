"""Goals, values and years as rules of content read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from toolkit.checks.context import ProjectContext
from toolkit.indicators.value import (
    Composite,
    Deadline,
    Period,
    Qualitative,
    Relation,
    ShapeKind,
    Value,
    parse_value,
    same_meaning,
)
from toolkit.model.evidence import RecordHead
from toolkit.model.finding import Where
from toolkit.model.records import Indicator
from toolkit.model.text import fold

_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?(?:底?之?前|底|内)?")


def years(value: Value) -> tuple[int, ...]:
    """Returns the years in which a deadline, or both ends of a period, lie."""
    if not isinstance(value, Deadline | Period):
        return ()
    ends = (value.start, value.end) if isinstance(value, Period) else (value,)
    found = (last_year(end) for end in ends if isinstance(end, Deadline))
    return tuple(year for year in found if year is not None)


def last_year(date: Deadline) -> int | None:
    """Returns the last year in which a deadline is kept; None without a year.

    Before January 2025 is still 2024.
    """
    first_day = date.month == 1 and date.day in (None, 1)
    if date.year is not None and date.relation is Relation.BEFORE and first_day:
        return date.year - 1
    return date.year


def dates_in_name(name: str) -> Iterator[Deadline]:
    """Yields the deadlines in a name: 在2023年12月31日前完成."""
    for match in _DATE.finditer(fold(name)):
        value = parse_value(match[0])
        if isinstance(value, Deadline):
            yield value


#: The goals, each with the value of an indicator that belongs to it.
_GOALS = {"period_goal": "period_value", "annual_goal": "annual_value"}
_BOTH = tuple(_GOALS.values())


class Goal(NamedTuple):
    """A goal as it was written.

    Attributes:
        key: its field; the annual one where both say the same.
        text: the text.
        where: its cells.
        parts: the values of indicators that it speaks of, `period_value` and `annual_value`.
    """

    key: str
    text: str
    where: Where
    parts: tuple[str, ...]


class ValueReading(NamedTuple):
    """One value of an indicator with its meaning.

    Attributes:
        number: the indicator's place in the record.
        indicator: the indicator.
        text: the value as it was written.
        value: what it means.
        parts: which of the two values it is, or both.
        context: the project it stands in.
    """

    number: int
    indicator: Indicator
    text: str
    value: Value
    parts: tuple[str, ...]
    context: ProjectContext

    @property
    def where(self) -> Where:
        """The cells of the value, found only when somebody asks."""
        cells = [_cell(self.context, self.number, part) for part in self.parts]
        return self.context.at(",".join(dict.fromkeys(cells)))

    @property
    def about(self) -> str:
        """The field that ties findings together."""
        return f"indicators.{self.number}"

    @property
    def name(self) -> str:
        """The indicator's name; its category where it has none."""
        return self.indicator.name or self.indicator.level2


def full_record(context: ProjectContext) -> ProjectContext:
    """Returns the project with all its content.

    A large batch keeps only the heads of its records at hand.
    """
    read = context.read
    return ProjectContext(context.rule, context.settings, read=read.load()) if isinstance(read, RecordHead) else context


def fingerprint(*texts: str) -> bytes:
    """Returns a digest of texts, spacing aside, to compare very many projects."""
    return sha256("\0".join(map(fold, texts)).encode("utf-8", "surrogatepass")).digest()


def said_of_indicators(context: ProjectContext) -> bytes:
    """Returns a digest of the year's indicators, in whatever order."""
    rows = ((one.level2, one.name, one.annual_value or one.period_value) for one in context.project.indicators)
    return fingerprint(*sorted("\1".join(fold(text or "") for text in row) for row in rows))


def goals(context: ProjectContext) -> tuple[Goal, ...]:
    """Returns the goals that are filled in."""
    return context.once(_goals)


def _goals(context: ProjectContext) -> tuple[Goal, ...]:
    found: dict[str, list[str]] = {}
    for key in _GOALS:
        text = context.value(key)
        if isinstance(text, str):
            found.setdefault(fold(text), []).append(key)
    return tuple(_goal(context, keys) for keys in found.values())


def _goal(context: ProjectContext, keys: list[str]) -> Goal:
    """Returns a goal whose text is in one field or in both."""
    asked = [key for key in keys if context.asks_for(key)] or keys[-1:]
    where = joined(map(context.where, asked))
    return Goal(keys[-1], str(context.value(keys[-1])), where, tuple(_GOALS[key] for key in keys))


def readings(context: ProjectContext) -> tuple[ValueReading, ...]:
    """Returns the values of all indicators in order; two with one meaning count once.

    A period's value of its own that only says how long (全年) is none to judge: summaries have it everywhere.
    """
    return context.once(_readings)


def spellings(context: ProjectContext) -> tuple[ValueReading, ...]:
    """Returns the values of all indicators; different spellings of one meaning stay apart."""
    return context.once(_spellings)


def _readings(context: ProjectContext) -> tuple[ValueReading, ...]:
    return tuple(_each(context, spelled=False))


def _spellings(context: ProjectContext) -> tuple[ValueReading, ...]:
    return tuple(_each(context, spelled=True))


def _each(context: ProjectContext, spelled: bool) -> Iterator[ValueReading]:
    for number, indicator in enumerate(context.project.indicators):
        period, annual = indicator.period_value, indicator.annual_value
        if period is not None and annual is not None and _same(period, annual, spelled):
            yield ValueReading(number, indicator, annual, parse_value(annual), _BOTH, context)
            continue
        if period is not None and not _is_duration(parse_value(period)):
            yield ValueReading(number, indicator, period, parse_value(period), ("period_value",), context)
        if annual is not None:
            yield ValueReading(number, indicator, annual, parse_value(annual), ("annual_value",), context)


def singles(value: Value) -> tuple[Value, ...]:
    """Returns the value itself, or the parts of a list."""
    return value.parts if isinstance(value, Composite) else (value,)


def joined(places: Iterable[Where]) -> Where:
    """Returns places on one sheet as one place: `E14,F14`."""
    first, *more = places
    cells = dict.fromkeys(place.cell for place in (first, *more) if place.cell)
    return Where(first.file, first.sheet, ",".join(cells) or None, first.project)


def _cell(context: ProjectContext, number: int, part: str) -> str:
    """Returns the cell of an indicator's value, else that of its name."""
    for key in (part, "name"):
        placed = context.placed(f"indicators.{number}.{key}")
        if placed is not None:
            return placed.cell
    return context.read.source.range


def _same(one: str, other: str, spelled: bool) -> bool:
    return (
        one == other or fold(one) == fold(other) or (not spelled and same_meaning(parse_value(one), parse_value(other)))
    )


def _is_duration(value: Value) -> bool:
    return isinstance(value, Qualitative) and value.kind is ShapeKind.DURATION
