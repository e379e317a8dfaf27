"""Further tables of a form: a row of headings with rows to fill below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolkit.adopting.cell_roles import CellRole, RoledLine
from toolkit.adopting.draft import FurtherColumn, FurtherTable
from toolkit.adopting.field_words import own_field, own_key, plain
from toolkit.adopting.sheet_blocks import Block, BlockSheet

#: Rows and columns from which on cells are a table.
_ROWS, _COLUMNS = 2, 2


def further_at(lines: Sequence[RoledLine], sheet: BlockSheet, printed: Callable[[str], str]) -> FurtherTable | None:
    """Returns the table that begins with the first of some lines, None for no table.

    Args:
        lines: the lines from there on.
        sheet: the sheet.
        printed: puts a place for the year into a printed text.
    """
    side, heads = _heads(lines[0])
    if len(heads) < _COLUMNS:
        return None
    edges = [(head.col, head.right) for head in heads]
    rows = 0
    for line in lines[1:]:
        blocks = [cell.block for cell in line.cells]
        if side is not None and line.row > side.bottom:
            break
        same = [(block.col, block.right) for block in blocks] == edges
        if not same or any(cell.role is CellRole.LABEL for cell in line.cells):
            break
        rows += 1
    if rows < _ROWS:
        return None
    name = plain(side.text) if side is not None else "".join(plain(head.text) for head in heads[:1])
    columns = tuple(_column(head, number, printed) for number, head in enumerate(heads, 1))
    return FurtherTable(own_key(name), name, columns, rows, printed(side.text) if side else "")


def _heads(line: RoledLine) -> tuple[Block | None, list[Block]]:
    """Returns the label at the left over several rows, and the headings beside it."""
    blocks = [cell.block for cell in line.cells]
    if not blocks or not all(cell.role is CellRole.LABEL for cell in line.cells):
        return None, []
    if blocks[0].rows > 1 and all(block.rows == 1 for block in blocks[1:]):
        return blocks[0], blocks[1:]
    return None, blocks if all(block.rows == 1 for block in blocks) else []


def _column(head: Block, number: int, printed: Callable[[str], str]) -> FurtherColumn:
    word = own_field(head.text)
    kind = "amount" if word.kind == "amount" else "text"
    return FurtherColumn(own_key(head.text) or f"column{number}", printed(head.text), kind, head.span)
