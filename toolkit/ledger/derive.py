"""The state of every project, derived from forms, returns and verdicts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from toolkit.ledger.ledger_rows import (
    UNASKED_RULE,
    IssuedRow,
    ProjectKey,
    ReturnRow,
    Standing,
    VerdictKind,
    VerdictRow,
)
from toolkit.model.finding import Bilingual
from toolkit.model.project_state import ProjectState, state_words

#: Rules about a project that the roster lacks; they do not count once it is admitted.
OFF_ROSTER_RULES = frozenset({"A14", "A16", "A17"})
#: Verdicts on the return that counts; a later one takes the place of an earlier one.
_ON_RETURN = (VerdictKind.ACCEPT, VerdictKind.RETURN, VerdictKind.NIL)


@dataclass(frozen=True, slots=True)
class RoundFactsRead:
    """Everything from which the states of a round are derived.

    Attributes:
        issued: the rows of the roster, in the order of the log; the last one of a project counts.
        dropped: the projects that left the roster, with the entry of the log.
        returns: the projects in the files that came, in the order in which they came.
        verdicts: those that were not taken back, in order.
        year: the budget year of the round.
        letters: the entry of the log by which each unit, as compared, was written to last.
    """

    issued: Sequence[IssuedRow]
    dropped: Mapping[ProjectKey, int]
    returns: Sequence[ReturnRow]
    verdicts: Sequence[VerdictRow]
    year: int | None = None
    letters: Mapping[str, int] = field(default_factory=dict)


class ProjectStatus(NamedTuple):
    """A project of a round with its state.

    Attributes:
        unit: 用款单位, as the roster has it, else as the form says.
        project: 项目名称; empty for a department's target.
        key: both as they are compared.
        state: derived.
        issued: its row of the roster; None off the roster.
        returns: everything that came of it, the earliest first.
        counting: the return that counts; None where nothing came.
        verdict: the last verdict that still holds.
        errors: errors of the return that counts, by rule, without waived ones.
        warnings: warnings, the same way.
        waived: the rules that an officer waived for it.
        sent_back: whether the unit was asked to correct it: by an officer's verdict, or in a letter since it came.
    """

    unit: str
    project: str
    key: ProjectKey
    state: ProjectState
    issued: IssuedRow | None
    returns: tuple[ReturnRow, ...]
    counting: ReturnRow | None
    verdict: VerdictRow | None
    errors: Mapping[str, int]
    warnings: Mapping[str, int]
    waived: frozenset[str]
    sent_back: bool = False

    @property
    def words(self) -> Bilingual:
        """The state in words: 待退回 for errors of which the unit knows nothing."""
        return state_words(self.state, sent_back=self.sent_back)

    @property
    def files(self) -> int:
        """The number of files in which it came."""
        return _files(self.returns)

    @property
    def amount(self) -> Decimal | None:
        """The amount in 元: the roster's, else that of the return that counts."""
        if self.issued is not None and self.issued.amount is not None:
            return self.issued.amount
        return self.counting.amount if self.counting else None

    @property
    def last_received(self) -> datetime | None:
        """When the project came last."""
        return max((one.at for one in self.returns), default=None)

    @property
    def unasked(self) -> int:
        """The number of unasked changes in the return that counts, without waived ones."""
        return self.errors.get(UNASKED_RULE, 0) + self.warnings.get(UNASKED_RULE, 0)

    @property
    def undecided(self) -> str | None:
        """The reason why nobody can tell which return counts; None where one can."""
        counting = self.counting
        return counting.reason if counting and counting.standing is Standing.UNDECIDED else None


def roster_rows(read: RoundFactsRead) -> Mapping[ProjectKey, IssuedRow]:
    """Returns the rows that are on the roster now, in its order."""
    last = {row.key: row for row in read.issued}
    kept = [row for row in last.values() if read.dropped.get(row.key, 0) < row.event]
    return {row.key: row for row in sorted(kept, key=lambda row: (row.place, row.event))}


def statuses(read: RoundFactsRead) -> tuple[ProjectStatus, ...]:
    """Returns every project: the roster's in order, then cancelled and others."""
    on_roster = roster_rows(read)
    every = {**on_roster, **{row.key: row for row in read.issued if row.key not in on_roster}}
    stamps = {row.stamp_id: row.key for row in read.issued if row.stamp_id}
    returns: dict[ProjectKey, list[ReturnRow]] = {}
    for one in read.returns:
        key = one.key if one.key in every else stamps.get(one.stamp_id or "", one.key)
        returns.setdefault(key, []).append(one)
    verdicts: dict[ProjectKey | None, list[VerdictRow]] = {}
    for verdict in read.verdicts:
        verdicts.setdefault(verdict.key, []).append(verdict)
    keys = [*every, *(key for key in returns if key not in every)]
    of_units = _by_unit(keys)
    return tuple(
        _status(key, every.get(key), key in on_roster, returns.get(key, ()), verdicts.get(key, ()), read)
        for key in of_units
    )


def _by_unit(keys: Iterable[ProjectKey]) -> Iterator[ProjectKey]:
    """Yields projects by unit, units in the order of their first project."""
    units: dict[str, list[ProjectKey]] = {}
    for key in keys:
        units.setdefault(key[0], []).append(key)
    for projects in units.values():
        yield from projects


