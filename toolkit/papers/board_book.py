"""The board as a workbook that prints one page wide."""

from __future__ import annotations

from toolkit.papers.board import Board


def board_xlsx(board: Board) -> bytes:
    """Returns 进度表.xlsx: units and projects, states by colour and word, amounts, totals.

    The same board gives the same bytes.
    """
    raise NotImplementedError
