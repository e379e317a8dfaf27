"""The board for a terminal: a unit a line."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from toolkit.model.money import in_wan
from toolkit.model.project_state import ProjectState
from toolkit.model.text import counted
from toolkit.papers.board import Board, BoardProject, BoardUnit, states_of
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


def board_text(board: Board, lang: Lang = "zh", *, width: int = 100, colour: bool = False) -> str:
    """Returns the board as lines of text: head, a line a unit, totals.

    Args:
        board: the round as it stands.
        lang: of the words.
        width: columns of the terminal.
        colour: whether states are coloured with escape sequences.
    """
    table = Table(box=_RULED, show_edge=False, pad_edge=False)
    for number, heading in enumerate(_HEADINGS[lang]):
        table.add_column(heading, justify="right" if number in (1, 2, 3, 5) else "left", overflow="fold")
    for unit in board.units:
        table.add_row(*_line(unit, lang))
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    console.print(Text(_head(board, lang), style="bold"))
    console.print()
    console.print(table)
    console.print()
    console.print(Text.assemble(_total(board, lang), "  ", _states(_all(board), lang)))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _line(unit: BoardUnit, lang: Lang) -> tuple[str | Text, ...]:
    """Returns the cells of a unit's line."""
    totals, reminders = unit.totals, max((one.reminders for one in unit.projects), default=0)
    return (
        unit.name,
        f"{totals.returned}/{totals.expected}",
        str(totals.accepted),
        _wan(totals.amount_expected),
        _states(unit.projects, lang),
        str(reminders or ""),
    )


def _states(projects: Iterable[BoardProject], lang: Lang) -> Text:
    """Returns how many projects are in each state, each in its colour."""
    parts = [
        Text(f"{words.zh}{count}" if lang == "zh" else f"{words.en} {count}", style=_STYLES[state])
        for state, words, count in states_of(projects)
    ]
    return Text("、" if lang == "zh" else ", ").join(parts)


def _head(board: Board, lang: Lang) -> str:
    facts = board.facts
    if not board.is_open:
        return f"{facts.name}：已办结" if lang == "zh" else f"{facts.name}: closed"
    if facts.deadline is None:
        return f"{facts.name}：未定截止日" if lang == "zh" else f"{facts.name}: no deadline"
    if lang == "zh":
        return f"{facts.name}：截止 {facts.deadline}，{days_text(facts)}"
    return f"{facts.name}: due {facts.deadline}, {_days_en(facts)}"


def _days_en(facts: RoundFacts) -> str:
    left = facts.days_left or 0
    return f"{counted(left, 'day')} left" if left > 0 else "due today" if left == 0 else f"{counted(-left, 'day')} late"


def _total(board: Board, lang: Lang) -> str:
    totals, units = board.totals, len(board.units)
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


def _all(board: Board) -> Iterable[BoardProject]:
    return (project for unit in board.units for project in unit.projects)
