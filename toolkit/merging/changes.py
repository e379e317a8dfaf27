"""This year's projects compared with last year's. Pure.

One that came back and is left out, to be corrected, is not gone: nobody cancelled it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from toolkit.indicators.value import typed
from toolkit.merging.exclusions import Exclusion
from toolkit.merging.outline import project_key
from toolkit.model.records import Indicator, Project
from toolkit.model.same import name_key, unit_of, value_key
from toolkit.summary_book.sheets import RETURNED

Key = tuple[str, str, str]


class ChangeKind(StrEnum):
    """The kind of a change since last year."""

    NEW = "新增"
    CANCELLED = "取消"
    RETURNED = RETURNED
    CHANGED = "变化"
    SAME = "不变"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing on both sides.

    Attributes:
        kind: of the change.
        project: this year's record, last year's where it is gone or returned.
        indicator: the name of the indicator that is compared, None for the project's money.
        before: last year's figure as a number, None where there is none.
        after: this year's.
        before_text: last year's value as written; of money nothing.
        after_text: this year's.
    """

    kind: ChangeKind
    project: Project
    indicator: str | None = None
    before: Decimal | None = None
    after: Decimal | None = None
    before_text: str = ""
    after_text: str = ""

    @property
    def difference(self) -> Decimal | None:
        """Returns the increase; None where one side has no number."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def share(self) -> Decimal | None:
        """Returns the increase as a share of last year's; None without that."""
        return self.difference / self.before if self.difference is not None and self.before else None


def changes(
    now: Iterable[Project], previous: Iterable[Project], left_out: Iterable[Exclusion] = ()
) -> Iterator[Change]:
    """Yields every project's money with its changed indicators; cancelled projects come last.

    Args:
        now: the projects of this year.
        previous: those of last year.
        left_out: what came back this year and is to be corrected.
    """
    last = _Last(previous)
    for project in now:
        before = last.take(_keys(unit_of(project), project.project_code, project.project_name))
        yield _money(project, before)
        yield from _indicators(project, before)
    for left in left_out:
        former = last.take(_keys(left.unit, left.code, left.where.project)) if left.is_project else None
        if former is not None:
            yield Change(ChangeKind.RETURNED, former, before=former.funding.total)
    for project in last.left():
        yield Change(ChangeKind.CANCELLED, project, before=project.funding.total)


class _Last:
    """Last year's projects, each to be taken once."""

    def __init__(self, previous: Iterable[Project]) -> None:
        self._projects = dict(enumerate(sorted(previous, key=project_key)))
        self._by: dict[Key, list[int]] = {}
        for number, project in self._projects.items():
            for key in _keys(unit_of(project), project.project_code, project.project_name):
                self._by.setdefault(key, []).append(number)

    def take(self, keys: Iterable[Key]) -> Project | None:
        """Returns the project that one of the keys names, once."""
        for key in keys:
            for number in self._by.get(key, ()):
                if number in self._projects:
                    return self._projects.pop(number)
        return None

    def left(self) -> tuple[Project, ...]:
        """Returns the projects that were not taken."""
        return tuple(self._projects.values())


def _keys(unit: str | None, code: str | None, name: str | None) -> Iterator[Key]:
    """Yields the keys that name a project: its unit with code or name.

    Where the other year names no unit, the name alone is one.
    """
    if code:
        yield name_key(unit), "code", name_key(code)
    yield name_key(unit), "name", name_key(name)
    if unit:
        yield "", "name", name_key(name)


def _money(project: Project, before: Project | None) -> Change:
    after = project.funding.total
    if before is None:
        return Change(ChangeKind.NEW, project, after=after)
    kind = ChangeKind.SAME if before.funding.total == after else ChangeKind.CHANGED
    return Change(kind, project, before=before.funding.total, after=after)


def _indicators(project: Project, before: Project | None) -> Iterator[Change]:
    if before is None:
        return
    left = list(before.indicators)
    for one in project.indicators:
        other = next((old for old in left if _same_name(one, old)), None)
        if other is not None:
            left.remove(other)
        if other is None or value_key(other.annual_value) != value_key(one.annual_value):
            yield _indicator(project, other, one)
    for old in left:
        yield _indicator(project, old, None)


def _same_name(one: Indicator, other: Indicator) -> bool:
    return (one.level2, name_key(one.name)) == (other.level2, name_key(other.name))


def _indicator(project: Project, before: Indicator | None, after: Indicator | None) -> Change:
    """Returns the change of an indicator; numbers are compared in one unit only."""
    indicator = before or after
    assert indicator is not None
    was, now = (None if one is None else one.annual_value for one in (before, after))
    old, new = typed(was), typed(now)
    comparable = old.unit == new.unit and old.upper is None and new.upper is None
    kind = ChangeKind.NEW if before is None else ChangeKind.CANCELLED if after is None else ChangeKind.CHANGED
    numbers = (old.number, new.number) if comparable else (None, None)
    return Change(kind, project, indicator.name or "", *numbers, was or "", now or "")
