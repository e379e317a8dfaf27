"""What rules of content read: a project's goals and its indicators' values. What says the same twice is one thing.

A form asks for two goals and for two values of each indicator, and mostly both say the same; then a rule sees
one text, with both cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from toolkit.checks.context import ProjectContext
from toolkit.indicators.value import Composite, Kind, Qualitative, Value, parse_value, same_meaning
from toolkit.intake.result import Brief
from toolkit.model.finding import Where
from toolkit.model.indicator import Indicator
from toolkit.model.text import fold

#: The goals, each with the value of an indicator that belongs to it.
_GOALS = {"period_goal": "period_value", "annual_goal": "annual_value"}
#: Where a form has a column each for operator, number and unit, the value stands at the number.
_COMPOSED = {"annual_value": ("number", "operator", "unit"), "period_value": ()}


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


class Reading(NamedTuple):
    """One value of an indicator, read.

    Attributes:
        number: the indicator's place in the record.
        indicator: the indicator.
        text: the value as it was written.
        value: what it means.
        where: its cells.
        parts: which of the two values it is, or both.
    """

    number: int
    indicator: Indicator
    text: str
    value: Value
    where: Where
    parts: tuple[str, ...]

    @property
    def about(self) -> str:
        """The field that ties findings together."""
        return f"indicators.{self.number}"

    @property
    def name(self) -> str:
        """The indicator's name; its category where it has none."""
        return self.indicator.name or self.indicator.level2


def whole(context: ProjectContext) -> ProjectContext:
    """The project with everything that it says, where a large batch has kept only its head at hand."""
    return replace(context, read=context.read.load()) if isinstance(context.read, Brief) else context


def fingerprint(*texts: str) -> bytes:
    """Texts to compare with those of very many projects, however they are spaced."""
    return sha256("\0".join(map(fold, texts)).encode("utf-8", "surrogatepass")).digest()


def said_of_indicators(context: ProjectContext) -> bytes:
    """What the indicators say of the year, their order aside, to compare with those of very many projects."""
    rows = ((one.level2, one.name, one.annual_value or one.period_value) for one in context.project.indicators)
    return fingerprint(*sorted("\1".join(fold(text or "") for text in row) for row in rows))


def goals(context: ProjectContext) -> Iterator[Goal]:
    """The goals that are there."""
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for key, part in _GOALS.items():
        text = context.value(key)
        if isinstance(text, str):
            keys, parts = found.get(fold(text), ((), ()))
            found[fold(text)] = (*keys, key), (*parts, part)
    for keys, parts in found.values():
        text = context.value(keys[-1])
        places = [context.where(key) for key in keys if context.asks_for(key)]
        yield Goal(keys[-1], str(text), joined(places or [context.where(keys[-1])]), parts)


def readings(context: ProjectContext) -> tuple[Reading, ...]:
    """The values of all indicators, in order; two that mean the same are one.

    A period's value of its own that only says how long (全年) is none to judge: summaries have it everywhere.
    """
    return _readings(_Project(context), spelled=False)


def spellings(context: ProjectContext) -> tuple[Reading, ...]:
    """The values of all indicators, two that mean the same in different spellings apart."""
    return _readings(_Project(context), spelled=True)


class _Project:
    """A project that is the same for every rule that looks at it."""

    def __init__(self, context: ProjectContext) -> None:
        self.context = context

    def __hash__(self) -> int:
        return id(self.context.read)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Project) and self.context.read is other.context.read


@lru_cache(maxsize=256)
def _readings(project: _Project, *, spelled: bool) -> tuple[Reading, ...]:
    return tuple(_each(project.context, spelled))


def _each(context: ProjectContext, spelled: bool) -> Iterator[Reading]:
    for number, indicator in enumerate(context.project.indicators):
        period, annual = indicator.period_value, indicator.annual_value
        if period is not None and annual is not None and _same(period, annual, spelled):
            yield _reading(context, number, indicator, annual, ("period_value", "annual_value"))
            continue
        if period is not None and not _is_duration(parse_value(period)):
            yield _reading(context, number, indicator, period, ("period_value",))
        if annual is not None:
            yield _reading(context, number, indicator, annual, ("annual_value",))


def singles(value: Value) -> tuple[Value, ...]:
    """The value itself, or the parts of a list."""
    return value.parts if isinstance(value, Composite) else (value,)


def joined(places: Iterable[Where]) -> Where:
    """Places on one sheet as one: `E14,F14`."""
    places = list(places)
    cells = dict.fromkeys(place.cell for place in places if place.cell)
    return replace(places[0], cell=",".join(cells) or None)


def value_place(context: ProjectContext, number: int, part: str) -> Where:
    """The cell of one value of an indicator, its name's where a form has no cell for it."""
    keys = [f"indicators.{number}.{key}" for key in (part, *_COMPOSED[part], "name")]
    return context.where(next((key for key in keys if context.asks_for(key)), keys[0]))


def _reading(context: ProjectContext, number: int, indicator: Indicator, text: str, parts: tuple[str, ...]) -> Reading:
    where = joined(value_place(context, number, part) for part in parts)
    return Reading(number, indicator, text, parse_value(text), where, parts)


def _same(one: str, other: str, spelled: bool) -> bool:
    return fold(one) == fold(other) or (not spelled and same_meaning(parse_value(one), parse_value(other)))


def _is_duration(value: Value) -> bool:
    return isinstance(value, Qualitative) and value.kind is Kind.DURATION
