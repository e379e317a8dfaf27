"""The facts and the board of a round, as the papers take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import IO

from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.ledger_opening import read_ledger
from toolkit.ledger.ledger_rows import FileRole, LooseFile, RoundRow, VerdictKind, VerdictRow
from toolkit.model.finding import Bilingual
from toolkit.model.project_state import ProjectState
from toolkit.model.text import counted
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
    unread = [file for unit in status.units for file in unread_of(unit)]
    return Board(paper_facts(status.round, day), units, status.open, _notes(status.nobodys, unread))


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
        loose, nobodys = loose_of(ledger)
        sums: list[UnitSums] = []
        unread: list[LooseFile] = []
        for unit in units_of(ledger, loose):
            sums.append(_sums(unit))
            unread.extend(unread_of(unit))
        facts, notes = paper_facts(ledger.round, day), _notes(nobodys, unread)
        return lines_of(facts, sums, look, is_open=is_open(ledger), notes=notes)


def write_board(folder: Path | str, day: date, out: IO[bytes], *, options: RoundOptions = USUAL) -> None:
    """Writes the board as a workbook.

    Memory hardly grows with the number of projects.

    Args:
        folder: the round's folder.
        day: today.
        out: where the workbook is written.
        options: where the ledger lies.
    """
    from toolkit.papers.board_book import BoardBook  # takes longer to import than the terminal's board to show

    with read_ledger(Path(folder), options.ledger) as ledger:
        loose, nobodys = loose_of(ledger)
        facts, unread = ledger.round, list[LooseFile]()
        book = BoardBook(paper_facts(facts, day))
        for unit in units_of(ledger, loose):
            book.add(board_unit(unit, facts))
            unread.extend(unread_of(unit))
        book.save(out, is_open=is_open(ledger), notes=_notes(nobodys, unread))


def unread_of(unit: UnitStatus) -> Sequence[LooseFile]:
    """Returns a unit's files without a form, while it owes projects."""
    if all(one.state is not ProjectState.NOT_RETURNED for one in unit.projects):
        return ()
    return [file for file in unit.attachments if file.role is FileRole.UNREAD]


def _notes(nobodys: Sequence[LooseFile], unread: Sequence[LooseFile]) -> tuple[Bilingual, ...]:
    """Returns sentences on files that are no project's; none is to be forgotten."""
    notes = []
    if nobodys:
        zh, en = _names([one.name for one in nobodys])
        count = len(nobodys)
        notes.append(
            Bilingual(
                f"有 {count} 个文件还不知道是哪个单位的，请指定单位：{zh}",
                f"{counted(count, 'file')} of nobody yet, assign to a unit: {en}",
            )
        )
    if unread:
        zh, en = _names([f"{one.unit} {one.name}" for one in unread])
        count = len(unread)
        notes.append(
            Bilingual(
                f"有 {count} 个文件没有读出表，而单位还有未报的项目，请打开看看：{zh}",
                f"{counted(count, 'file')} without a form, of units that still owe projects, look at: {en}",
            )
        )
    return tuple(notes)


#: Files that a note names.
_NAMED = 8


def _names(names: Sequence[str]) -> Bilingual:
    shown, more = names[:_NAMED], len(names) - _NAMED
    zh, en = "、".join(shown), ", ".join(shown)
    return Bilingual(f"{zh} 等", f"{en} and {more} more") if more > 0 else Bilingual(zh, en)


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
