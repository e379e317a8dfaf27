"""The cells of one sheet as they are read, row after row. The innermost loop of the reader lives here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from toolkit.intake.grid import CellKind, GridCell
from toolkit.intake.limits import Damaged, Limits, refuse_above
from toolkit.intake.opening.styles import Style, Styles
from toolkit.intake.opening.xlsx_attributes import COLUMNS, PLACES, ROWS, row_height, row_hidden, whole
from toolkit.intake.opening.xlsx_formula import Formulas
from toolkit.intake.opening.xlsx_number import shown
from toolkit.intake.opening.xlsx_plain import Row, Spelled
from toolkit.intake.opening.xlsx_text import SharedTexts, Value, text_of, text_value, unescape

_TEXT, _EMPTY = (
    CellKind.TEXT,
    CellKind.EMPTY,
)  # looking a member up in its class costs Python 3.11 more than making a cell
_made = tuple.__new__  # a named tuple's own constructor takes twice as long
_TRUE = ("1", "true")
_CELLS = ("工作表单元格数", "cells of a sheet")


class Shared(NamedTuple):
    """What the sheets of a workbook share.

    Attributes:
        texts: the table of shared texts.
        styles: the styles by number.
        since_1904: whether days count from 1904.
        limits: what a sheet may hold.
    """

    texts: SharedTexts
    styles: Styles
    since_1904: bool
    limits: Limits


class Cells:
    """The cells of one sheet.

    Attributes:
        cells: what was read so far, by (row, col).
        hidden: rows that are hidden or of no height.
        heights: heights in points of the rows that say one.
    """

    def __init__(self, shared: Shared, namespace: str = "") -> None:
        self.cells: dict[tuple[int, int], GridCell] = {}
        self.hidden: set[int] = set()
        self.heights: dict[int, float] = {}
        self._shared = shared
        self._texts = shared.texts
        self._formulas = Formulas(shared.limits)
        self._row = self._bottom = -1
        self._count = 0
        self._c, self._v, self._f, self._is = (namespace + name for name in ("c", "v", "f", "is"))

    def add(self, row: etree._Element) -> None:
        """Read a `row` element. Raises Damaged where a cell is not in its place, Refused for too many cells."""
        number = self._start(whole(self._number_of(row)) - 1, row_hidden(row), row_height(row))
        cells, styles = self.cells, self._shared.styles
        place = (number, -1)
        self._count += len(row)
        refuse_above(self._count, self._shared.limits.cells, *_CELLS)
        for node in row:
            ref = node.get("r")
            if ref is not None:
                place = PLACES[ref]
            elif node.tag == self._c:
                place = (number, place[1] + 1)
                if place[1] >= COLUMNS:
                    raise Damaged("单元格引用无效", "a row has more cells than a sheet has columns")
            else:  # an extension list: the only other thing in a row, and without a reference
                self._count -= 1
                continue
            if place[0] != number:
                raise _elsewhere(ref, number)
            style = styles[node.get("s")]
            cells[place] = self._cell(node, style, place) if len(node) else style.empty

    def add_plain(self, spelled: Iterable[Spelled], count: int, after: Iterable[Row]) -> None:
        """Read all cells of a sheet at once, as `toolkit.intake.opening.xlsx_plain` gives them. Raises as `add`."""
        self._count = count
        refuse_above(count, self._shared.limits.cells, *_CELLS)
        cells, styles, formulas = self.cells, self._shared.styles, self._formulas
        number = -1
        for begun, ref, style_number, kind, formula, value, inline in spelled:
            for row in begun:
                number = self._start(*row)
            place = PLACES[ref]
            if place[0] != number:
                raise _elsewhere(ref, number)
            style = styles[style_number]
            if value is None and formula is None and inline is None:
                cells[place] = style.empty
                continue
            told = (formulas.plain(formula) or None) if formula else None
            cells[place] = self._content(kind, value if inline is None else unescape(inline), told, style)
        for row in after:
            self._start(*row)

    def finish(self) -> dict[tuple[int, int], GridCell]:
        """All cells, once the last row is read. Raises Damaged or Refused for what only the whole shows."""
        if len(self.cells) != self._count:
            raise Damaged("同一单元格出现两次", "a cell is given twice")
        self._check_extent()
        self._formulas.spread(self.cells)
        limit = self._shared.limits.text
        if self._count * self._shared.texts.longest > limit:
            size = sum(len(cell.text) for cell in self.cells.values())
            refuse_above(size, limit, "工作表文字总量（字符）", "characters of a sheet's texts")
        return self.cells

    def _number_of(self, row: etree._Element) -> str:
        """Number of a row as it is written: its own, that of its first cell, or the next one."""
        ref = row[0].get("r") if len(row) else None
        return row.get("r") or str((self._row + 1 if ref is None else PLACES[ref][0]) + 1)

    def _start(self, number: int, hidden: bool, height: float | None) -> int:
        """Note a row that begins; its zero-based number. Raises Damaged."""
        if not 0 <= number < ROWS:
            raise Damaged("行号无效", f"there is no row {number + 1}")
        self._row = number
        if number > self._bottom:
            self._bottom = number
        if hidden:
            self.hidden.add(number)
        if height is not None:
            self.heights[number] = height
        return number

    def _cell(self, node: etree._Element, style: Style, place: tuple[int, int]) -> GridCell:
        kind = node.get("t")
        value = formula = None
        # Going over an element's only child costs more than asking for it.
        for child in (node[0],) if len(node) == 1 else node:
            tag = child.tag
            if tag == self._v:
                value = child.text or ""
            elif tag == self._f:
                formula = self._formulas.read(child, *place)
            elif tag == self._is:
                value = text_of(child)
        return self._content(kind, value, formula, style)

    def _content(self, kind: str | None, value: str | None, formula: str | None, style: Style) -> GridCell:
        """A cell of what its kind, value and formula say."""
        if not value:
            if formula is None:
                return style.empty
            # An empty text is a result only where the cell says that its result is a text.
            computed = value is not None and kind == "str"
            return _made(GridCell, ("", _EMPTY, "", style.format, formula, computed, style.locked))
        if kind == "s":
            raw = self._texts[value]
            text, what = (raw, _TEXT) if raw and "\r" not in raw else text_value(raw)[:2]
        elif kind is None or kind == "n":
            raw = value
            text, what = shown(value, style.show, since_1904=self._shared.since_1904)
        else:
            text, what, raw = _other(kind, value)
        return _made(GridCell, (text, what, raw, style.format, formula, True, style.locked))

    def _check_extent(self) -> None:
        limit = self._shared.limits.extent
        if (self._bottom + 1) * COLUMNS > limit:
            filled = [place for place, cell in self.cells.items() if cell.text or cell.formula]
            refuse_above(_area(filled), limit, "有内容区域的跨度（单元格）", "extent of the filled cells")


def _elsewhere(ref: str | None, number: int) -> Damaged:
    return Damaged("单元格不在其所属行", f"cell {ref} stands in row {number + 1}")


def _area(places: list[tuple[int, int]]) -> int:
    """Cells of the rectangle around places."""
    if not places:
        return 0
    rows, cols = [row for row, _ in places], [col for _, col in places]
    return (max(rows) - min(rows) + 1) * (max(cols) - min(cols) + 1)


def _other(kind: str, value: str) -> Value:
    """What a cell shows that is neither a number nor a shared text."""
    if kind == "b":
        return "TRUE" if value in _TRUE else "FALSE", CellKind.BOOLEAN, value
    if kind == "e":
        return value, CellKind.ERROR, value
    if kind == "d":
        return value.removesuffix("Z").removesuffix("T00:00:00").replace("T", " "), CellKind.DATE, value
    return text_value(unescape(value) if kind == "str" else value)
