"""The board for a terminal: a unit a line."""

from __future__ import annotations

from typing import Literal

from toolkit.papers.board import Board


def board_text(board: Board, lang: Literal["zh", "en"] = "zh", *, width: int = 100, colour: bool = False) -> str:
    """Returns the board as lines of text: head, a line a unit, totals.

    Args:
        board: the round as it stands.
        lang: of the words.
        width: columns of the terminal.
        colour: whether states are coloured with escape sequences.
    """
    raise NotImplementedError
