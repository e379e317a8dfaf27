"""Rows, columns and cells inserted, deleted, cut and pasted the way Excel does it.

What stands in a cell moves with its format; merges, validations, conditional formats and the references of all
formulas follow. `test_shift.py` holds it against LibreOffice doing the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal, Protocol

from tests.support.sheet_editor import Place, Sheet, area, overlap, ref, squares, tag
from toolkit.model import CellRange, CellRef

_QUOTED = re.compile(r'("(?:[^"]|"")*")')
_REFERENCE = re.compile(r"(?<![\w!.$])(\$?[A-Z]{1,3}\$?[1-9]\d*)(:\$?[A-Z]{1,3}\$?[1-9]\d*)?(?![\w(!.])")
LOST = "#REF!"
ROW, COL = 0, 1


class Shift(Protocol):
    """A movement of cells and ranges."""

    def cell(self, place: CellRef) -> CellRef | None:
        """Returns the new place of a cell, None where it is deleted or overwritten."""

    def range(self, place: CellRange) -> CellRange | None:
        """Returns the new place of a formula's or validation's range."""

    def merge(self, place: CellRange) -> CellRange | None:
        """Returns the new place of a merged range, None where it is unmerged."""

    def takes_rows_along(self) -> bool:
        """Whether whole rows move, with their heights."""


@dataclass(frozen=True)
class Along:
    """Lines inserted (count above 0) or deleted along an axis, within an optional band.

    Attributes:
        axis: ROW or COL.
        at: the first line inserted or deleted.
        count: how many; negative for deleted ones.
        band: first and last line of the other axis that take part, None for all.
    """

    axis: int
    at: int
    count: int
    band: tuple[int, int] | None = None

    def takes_rows_along(self) -> bool:
        """Whether whole rows move, with their heights."""
        return self.axis == ROW and self.band is None

    def cell(self, place: CellRef) -> CellRef | None:
        if not self._inside(place, place):
            return place
        line = self._line(place[self.axis])
        return None if line is None else self._at(place, line)

    def range(self, place: CellRange) -> CellRange | None:
        if not self._inside(*place):
            return place
        low, high = place.first[self.axis], place.last[self.axis]
        if self.count > 0:
            low, high = (line + self.count * (line >= self.at) for line in (low, high))
        else:
            deleted = range(self.at, self.at - self.count)
            low = self.at if low in deleted else low + self.count * (low >= deleted.stop)
            high = self.at - 1 if high in deleted else high + self.count * (high >= deleted.stop)
        if low > high:
            return None
        return CellRange(self._at(place.first, low), self._at(place.last, high))

    def merge(self, place: CellRange) -> CellRange | None:
        moved = self.range(place)
        if self.band is None or (moved == place and not self._cuts(place)):
            return moved
        same_size = moved is not None and moved.area == place.area
        return moved if same_size and not self._cuts(place) else None

    def _cuts(self, place: CellRange) -> bool:
        """Whether a band cuts a merged range in two."""
        if self.band is None or place.last[self.axis] < self.at:
            return False
        low, high = place.first[1 - self.axis], place.last[1 - self.axis]
        return low <= self.band[1] and high >= self.band[0] and not self._inside(*place)

    def _inside(self, first: CellRef, last: CellRef) -> bool:
        other = 1 - self.axis
        return self.band is None or self.band[0] <= first[other] <= last[other] <= self.band[1]

    def _line(self, line: int) -> int | None:
        if line < self.at:
            return line
        return line + self.count if self.count > 0 or line >= self.at - self.count else None

    def _at(self, place: CellRef, line: int) -> CellRef:
        return CellRef(line, place.col) if self.axis == ROW else CellRef(place.row, line)


@dataclass(frozen=True)
class Cut:
    """A block cut and pasted elsewhere, with the references to it."""

    source: CellRange
    to: CellRef

    @property
    def target(self) -> CellRange:
        """The cells it is pasted into."""
        return self._moved(self.source)

    def _moved(self, place: CellRange) -> CellRange:
        down, right = self.to.row - self.source.first.row, self.to.col - self.source.first.col
        first, last = place
        return CellRange(CellRef(first.row + down, first.col + right), CellRef(last.row + down, last.col + right))

    def takes_rows_along(self) -> bool:
        """Whether whole rows move, with their heights."""
        return False

    def cell(self, place: CellRef) -> CellRef | None:
        if self.source.holds(*place):
            return self._moved(CellRange(place, place)).first
        return None if self.target.holds(*place) else place

    def range(self, place: CellRange) -> CellRange | None:
        if self.source.holds(*place.first) and self.source.holds(*place.last):
            return self._moved(place)
        inside = self.target.holds(*place.first) and self.target.holds(*place.last)
        return None if inside else place

    def merge(self, place: CellRange) -> CellRange | None:
        moved = self.range(place)
        return None if moved == place and overlap(place, self.target) else moved


@dataclass(frozen=True)
class Moved:
    """Whole lines cut and inserted before another line.

    Attributes:
        axis: ROW or COL.
        at: the first of them.
        count: how many.
        before: the line before which they go.
    """

    axis: int
    at: int
    count: int
    before: int

    def takes_rows_along(self) -> bool:
        """Whether whole rows move, with their heights."""
        return self.axis == ROW

    def cell(self, place: CellRef) -> CellRef:
        line = self._line(place[self.axis])
        return CellRef(line, place.col) if self.axis == ROW else CellRef(place.row, line)

    def _line(self, line: int) -> int:
        if self.at <= self.before <= self.at + self.count:
            return line
        if self.at <= line < self.at + self.count:
            return line - self.at + (self.before if self.before < self.at else self.before - self.count)
        if self.before <= line < self.at:
            return line + self.count
        return line - self.count if self.at + self.count <= line < self.before else line

    def range(self, place: CellRange) -> CellRange:
        first, last = self.cell(place.first), self.cell(place.last)
        together = last[self.axis] - first[self.axis] == place.last[self.axis] - place.first[self.axis]
        return CellRange(first, last) if together else place

    merge = range


def insert_rows(sheet: Sheet, row: int, count: int = 1) -> None:
    """Insert rows before a row, counted from 0; they look like the row above."""
    apply(sheet, Along(ROW, row, count))
    _formats(
        sheet, ((CellRef(r, p.col), p) for r in range(row, row + count) for p in list(sheet.cells) if p.row == row - 1)
    )


def delete_rows(sheet: Sheet, row: int, count: int = 1) -> None:
    """Delete rows, counted from 0."""
    apply(sheet, Along(ROW, row, -count))


def insert_columns(sheet: Sheet, col: int, count: int = 1) -> None:
    """Insert columns before a column, counted from 0, formatted like their left neighbour."""
    apply(sheet, Along(COL, col, count))
    _formats(
        sheet, ((CellRef(p.row, c), p) for c in range(col, col + count) for p in list(sheet.cells) if p.col == col - 1)
    )


def delete_columns(sheet: Sheet, col: int, count: int = 1) -> None:
    """Delete columns, counted from 0."""
    apply(sheet, Along(COL, col, -count))


def insert_cells(sheet: Sheet, place: CellRange | str, way: Literal["down", "right"]) -> None:
    """Insert cells; what was there goes down or to the right."""
    place = area(place)
    if way == "down":
        apply(sheet, Along(ROW, place.first.row, _height(place), (place.first.col, place.last.col)))
        _formats(sheet, ((one, CellRef(place.first.row - 1, one.col)) for one in squares(place)))
    else:
        apply(sheet, Along(COL, place.first.col, _width(place), (place.first.row, place.last.row)))
        _formats(sheet, ((one, CellRef(one.row, place.first.col - 1)) for one in squares(place)))


def delete_cells(sheet: Sheet, place: CellRange | str, way: Literal["up", "left"]) -> None:
    """Delete cells; what is below or to the right closes up."""
    place = area(place)
    if way == "up":
        apply(sheet, Along(ROW, place.first.row, -_height(place), (place.first.col, place.last.col)))
    else:
        apply(sheet, Along(COL, place.first.col, -_width(place), (place.first.row, place.last.row)))


def cut(sheet: Sheet, source: CellRange | str, to: Place) -> None:
    """Cut a block and paste it elsewhere, with its formats."""
    apply(sheet, Cut(area(source), ref(to)))


def move_rows(sheet: Sheet, row: int, count: int, before: int) -> None:
    """Cut whole rows and insert them before another row, as dragging with Shift does."""
    apply(sheet, Moved(ROW, row, count, before))


def move_columns(sheet: Sheet, col: int, count: int, before: int) -> None:
    """Cut whole columns and insert them before another column."""
    apply(sheet, Moved(COL, col, count, before))


def apply(sheet: Sheet, shift: Shift) -> None:
    """Move everything on a sheet."""
    cells = {}
    for place, cell in sheet.cells.items():
        moved = shift.cell(place)
        if moved is not None:
            cells[moved] = cell
    sheet.cells = cells
    if shift.takes_rows_along():
        rows = {shift.cell(CellRef(row, 0)): attributes for row, attributes in sheet.rows.items()}
        sheet.rows = {place.row: attributes for place, attributes in rows.items() if place is not None}
    merges = map(shift.merge, sheet.merges)
    sheet.merges = [merge for merge in merges if merge is not None and merge.area > 1]
    for _, node in sheet.formulas():
        node.text = followed(node.text or "", shift)
    for node in sheet.root.iter(tag("dataValidation"), tag("conditionalFormatting")):
        _follow_ranges(node, shift)
        for formula in node.iter(tag("formula")):
            formula.text = followed(formula.text or "", shift)


def _follow_ranges(node: object, shift: Shift) -> None:
    """Moves the ranges of a validation or conditional format."""
    ranges = [CellRange.parse(text) for text in str(node.get("sqref")).split()]  # type: ignore[attr-defined]
    if isinstance(shift, Cut):
        singles = (CellRange(one, one) for block in ranges for one in squares(block))
        ranges = [block for block in ranges if shift.range(block) == block and not _touched(block, shift)] + [
            moved
            for single in singles
            if not any(shift.range(w) == w and not _touched(w, shift) and w.holds(*single.first) for w in ranges)
            and (moved := shift.range(single))
        ]
    else:
        ranges = [moved for block in ranges if (moved := shift.range(block))]
    parent = node.getparent()  # type: ignore[attr-defined]
    if ranges:
        node.set("sqref", " ".join(map(str, ranges)))  # type: ignore[attr-defined]
    else:
        parent.remove(node)


def _touched(block: CellRange, shift: Cut) -> bool:
    return overlap(block, shift.source) or overlap(block, shift.target)


def followed(formula: str, shift: Shift) -> str:
    """A formula whose references follow their cells."""
    pieces = _QUOTED.split(formula)
    return "".join(piece if piece.startswith('"') else _REFERENCE.sub(_follower(shift), piece) for piece in pieces)


def _follower(shift: Shift) -> Callable[[re.Match[str]], str]:
    def follow(match: re.Match[str]) -> str:
        first, last = match[1], (match[2] or "").removeprefix(":")
        place = CellRange.parse(f"{first}:{last or first}")
        moved = shift.range(place)
        if moved is None:
            return LOST
        if moved == place:
            return match[0]
        ends = [_absolute(first, moved.first)] + ([_absolute(last, moved.last)] if last else [])
        return ":".join(ends)

    return follow


def _absolute(before: str, place: CellRef) -> str:
    """A reference with the dollar signs that it had."""
    letters = "".join(char for char in str(place) if char.isalpha())
    col = "$" if before.startswith("$") else ""
    row = "$" if "$" in before[1:] else ""
    return f"{col}{letters}{row}{place.row + 1}"


def _formats(sheet: Sheet, pairs: Iterable[tuple[CellRef, CellRef]]) -> None:
    """Give new cells the format of others."""
    for new, like in pairs:
        if like in sheet.cells:
            sheet.cells[new] = deepcopy(sheet.cells[like])
            sheet.clear(new)


def _height(place: CellRange) -> int:
    return place.last.row - place.first.row + 1


def _width(place: CellRange) -> int:
    return place.last.col - place.first.col + 1
