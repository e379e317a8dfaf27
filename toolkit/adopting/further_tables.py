"""Further tables of a form: headings with rows below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolkit.adopting.cell_roles import CellRole, RoledBlock, RoledLine
from toolkit.adopting.draft import FurtherColumn, FurtherTable
from toolkit.adopting.field_words import own_field, own_key, plain
from toolkit.adopting.sheet_blocks import FormBlock

#: Rows and columns from which on cells are a table.
_ROWS, _COLUMNS = 2, 2
#: The heading of printed rows where the sheet leaves it empty.
_ITEM = "项目"


def further_at(lines: Sequence[RoledLine], printed: Callable[[str], str]) -> FurtherTable | None:
    """Returns the table that begins with the first line, else None.

    Args:
        lines: the lines from there on.
        printed: puts a place for the year into a printed text.
    """
    side, heads = _heads(lines[0])
    if len(heads) < _COLUMNS:
        return None
    edges = [(head.col, head.right) for head in heads]
    begun: list[str] = []
    rows = 0
    for line in lines[1:]:
        if side is not None and line.row > side.bottom:
            break
        blocks = [cell.block for cell in line.cells]
        if [(block.col, block.right) for block in blocks] != edges:
            break
        first, *others = line.cells
        if any(cell.role is CellRole.LABEL for cell in others):
            break
        if first.role is CellRole.LABEL:
            begun.append(printed(first.block.text))
        rows += 1
    if rows < _ROWS or len(begun) not in (0, rows) or (begun and len(heads) < _COLUMNS + 1):
        return None
    if not begun and not all(head.text for head in heads):
        return None
    name = plain(side.text) if side is not None else plain(heads[0].text or heads[1].text)
    columns = tuple(_column(head, number, printed) for number, head in enumerate(heads, 1))
    return FurtherTable(own_key(name), name, columns, rows, side, tuple(begun))


def _heads(line: RoledLine) -> tuple[FormBlock | None, list[FormBlock]]:
    """Returns the label at the left of a table, and its headings."""
    side: FormBlock | None = None
    cells: list[RoledBlock] = list(line.cells)
    if cells and cells[0].block.rows > 1 and cells[0].role is CellRole.LABEL:
        side = cells.pop(0).block
    headed = all(cell.role is CellRole.LABEL for cell in cells[1:])
    corner = bool(cells) and (cells[0].role is CellRole.LABEL or not cells[0].block.text)
    if not (headed and corner) or any(cell.block.rows > 1 for cell in cells):
        return None, []
    return side, [cell.block for cell in cells]


def _column(head: FormBlock, number: int, printed: Callable[[str], str]) -> FurtherColumn:
    label = printed(head.text) or _ITEM
    kind = "amount" if own_field(label).kind == "amount" else "text"
    return FurtherColumn(own_key(label) or f"column{number}", label, kind, head.span)
