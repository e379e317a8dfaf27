"""The board for a terminal: a unit a line."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from toolkit.model.money import in_wan
from toolkit.model.project_state import ProjectState
from toolkit.model.text import counted
from toolkit.papers.board import Board, BoardTotals, StateCounts, UnitSums, sums_of, together
from toolkit.papers.paper_words import days_text
from toolkit.papers.round_facts import RoundFacts

Lang = Literal["zh", "en"]
#: Colours of the states on a terminal.
_STYLES: Mapping[ProjectState, str] = {
    ProjectState.NOT_RETURNED: "bold red",
    ProjectState.TO_CORRECT: "bold yellow",
    ProjectState.RECEIVED: "cyan",
    ProjectState.RESUBMITTED: "magenta",
    ProjectState.ACCEPTED: "green",
    ProjectState.NIL: "dim",
    ProjectState.CANCELLED: "dim",
    ProjectState.OFF_ROSTER: "bold magenta",
}
_HEADINGS = {
    "zh": ("用款单位", "已报/应报", "通过", "预算（万元）", "各项目", "催报"),
    "en": ("unit", "returned", "accepted", "万元", "projects", "reminders"),
}
#: A line of hyphens below the headings: lines of box drawing are twice as wide on a GBK console.
_RULED = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)


@dataclass(frozen=True, slots=True)
class BoardLook:
    """The look of the board on a terminal: language, columns, colours."""

    lang: Lang = "zh"
    width: int = 100
    colour: bool = False


def board_text(board: Board, lang: Lang = "zh", *, width: int = 100, colour: bool = False) -> str:
    """Returns the board as lines of text: head, a line a unit, totals.

    Args:
        board: the round as it stands.
        lang: of the words.
        width: columns of the terminal.
        colour: whether states are coloured with escape sequences.
    """
    return lines_of(board.facts, map(sums_of, board.units), BoardLook(lang, width, colour), is_open=board.is_open)


def lines_of(facts: RoundFacts, every: Iterable[UnitSums], look: BoardLook, *, is_open: bool) -> str:
    """Returns the board as lines of text, of the sums of its units.

    Args:
        facts: of the round.
        every: a unit after the other; they are asked for once.
        look: language, width, colours.
        is_open: whether the round is still open.
    """
    lang, units = look.lang, [*every]
    table = Table(box=_RULED, show_edge=False, pad_edge=False)
    for number, heading in enumerate(_HEADINGS[lang]):
        table.add_column(heading, justify="right" if number in (1, 2, 3, 5) else "left", overflow="fold")
    for unit in units:
        table.add_row(*_line(unit, lang))
    out = io.StringIO()
    console = Console(
        file=out,
        width=look.width,
        color_system="standard" if look.colour else None,
        force_terminal=look.colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    console.print(Text(_head(facts, lang, is_open=is_open), style="bold"))
    console.print()
    console.print(table)
    console.print()
    totals, states = together(units)
    console.print(Text.assemble(_total(len(units), totals, lang), "  ", _states(states, lang)))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _line(unit: UnitSums, lang: Lang) -> tuple[str | Text, ...]:
    """Returns the cells of a unit's line."""
    totals = unit.totals
    return (
        unit.name,
        f"{totals.returned}/{totals.expected}",
        str(totals.accepted),
        _wan(totals.amount_expected),
        _states(unit.states, lang),
        str(unit.reminders or ""),
    )


def _states(states: StateCounts, lang: Lang) -> Text:
    """Returns how many projects are in each state, each in its colour."""
    parts = [
        Text(f"{words.zh}{count}" if lang == "zh" else f"{words.en} {count}", style=_STYLES[state])
        for state, words, count in states
    ]
    return Text("、" if lang == "zh" else ", ").join(parts)


def _head(facts: RoundFacts, lang: Lang, *, is_open: bool) -> str:
    if not is_open:
        return f"{facts.name}：已办结" if lang == "zh" else f"{facts.name}: closed"
    if facts.deadline is None:
        return f"{facts.name}：未定截止日" if lang == "zh" else f"{facts.name}: no deadline"
    if lang == "zh":
        return f"{facts.name}：截止 {facts.deadline}，{days_text(facts)}"
    return f"{facts.name}: due {facts.deadline}, {_days_en(facts)}"


def _days_en(facts: RoundFacts) -> str:
    left = facts.days_left or 0
    return f"{counted(left, 'day')} left" if left > 0 else "due today" if left == 0 else f"{counted(-left, 'day')} late"


def _total(units: int, totals: BoardTotals, lang: Lang) -> str:
    expected, accepted = _wan(totals.amount_expected), _wan(totals.amount_accepted)
    if lang == "zh":
        return (
            f"合计 {units} 个单位，已报 {totals.returned}/{totals.expected}，"
            f"通过 {totals.accepted} 个（{accepted}/{expected} 万元）："
        )
    return (
        f"{counted(units, 'unit')}, {totals.returned}/{totals.expected} returned, "
        f"{totals.accepted} accepted ({accepted}/{expected} 万元):"
    )


def _wan(amount: Decimal) -> str:
    return f"{in_wan(amount):,.2f}"
