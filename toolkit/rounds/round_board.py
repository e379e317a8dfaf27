"""The facts and the board of a round, as the papers take them."""

from __future__ import annotations

from datetime import date

from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.ledger_rows import RoundRow, VerdictKind, VerdictRow
from toolkit.papers.board import Board, BoardProject, BoardUnit
from toolkit.papers.round_facts import RoundFacts
from toolkit.rounds.round_status import RoundStatus
from toolkit.rounds.verdict_words import WORDS


def paper_facts(facts: RoundRow, day: date) -> RoundFacts:
    """Returns the facts of a round for a paper of a day."""
    return RoundFacts(
        facts.name,
        facts.form_title,
        day,
        facts.budget_year,
        facts.deadline,
        facts.sender or facts.department,
        facts.contact,
    )


def board_of(status: RoundStatus, day: date) -> Board:
    """Returns the board of a round on a day."""
    reminders = dict(status.reminders)
    units = tuple(
        BoardUnit(unit.unit, tuple(_project(one, status.round, reminders.get(one.key, 0)) for one in unit.projects))
        for unit in status.units
    )
    return Board(paper_facts(status.round, day), units, status.open)


def _project(one: ProjectStatus, facts: RoundRow, reminders: int) -> BoardProject:
    return BoardProject(
        name=one.project or facts.form_title,
        state=one.state,
        amount=one.amount,
        returns=one.files,
        errors=sum(one.errors.values()),
        warnings=sum(one.warnings.values()),
        last_received=one.last_received,
        file=one.counting.name if one.counting else None,
        reminders=reminders,
        verdict=verdict_words(one.verdict) if one.verdict else None,
        unasked=one.unasked,
        sent_back=one.sent_back,
        reason=one.verdict.why if one.verdict and one.verdict.verdict is VerdictKind.RETURN else None,
    )


def verdict_words(verdict: VerdictRow) -> str:
    """Returns a verdict in words: 通过，张三 11月20日; 退回 with its reason."""
    signed = f"{verdict.who} {verdict.at.month}月{verdict.at.day}日"
    if verdict.verdict is VerdictKind.RETURN:
        return f"退回：{verdict.why}（{signed}）"
    return f"{WORDS[verdict.verdict]}，{signed}"
