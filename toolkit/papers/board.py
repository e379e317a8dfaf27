"""The board of a round (进度表): units and projects with their states.

The ledger fills it; workbook (`board_book`), terminal (`board_lines`) and reminders (`reminder`) read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from toolkit.model.finding import Bilingual
from toolkit.model.project_state import ProjectState, state_words
from toolkit.papers.round_facts import RoundFacts

#: States with their words, each with a number of projects.
StateCounts = Sequence[tuple[ProjectState, Bilingual, int]]


@dataclass(frozen=True, slots=True)
class BoardProject:
    """The state of one project.

    Attributes:
        name: 项目名称.
        state: where it stands in the round.
        amount: in 元, as the roster says, else as it came back; None where neither says one.
        returns: how often it came back.
        errors: errors in the return that counts, waived ones left out.
        warnings: warnings in it.
        last_received: when the return that counts came.
        file: name of the file that counts, as it came.
        reminders: how often the unit was reminded of this project.
        verdict: the last verdict in words with name and day (通过，张三 11月20日); None without one.
        unasked: how many of its findings are changes that nobody had asked for.
        sent_back: whether the unit was asked to correct it; only where the state is `TO_CORRECT`.
        reason: why the officer sent it back; None where nobody did.
    """

    name: str
    state: ProjectState
    amount: Decimal | None = None
    returns: int = 0
    errors: int = 0
    warnings: int = 0
    last_received: datetime | None = None
    file: str | None = None
    reminders: int = 0
    verdict: str | None = None
    unasked: int = 0
    sent_back: bool = True
    reason: str | None = None

    @property
    def words(self) -> Bilingual:
        """The state as people read it."""
        return state_words(self.state, sent_back=self.sent_back)


@dataclass(frozen=True, slots=True)
class BoardUnit:
    """A unit with its projects in the order of the roster."""

    name: str
    projects: tuple[BoardProject, ...]

    @property
    def totals(self) -> BoardTotals:
        """The counts and amounts of the unit."""
        return totals_of(self.projects)


@dataclass(frozen=True, slots=True)
class BoardTotals:
    """Counts of projects and amounts in 元.

    Attributes:
        expected: projects that must come back: all but cancelled ones and those off the roster.
        returned: those of them that came back at least once, or need not (无需填报).
        accepted: those with the verdict 通过.
        amount_expected: sum of the expected projects' amounts that are not missing.
        amount_accepted: sum of the accepted projects' amounts that are not missing.
    """

    expected: int
    returned: int
    accepted: int
    amount_expected: Decimal
    amount_accepted: Decimal


@dataclass(frozen=True, slots=True)
class Board:
    """A round as it stands.

    Attributes:
        facts: name, deadline and sender; `facts.day` is today.
        units: in the order of the roster, units off the roster last.
        is_open: whether the round is still open.
        notes: what else the officer should see to, such as files of nobody.
    """

    facts: RoundFacts
    units: tuple[BoardUnit, ...]
    is_open: bool = True
    notes: tuple[Bilingual, ...] = ()

    @property
    def totals(self) -> BoardTotals:
        """The counts and amounts of all units."""
        return totals_of(project for unit in self.units for project in unit.projects)


def totals_of(projects: Iterable[BoardProject]) -> BoardTotals:
    """Returns the counts and exact amounts of some projects."""
    expected = [one for one in projects if one.state.is_expected]
    accepted = [one for one in expected if one.state is ProjectState.ACCEPTED]
    returned = [one for one in expected if one.returns or one.state is ProjectState.NIL]
    return BoardTotals(len(expected), len(returned), len(accepted), _sum(expected), _sum(accepted))


@dataclass(frozen=True, slots=True)
class UnitSums:
    """The sums of a unit, without its projects.

    Attributes:
        name: of the unit.
        totals: counts and amounts.
        states: each state that occurs, with its words and the number of projects.
        reminders: the largest number of reminders that any of its projects had.
    """

    name: str
    totals: BoardTotals
    states: StateCounts
    reminders: int


def sums_of(unit: BoardUnit) -> UnitSums:
    """Returns the sums of a unit."""
    reminders = max((one.reminders for one in unit.projects), default=0)
    return UnitSums(unit.name, unit.totals, states_of(unit.projects), reminders)


def together(every: Iterable[UnitSums]) -> tuple[BoardTotals, StateCounts]:
    """Returns the counts and amounts of all units, and the states of their projects."""
    totals, counts = totals_of(()), Counter[tuple[ProjectState, Bilingual]]()
    for one in every:
        totals = BoardTotals(
            totals.expected + one.totals.expected,
            totals.returned + one.totals.returned,
            totals.accepted + one.totals.accepted,
            totals.amount_expected + one.totals.amount_expected,
            totals.amount_accepted + one.totals.amount_accepted,
        )
        for state, words, count in one.states:
            counts[state, words] += count
    return totals, counted_states(counts)


def states_of(projects: Iterable[BoardProject]) -> StateCounts:
    """Returns the states that occur, in order, with words and numbers of projects."""
    return counted_states(Counter((one.state, one.words) for one in projects))


def counted_states(counts: Mapping[tuple[ProjectState, Bilingual], int]) -> StateCounts:
    """Returns numbers of projects by state and words, in the order of states."""
    order = [*ProjectState]
    listed = sorted(counts, key=lambda pair: (order.index(pair[0]), pair[1]))
    return [(state, words, counts[state, words]) for state, words in listed]


def _sum(projects: Iterable[BoardProject]) -> Decimal:
    return sum((one.amount for one in projects if one.amount is not None), Decimal(0))
