"""The comparison of a round with last year's: amounts by unit, changed projects. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.ledger_rows import ProjectKey
from toolkit.model.project_state import ProjectState
from toolkit.rounds.round_status import RoundStatus


@dataclass(frozen=True, slots=True)
class YearPair:
    """Amounts in 元 of one unit, or of all, in two years.

    Attributes:
        unit: its name; empty for all.
        before: last year's accepted amount.
        now: this year's expected amount.
        accepted: this year's accepted amount.
        bars: both amounts in thousandths of the longest bar of the table.
    """

    unit: str
    before: Decimal
    now: Decimal
    accepted: Decimal
    bars: tuple[int, int] = (0, 0)

    @property
    def difference(self) -> Decimal:
        """This year's amount less last year's."""
        return self.now - self.before

    @property
    def percent(self) -> str:
        """The difference in percent of last year, with its sign; empty without last year."""
        return f"{self.difference * 100 / self.before:+.1f}%" if self.before else ""


@dataclass(frozen=True, slots=True)
class ChangedProject:
    """A project that differs between the years; None where a year lacks it."""

    unit: str
    project: str
    before: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, slots=True)
class YearComparison:
    """Two rounds beside each other.

    Attributes:
        title: name of last year's round.
        total: all units.
        units: in the order of this year's roster, those of last year only behind them.
        changed: the projects that differ, in the same order.
    """

    title: str
    total: YearPair
    units: tuple[YearPair, ...]
    changed: tuple[ChangedProject, ...]


def previous_round(rounds: Iterable[RoundStatus], now: RoundStatus) -> RoundStatus | None:
    """Returns the last closed round of an earlier year; None without one."""
    year = now.round.budget_year
    if year is None:
        return None
    earlier = [
        one
        for one in rounds
        if not one.open
        and one.round.form == now.round.form
        and one.round.budget_year is not None
        and one.round.budget_year < year
    ]
    return max(earlier, key=lambda one: one.round.budget_year or 0, default=None)


def compare_years(before: RoundStatus, now: RoundStatus) -> YearComparison:
    """Returns the comparison of two rounds; what is cancelled or 无需填报 does not count."""
    old, new = _counted(before, accepted_only=True), _counted(now, accepted_only=False)
    units = dict.fromkeys(key[0] for key in (*new, *old))
    names = {one.key[0]: one.unit for one in (*old.values(), *new.values())}
    of_old, of_new = _by_unit(old.values()), _by_unit(new.values())
    pairs = [_pair(names[unit], of_old.get(unit, ()), of_new.get(unit, ())) for unit in units]
    longest = max((max(pair.before, pair.now) for pair in pairs), default=Decimal(0))
    return YearComparison(
        before.round.name,
        YearPair("", _amounts(old.values()), _amounts(new.values()), sum((one.accepted for one in pairs), Decimal(0))),
        tuple(_with_bars(pair, longest) for pair in pairs),
        tuple(_changed(old, new)),
    )


def _counted(status: RoundStatus, *, accepted_only: bool) -> Mapping[ProjectKey, ProjectStatus]:
    """Returns the projects of a round whose amounts count."""
    out = (ProjectState.NIL, ProjectState.CANCELLED, ProjectState.OFF_ROSTER)
    return {
        one.key: one
        for one in status.projects
        if one.state is ProjectState.ACCEPTED or (not accepted_only and one.state not in out)
    }


def _by_unit(projects: Iterable[ProjectStatus]) -> Mapping[str, Sequence[ProjectStatus]]:
    units: dict[str, list[ProjectStatus]] = {}
    for one in projects:
        units.setdefault(one.key[0], []).append(one)
    return units


def _pair(name: str, old: Sequence[ProjectStatus], new: Sequence[ProjectStatus]) -> YearPair:
    accepted = (one for one in new if one.state is ProjectState.ACCEPTED)
    return YearPair(name, _amounts(old), _amounts(new), _amounts(accepted))


def _amounts(projects: Iterable[ProjectStatus]) -> Decimal:
    return sum((one.amount for one in projects if one.amount is not None), Decimal(0))


def _with_bars(pair: YearPair, longest: Decimal) -> YearPair:
    if not longest:
        return pair
    bars = int(pair.before * 1000 / longest), int(pair.now * 1000 / longest)
    return YearPair(pair.unit, pair.before, pair.now, pair.accepted, bars)


def _changed(
    old: Mapping[ProjectKey, ProjectStatus], new: Mapping[ProjectKey, ProjectStatus]
) -> Iterator[ChangedProject]:
    for key in dict.fromkeys((*new, *old)):
        before, now = old.get(key), new.get(key)
        one = now or before
        if one is not None and (before is None or now is None or before.amount != now.amount):
            yield ChangedProject(one.unit, one.project, before and before.amount, now and now.amount)