def _status(
    key: ProjectKey,
    issued: IssuedRow | None,
    on_roster: bool,
    returns: Sequence[ReturnRow],
    verdicts: Sequence[VerdictRow],
    read: RoundFactsRead,
) -> ProjectStatus:
    wanted = issued.budget_year if issued and issued.budget_year else read.year
    counting = _chosen_return(returns, verdicts) or counting_return(returns, wanted)
    waived = {one.code for one in verdicts if one.verdict is VerdictKind.WAIVE and one.code}
    admitted = any(one.verdict is VerdictKind.ADMIT for one in verdicts)
    aside = waived | (OFF_ROSTER_RULES if admitted else frozenset())
    errors, warnings = ({}, {}) if counting is None else (counting.errors, counting.warnings)
    left = {code: count for code, count in errors.items() if code not in aside}
    verdict = holding(verdicts, counting.content if counting else "")
    state = state_of(
        StateFacts(
            dropped=issued is not None and not on_roster,
            listed=issued is not None or admitted,
            files=_files(returns),
            wrong=bool(left) or (counting is not None and counting.standing is Standing.UNDECIDED),
            verdict=verdict.verdict if verdict else None,
            judged_before=any(one.verdict in _ON_RETURN and one.about for one in verdicts),
        )
    )
    first = returns[0] if returns else None
    return ProjectStatus(
        issued.unit if issued else (first and first.unit) or "",
        issued.project if issued else (first and first.project) or "",
        key,
        state,
        issued,
        tuple(returns),
        counting,
        verdict,
        left,
        {code: count for code, count in warnings.items() if code not in aside},
        frozenset(waived),
        state is ProjectState.TO_CORRECT
        and (
            (verdict is not None and verdict.verdict is VerdictKind.RETURN)
            or (counting is not None and read.letters.get(key[0], 0) > counting.event)
        ),
    )


def _files(returns: Sequence[ReturnRow]) -> int:
    """Returns the number of files in which a project came; nearly all came once."""
    return len(returns) if len(returns) < 2 else len({one.file for one in returns})


def chosen_file(verdicts: Iterable[VerdictRow]) -> VerdictRow | None:
    """Returns the verdict by which a certain file counts; 重开 takes it back.

    Args:
        verdicts: of one project, in order.
    """
    found: VerdictRow | None = None
    for one in verdicts:
        if one.verdict is VerdictKind.REOPEN:
            found = None
        elif one.verdict is VerdictKind.ACCEPT and one.file is not None:
            found = one
    return found


def _chosen_return(returns: Sequence[ReturnRow], verdicts: Sequence[VerdictRow]) -> ReturnRow | None:
    """Returns the return that an officer chose, until a later one comes.

    A rival that came with the project's stamp under another name is none for the rules between files.
    """
    chosen = chosen_file(verdicts)
    if chosen is None or any(one.event > chosen.event for one in returns):
        return None
    return next((one for one in returns if one.file == chosen.file), None)


def counting_return(returns: Sequence[ReturnRow], year: int | None) -> ReturnRow | None:
    """Returns the return that counts: not superseded, of the year, the last."""
    if len(returns) < 2:  # nearly every project comes once
        return returns[0] if returns else None
    rivals = [one for one in returns if one.standing is not Standing.SUPERSEDED] or list(returns)
    of_year = [one for one in rivals if year is None or one.budget_year == year]
    return max(of_year or rivals, key=lambda one: (one.event, one.file, one.number), default=None)


def holding(verdicts: Sequence[VerdictRow], content: str) -> VerdictRow | None:
    """Returns the last verdict that still holds.

    A verdict on a return holds while the return that counts says the same. 取消 holds until 重开.

    Args:
        verdicts: of one project, in order.
        content: hash of what the return that counts says, empty without one.
    """
    found: VerdictRow | None = None
    for one in verdicts:
        if one.verdict is VerdictKind.REOPEN:
            found = None
        elif one.verdict is VerdictKind.CANCEL or (one.verdict in _ON_RETURN and one.about == content):
            found = one
    return found


class StateFacts(NamedTuple):
    """The facts that decide about a project's state.

    Attributes:
        dropped: whether the roster had it and no longer has.
        listed: whether the roster ever had it, or an officer admitted it.
        files: in how many files it came.
        wrong: whether the return that counts has errors that nobody waived, or none is known to count.
        verdict: the last verdict that still holds.
        judged_before: whether there was a verdict on an earlier return.
    """

    dropped: bool
    listed: bool
    files: int
    wrong: bool
    verdict: VerdictKind | None
    judged_before: bool


def state_of(facts: StateFacts) -> ProjectState:
    """Returns the state of a project."""
    if facts.dropped or facts.verdict is VerdictKind.CANCEL:
        return ProjectState.CANCELLED
    if not facts.listed:
        return ProjectState.OFF_ROSTER
    if facts.verdict is VerdictKind.NIL:
        return ProjectState.NIL
    if not facts.files:
        return ProjectState.NOT_RETURNED
    if facts.wrong or facts.verdict is VerdictKind.RETURN:
        return ProjectState.TO_CORRECT
    if facts.verdict is VerdictKind.ACCEPT:
        return ProjectState.ACCEPTED
    if facts.files > 1 or facts.judged_before:
        return ProjectState.RESUBMITTED
    return ProjectState.RECEIVED
