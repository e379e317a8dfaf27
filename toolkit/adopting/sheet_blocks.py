"""A sheet as blocks: its cells and merged ranges by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.adopting.cells_apart import with_cells_apart
from toolkit.adopting.sheet_look import USUAL_HEIGHT, CellLook, SheetLook
from toolkit.adopting.visible_part import VisiblePart, visible_part
from toolkit.excel.grid import CellKind, Grid, GridCell
from toolkit.forms.selfcheck import is_panel_text
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.text import fold

#: A form is no larger.
MOST_ROWS, MOST_COLUMNS = 500, 60
_EMPTY = GridCell("", CellKind.EMPTY)
_PLAIN = CellLook()
#: What a blank prints where answers go: 指标1：, 目标1：, ……
_RESIDUE = re.compile(
    r"(?:(?:指标|目标|任务|措施)\s*[\d一二三四五]{1,2}\s*[:：、.．]?|…+|\.{3,}|[×xX*＊]{2,}|_{2,}|\s+)+"
)

_NUMBERED = re.compile(r"(?:目标|任务|措施)\s*[\d一二三四五]{1,2}\s*[:：]?")


@dataclass(frozen=True, slots=True)
class FormBlock:
    """A cell or a merged range.

    Attributes:
        range: its cells.
        cell: what it holds.
        look: how it looks.
        options: the list that it offers; empty for none.
        open: whether a protected sheet leaves it open.
        numbered: whether it is one of several labels with a number: 目标1 | … | 目标2 | ….
    """

    range: CellRange
    cell: GridCell = _EMPTY
    look: CellLook = _PLAIN
    options: tuple[str, ...] = ()
    open: bool = False
    numbered: bool = False

    @property
    def text(self) -> str:
        """Returns its text without blanks around it.

        What only marks room for an answer is none."""
        text = "" if self.cell.blank else self.cell.text.strip()
        return "" if _RESIDUE.fullmatch(text) and not self.numbered else text

    @property
    def folded(self) -> str:
        """Returns its text as words are compared."""
        return fold(self.text)

    @property
    def row(self) -> int:
        """Returns its first row."""
        return self.range.first.row

    @property
    def col(self) -> int:
        """Returns its first column."""
        return self.range.first.col

    @property
    def bottom(self) -> int:
        """Returns its last row."""
        return self.range.last.row

    @property
    def right(self) -> int:
        """Returns its last column."""
        return self.range.last.col

    @property
    def span(self) -> int:
        """Returns the columns it covers."""
        return self.right - self.col + 1

    @property
    def rows(self) -> int:
        """Returns the rows it covers."""
        return self.bottom - self.row + 1

    @property
    def measured(self) -> bool:
        """Whether it is a number or a date."""
        return self.cell.kind in (CellKind.NUMBER, CellKind.DATE)


@dataclass(frozen=True, slots=True)
class BlockSheet:
    """A sheet as blocks.

    Attributes:
        grid: the sheet.
        look: its look.
        area: the cells of the form.
        rows: the blocks that begin in each row of the area, from left to right; each cell is in one block.
        outside: filled cells beside the form.
        visible: where its cells stand in the workbook; None where they stand there.
    """

    grid: Grid
    look: SheetLook
    area: CellRange
    rows: Mapping[int, tuple[FormBlock, ...]]
    outside: tuple[FormBlock, ...] = ()
    visible: VisiblePart | None = None

    def address(self, cell: str) -> str:
        """Returns the address that one of its cells has in the workbook."""
        return cell if self.visible is None else self.visible.original(cell)

    def width(self, col: int) -> float:
        """Returns the width of a column in characters."""
        return self.look.widths.get(col, self.look.usual_width)

    def height(self, row: int) -> float:
        """Returns the height of a row in points."""
        return self.look.heights.get(row, USUAL_HEIGHT)

    def above(self, row: int, col: int) -> FormBlock | None:
        """Returns the block that covers a cell."""
        return next(
            (one for at in range(row, self.area.first.row - 1, -1) for one in self.rows.get(at, ())
             if one.col <= col <= one.right and one.bottom >= row), None,
        )  # fmt: skip


def block_sheet(grid: Grid, look: SheetLook, options: Mapping[CellRef, tuple[str, ...]]) -> BlockSheet | None:
    """Returns the visible part of a sheet as blocks; None for an empty one.

    Args:
        grid: the sheet.
        look: its look.
        options: the lists that its cells offer.
    """
    visible = visible_part(grid, look, options)
    if visible is not None:
        grid, look, options = visible.grid, visible.look, visible.options
    divided = with_cells_apart(grid, look, options)
    if divided is not None:
        grid, look, options = divided.grid, divided.look, divided.options
        visible = divided if visible is None else visible.then(divided)
    filled = {place: cell for place, cell in grid.cells.items() if not cell.blank and not is_panel_text(cell.text)}
    if not filled:
        return None
    merges = {merge.first: merge for merge in grid.merges}
    area = _area(grid, look, filled)
    covered = {
        CellRef(row, col): merge
        for merge in merges.values()
        if merge.first.row <= area.last.row and merge.first.col <= area.last.col
        for row in range(merge.first.row, min(merge.last.row, area.last.row) + 1)
        for col in range(merge.first.col, min(merge.last.col, area.last.col) + 1)
    }
    rows: dict[int, tuple[FormBlock, ...]] = {}
    for row in range(area.first.row, area.last.row + 1):
        found = []
        for col in range(area.first.col, area.last.col + 1):
            place = CellRef(row, col)
            merge = covered.get(place)
            if merge is None or merge.first == place:
                span = CellRange(place, _within(merge.last, area) if merge else place)
                cell = filled.get(place, _EMPTY)
                unlocked = grid.protected and not grid.cells.get(place, _EMPTY).locked
                found.append(FormBlock(span, cell, look.cells.get(place, _PLAIN), options.get(place, ()), unlocked))
        rows[row] = tuple(_numbered(found))
    outside = tuple(
        FormBlock(CellRange(CellRef(*place), CellRef(*place)), cell)
        for place, cell in sorted(filled.items())
        if not (area.first.row <= place[0] <= area.last.row and area.first.col <= place[1] <= area.last.col)
    )
    return BlockSheet(grid, look, area, rows, outside, visible)


def _numbered(blocks: Sequence[FormBlock]) -> Iterator[FormBlock]:
    """Yields the blocks of a row; numbered texts with room beside each are labels."""
    found = [at for at, block in enumerate(blocks[:-1]) if _NUMBERED.fullmatch(block.cell.text.strip())]
    labels = len(found) > 1 and all(two - one > 1 for one, two in pairwise(found))
    for at, block in enumerate(blocks):
        yield replace(block, numbered=True) if labels and at in found else block


def _within(corner: CellRef, area: CellRange) -> CellRef:
    return CellRef(min(corner.row, area.last.row), min(corner.col, area.last.col))


def _area(grid: Grid, look: SheetLook, filled: Mapping[tuple[int, int], GridCell]) -> CellRange:
    """Returns the area of the form, up to an empty column."""
    places = {*filled, *(place for place, one in look.cells.items() if one.framed)}
    merged = [merge for merge in grid.merges if any(_inside(place, merge) for place in filled) or look.seen]
    top, left = min(row for row, _ in filled), min(col for _, col in filled)
    bottom = max((*(row for row, _ in places), *(merge.last.row for merge in merged)))
    columns = {col for _, col in places} | {
        col for merge in merged for col in range(merge.first.col, min(merge.last.col, 300) + 1)
    }
    left = min(left, *columns)
    right = left
    while right + 1 in columns:
        right += 1
    if look.area is not None and look.area.last.col >= left:
        right = min(right, look.area.last.col)
    return CellRange(CellRef(top, left), CellRef(min(bottom, top + MOST_ROWS - 1), min(right, left + MOST_COLUMNS - 1)))


def _inside(place: tuple[int, int], merge: CellRange) -> bool:
    return merge.first.row <= place[0] <= merge.last.row and merge.first.col <= place[1] <= merge.last.col


def part_of(sheet: BlockSheet, top: int, bottom: int) -> BlockSheet:
    """Returns some rows of a sheet."""
    area = CellRange(CellRef(top, sheet.area.first.col), CellRef(bottom, sheet.area.last.col))
    return replace(sheet, area=area, rows={row: one for row, one in sheet.rows.items() if top <= row <= bottom})


def texts(sheet: BlockSheet) -> Iterator[FormBlock]:
    """Yields the blocks with a text, from top to bottom."""
    for row in sheet.rows.values():
        yield from (block for block in row if block.text)
