"""The board for a terminal: a unit a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, chop_cells
from rich.color import ColorSystem
from rich.style import Style

from toolkit.model.finding import Bilingual
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
    look = BoardLook(lang, width, colour)
    return lines_of(board.facts, map(sums_of, board.units), look, is_open=board.is_open, notes=board.notes)


def lines_of(
    facts: RoundFacts, every: Iterable[UnitSums], look: BoardLook, *, is_open: bool, notes: Sequence[Bilingual] = ()
) -> str:
    """Returns the board as lines of text, of the sums of its units.

    Args:
        facts: of the round.
        every: a unit after the other; they are asked for once.
        look: language, width, colours.
        is_open: whether the round is still open.
        notes: what else the officer should see to, such as files of nobody.
    """
    lang, units = look.lang, [*every]
    totals, states = together(units)
    coloured = _colours(look)
    money = any(unit.totals.amount_expected for unit in units)
    summed = f"{_total(len(units), totals, lang, money=money)}  {_joined(_states(states, lang), lang, coloured)}"
    noted = [note.zh if lang == "zh" else note.en for note in notes]
    table = _table([_line(unit, lang, money=money) for unit in units], look, coloured, money=money)
    lines = [coloured(_head(facts, lang, is_open=is_open), "bold"), "", *table, "", summed, *noted]
    return "\n".join(line.rstrip() for line in lines) + "\n"


#: A part of a cell with its style, empty for none.
_Part = tuple[str, str]
_Coloured = Callable[[str, str], str]
#: Blanks between columns; the narrowest that the columns with names and states may become.
_GAP, _NAME, _STATES = "   ", 12, 14
#: The columns with names, and with money where forms ask for some.
_NAMED, _MONEY = 0, 3


def _colours(look: BoardLook) -> _Coloured:
    """Returns a function that colours a text, or leaves it as it is."""
    if not look.colour:
        return lambda text, style: text

    @lru_cache(maxsize=1000)
    def coloured(text: str, style: str) -> str:
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD) if style else text

    return coloured


def _line(unit: UnitSums, lang: Lang, *, money: bool) -> tuple[Sequence[_Part], ...]:
    """Returns the cells of a unit's line."""
    totals = unit.totals
    plain = (
        unit.name,
        f"{totals.returned}/{totals.expected}",
        str(totals.accepted),
        *([_wan(totals.amount_expected)] if money else []),
        str(unit.reminders or ""),
    )
    *first, last = ([(text, "")] for text in plain)
    return (*first, _states(unit.states, lang), last)


def _table(
    rows: Sequence[tuple[Sequence[_Part], ...]], look: BoardLook, coloured: _Coloured, *, money: bool
) -> Iterator[str]:
    """Yields the table: headings, a line of hyphens, one or more lines a unit.

    Hyphens, as lines of box drawing are twice as wide on a GBK console.
    """
    headings = [[(heading, "")] for col, heading in enumerate(_HEADINGS[look.lang]) if money or col != _MONEY]
    stated = len(headings) - 2
    between = _BETWEEN[look.lang]
    natural = [max(_width(row[col], between) for row in (headings, *rows)) for col in range(len(headings))]
    spare = look.width - len(_GAP) * (len(natural) - 1)
    widths = [*natural]
    for col, least in ((stated, _STATES), (_NAMED, _NAME)):
        over = sum(widths) - spare
        widths[col] = max(min(natural[col], least), natural[col] - max(over, 0))
    for row in (headings, None, *rows):
        if row is None:
            yield _RULE * (sum(widths) + len(_GAP) * (len(widths) - 1))
            continue
        broken = [_broken(parts, width, between) for parts, width in zip(row, widths, strict=True)]
        for number in range(max(map(len, broken))):
            cells = [lines[number] if number < len(lines) else () for lines in broken]
            yield _GAP.join(
                _set(cell, width, between, coloured, right=col not in (_NAMED, stated))
                for col, (cell, width) in enumerate(zip(cells, widths, strict=True))
            )


_RULE = "-"
_BETWEEN = {"zh": "、", "en": ", "}


def _width(parts: Sequence[_Part], between: str) -> int:
    """Returns the columns that a cell takes on a terminal."""
    return sum(cell_len(text) for text, _ in parts) + cell_len(between) * max(len(parts) - 1, 0)


def _broken(parts: Sequence[_Part], width: int, between: str) -> Sequence[Sequence[_Part]]:
    """Returns a cell as lines that are no wider than its column."""
    if _width(parts, between) <= width:
        return [parts]
    if len(parts) == 1:
        ((text, style),) = parts
        return [[(piece, style)] for piece in chop_cells(text, width)]
    lines: list[list[_Part]] = [[]]
    for part in parts:
        if lines[-1] and _width([*lines[-1], part], between) > width:
            lines.append([])
        lines[-1].append(part)
    return lines


def _set(parts: Sequence[_Part], width: int, between: str, coloured: _Coloured, *, right: bool) -> str:
    """Returns a line of a cell, filled up to the width of its column."""
    blanks = " " * (width - _width(parts, between))
    text = between.join(coloured(text, style) for text, style in parts)
    return blanks + text if right else text + blanks


def _joined(parts: Sequence[_Part], lang: Lang, coloured: _Coloured) -> str:
    return _BETWEEN[lang].join(coloured(text, style) for text, style in parts)


def _states(states: StateCounts, lang: Lang) -> Sequence[_Part]:
    """Returns how many projects are in each state, each in its colour."""
    return [
        (f"{words.zh}{count}" if lang == "zh" else f"{words.en} {count}", _STYLES[state])
        for state, words, count in states
    ]


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


def _total(units: int, totals: BoardTotals, lang: Lang, *, money: bool) -> str:
    sums = f"{_wan(totals.amount_accepted)}/{_wan(totals.amount_expected)} 万元"
    if lang == "zh":
        amounts = f"（{sums}）" if money else ""
        return f"合计 {units} 个单位，已报 {totals.returned}/{totals.expected}，通过 {totals.accepted} 个{amounts}："
    amounts = f" ({sums})" if money else ""
    return (
        f"{counted(units, 'unit')}, {totals.returned}/{totals.expected} returned, {totals.accepted} accepted{amounts}:"
    )


def _wan(amount: Decimal) -> str:
    return f"{in_wan(amount):,.2f}"
