"""The facts and the board of a round, as the papers take them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.ledger_opening import read_ledger
from toolkit.ledger.ledger_rows import RoundRow, VerdictKind, VerdictRow
from toolkit.papers.board import Board, BoardProject, BoardTotals, BoardUnit, UnitSums, counted_states
from toolkit.papers.board_lines import BoardLook, lines_of
from toolkit.papers.round_facts import RoundFacts
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import is_open
from toolkit.rounds.round_status import RoundStatus, UnitStatus, loose_of, units_of
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
    units = tuple(board_unit(unit, status.round) for unit in status.units)
    return Board(paper_facts(status.round, day), units, status.open)


def board_unit(unit: UnitStatus, facts: RoundRow) -> BoardUnit:
    """Returns a unit as the board shows it."""
    pairs = zip(unit.projects, unit.reminders, strict=True)
    return BoardUnit(unit.unit, tuple(_project(one, facts, reminders) for one, reminders in pairs))


def board_lines(folder: Path | str, day: date, look: BoardLook, *, options: RoundOptions = USUAL) -> str:
    """Returns the board for a terminal.

    Memory does not grow with the number of projects.

    Args:
        folder: the round's folder.
        day: today.
        look: language, width, colours.
        options: where the ledger lies.
    """
    with read_ledger(Path(folder), options.ledger) as ledger:
        loose, _ = loose_of(ledger)
        facts = paper_facts(ledger.round, day)
        sums = map(_sums, units_of(ledger, loose))
        return lines_of(facts, sums, look, is_open=is_open(ledger))


def _sums(unit: UnitStatus) -> UnitSums:
    counts = Counter((one.state, one.words) for one in unit.projects)
    totals = unit.totals
    return UnitSums(
        unit.unit,
        BoardTotals(totals.expected, totals.returned, totals.accepted, totals.amount_expected, totals.amount_accepted),
        counted_states(counts),
        max(unit.reminders, default=0),
    )


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
