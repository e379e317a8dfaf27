"""Cells of a home-made table that are merged down over several indicators.

A basis, a description or a unit in such a cell is that of every row. What belongs to one indicator alone (a weight, an
amount, an answer) is that of the first row, and the others are told of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.excel.grid import Grid
from toolkit.forms.definition import column_field
from toolkit.forms.table_definition import BLOCKS, LEVELS
from toolkit.intake.form.table import FREE_TEXTS
from toolkit.intake.form.table_sections import TableSection
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Lines, Token
from toolkit.model.cell import CellRange
from toolkit.model.evidence import Observation, Observed

#: Parts that several rows may share: operators, units, free texts.
_SHARED = FREE_TEXTS | {part for block in BLOCKS.values() for part in (block[0], block[2])}
#: Parts whose loss has a finding of its own.
_ASKED_FOR = frozenset((*LEVELS, "name", *BLOCKS, *(block[1] for block in BLOCKS.values())))


def filled_down(grid: Grid, section: TableSection, words: Vocabulary) -> tuple[Lines, tuple[Observation, ...]]:
    """Returns a table's rows with shared cells, and what could not be shared."""
    heading = section.heading
    parts = {col: part for columns in (heading.columns, *heading.sides) for part, col in columns.items()}
    own = {
        column.part: column_field(column).kind for column in words.tables[heading.table].table.columns if column.is_own
    }
    added: dict[int, list[Token]] = {}
    lost: list[Observation] = []
    for merge, part in _merged_down(grid, section.rows, parts):
        if part in _SHARED or own.get(part) in ("text", "long_text", "choice"):
            cell = grid.cells[merge.first]
            for row in range(merge.first.row + 1, merge.last.row + 1):
                if any(parts.get(token.col) in _ASKED_FOR.difference(LEVELS) for token in section.rows.get(row, ())):
                    added.setdefault(row, []).append(Token(row, merge.first.col, cell))
        elif part not in _ASKED_FOR:
            lost.append(Observation(Observed.MERGES_CHANGED, str(merge), {"ref": str(merge)}))
    if not added:
        return section.rows, tuple(lost)
    rows = {
        row: tuple(sorted((*tokens, *added.get(row, ())), key=lambda token: token.col))
        for row, tokens in section.rows.items()
    }
    return rows, tuple(lost)


def _merged_down(grid: Grid, rows: Lines, parts: Mapping[int, str]) -> Iterator[tuple[CellRange, str]]:
    """Yields texts merged over several rows of one column, with their part."""
    for merge in grid.merges:
        first, last = merge
        part = parts.get(first.col)
        if part is None or last.row == first.row or first.row not in rows or not grid.text(*first):
            continue
        wide = any(first.col < col <= last.col for col in parts)
        filled = [row for row in range(first.row, last.row + 1) if len(rows.get(row, ())) > (row == first.row)]
        if not wide and len(filled) > 1:
            yield merge, part
