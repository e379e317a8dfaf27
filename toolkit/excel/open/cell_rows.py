"""The cells of one sheet, read row after row.

The innermost loop of the reader is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from lxml import etree

from toolkit.excel.grid import CellKind, GridCell
from toolkit.excel.limits import Damaged, Limits, refuse_above
from toolkit.excel.open.attributes import (
    COLUMNS,
    PLACES,
    ROWS,
    refuse_foreign,
    row_height,
    row_hidden,
    whole_number,
)
from toolkit.excel.open.formulas import Formulas
from toolkit.excel.open.plain_parts import Row, Spelled
from toolkit.excel.open.stored_values import SharedTexts, Value, shown, text_of, text_value, unescape
from toolkit.excel.open.style_sheet import Style, Styles
from toolkit.model.cell import CellRef

_TEXT, _EMPTY = (
    CellKind.TEXT,
    CellKind.EMPTY,
)  # looking a member up in its class costs Python 3.11 more than making a cell
_NUMERIC = CellKind.NUMBER
_new = tuple.__new__  # a named tuple's own constructor takes twice as long
_TRUE = ("1", "true")
_BRIEF = 30
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0{1,9})?)?")
_MILLISECONDS = re.compile(r"(:[0-9]{2})\.[0-9]{1,9}")
_CELLS = ("工作表单元格数", "cells of a sheet")
_FORMAT_WORDS = ("数字格式所加文字的总量（字符）", "characters that number formats add to the numbers of a sheet")
_FEW_CHARACTERS = 60


class SharedParts(NamedTuple):
    """The parts that the sheets of a workbook share.

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


class CellTwice(Exception):  # noqa: N818 - reads as what was found
    """A cell is given more than once; a careful reading compares what is given."""


class _Careful(dict[tuple[int, int], GridCell]):
    """Cells of a sheet that gives some of them twice.

    The same content counts once, other content raises Damaged.
    """

    def __init__(self) -> None:
        super().__init__()
        self.repeated = 0

    def __setitem__(self, place: tuple[int, int], cell: GridCell) -> None:
        old = self.get(place)
        if old is None:
            super().__setitem__(place, cell)
            return
        self.repeated += 1
        if _is_empty(cell):
            return
        if not _is_empty(old) and not _same_content(old, cell):
            raise _contradiction(str(CellRef(*place)), old.raw or old.text, cell.raw or cell.text)
        if _is_empty(old) or old.formula is None:
            super().__setitem__(place, cell)


class Cells:
    """The cells of one sheet.

    Attributes:
        cells: what was read so far, by (row, col).
        hidden: rows that are hidden or of no height.
        heights: heights in points of the rows that say one.
    """

    def __init__(self, shared: SharedParts, namespace: str = "", *, careful: bool = False) -> None:
        self.cells: dict[tuple[int, int], GridCell] = _Careful() if careful else {}
        self.hidden: set[int] = set()
        self.heights: dict[int, float] = {}
        self._shared = shared
        self._texts = shared.texts
        self._formulas = Formulas(shared.limits)
        self._row = self._bottom = -1
        self._count = self._format_words = 0
        self._c, self._v, self._f, self._is = (namespace + name for name in ("c", "v", "f", "is"))
        self._extensions = namespace + "extLst"

    def add(self, row: etree._Element) -> None:
        """Reads a `row` element. Raises Damaged or Refused.

        Damaged: a cell is not in its place. Refused: there are too many cells.
        """
        number = self._start(whole_number(self._number_of(row)) - 1, row_hidden(row), row_height(row))
        cells, styles = self.cells, self._shared.styles
        place = (number, -1)
        self._count += len(row)
        refuse_above(self._count, self._shared.limits.cells, *_CELLS)
        for node in row:
            if node.tag != self._c:  # an extension list: the only other thing in a row
                self._count -= 1
                refuse_foreign(node, self._extensions, f"第 {number + 1} 行", f"row {number + 1}")
                continue
            ref = node.get("r")
            if ref is not None:
                place = PLACES[ref]
            else:
                place = (number, place[1] + 1)
                if place[1] >= COLUMNS:
                    raise Damaged("单元格引用无效", "a row has more cells than a sheet has columns")
            if place[0] != number:
                raise _elsewhere(ref, number)
            style = styles[node.get("s")]
            cells[place] = self._cell(node, style, place) if len(node) else style.empty

    def add_plain(self, spelled: Iterable[Spelled], count: int, after: Iterable[Row]) -> None:
        """Reads all cells of a sheet at once. Raises as `add`.

        They come from `toolkit.excel.open.plain_parts`.
        """
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
            written = (formulas.plain(formula) or None) if formula else None
            if inline is None:
                cells[place] = self._content(kind, value, written, style, ref)
            else:
                cells[place] = self._inline(kind, unescape(inline), written, style, ref)
        for row in after:
            self._start(*row)

    def finish(self) -> dict[tuple[int, int], GridCell]:
        """Returns all cells. Raises CellTwice, Damaged or Refused.

        These show only after the last row.
        """
        if isinstance(self.cells, _Careful):
            self.cells = dict(self.cells)
        elif len(self.cells) != self._count:
            raise CellTwice
        self._check_extent()
        self._formulas.spread(self.cells)
        limit = self._shared.limits.text
        if self._count * max(self._shared.texts.longest, self._shared.styles.longest) > limit:
            size = sum(len(cell.text) for cell in self.cells.values())
            refuse_above(size, limit, "工作表文字总量（字符）", "characters of a sheet's texts")
        return self.cells

    def _number_of(self, row: etree._Element) -> str:
        """Returns the number of a row: its own, its first cell's, or the next."""
        ref = row[0].get("r") if len(row) and row[0].tag == self._c else None
        return row.get("r") or str((self._row + 1 if ref is None else PLACES[ref][0]) + 1)

    def _start(self, number: int, hidden: bool, height: float | None) -> int:
        """Returns the zero-based number of a row that begins. Raises Damaged."""
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
        value = formula = inline = None
        # Going over an element's only child costs more than asking for it.
        for child in (node[0],) if len(node) == 1 else node:
            tag = child.tag
            if tag == self._v:
                value = _only(value, str(child.text or ""), place)
            elif tag == self._f:
                formula = _only(formula, self._formulas.read(child, *place), place)
            elif tag == self._is:
                inline = _only(inline, text_of(child), place)
            else:
                ref = str(CellRef(*place))
                refuse_foreign(child, self._extensions, f"单元格 {ref}", f"cell {ref}", ref)
        if inline is None:
            return self._content(kind, value, formula, style, place)
        if value and value != inline:
            raise _contradiction(str(CellRef(*place)), value, inline)
        return self._inline(kind, inline, formula, style, place)

    def _inline(
        self, kind: str | None, text: str, formula: str | None, style: Style, place: str | tuple[int, int]
    ) -> GridCell:
        """Returns a cell with inline text. Raises Damaged for another kind."""
        if kind != "inlineStr" and text:
            raise _contradiction(_address(place), f't="{kind or "n"}"', text)
        if not text:
            return self._content(None, None, formula, style, place)
        return _new(GridCell, (*text_value(text), style.format, formula, True, style.locked))

    def _content(
        self, kind: str | None, value: str | None, formula: str | None, style: Style, place: str | tuple[int, int]
    ) -> GridCell:
        """Returns a cell by its kind, value and formula. Raises Damaged."""
        if not value:
            if formula is None:
                return style.empty
            # An empty text is a result only where the cell says that its result is a text.
            computed = value is not None and kind == "str"
            return _new(GridCell, ("", _EMPTY, "", style.format, formula, computed, style.locked))
        if kind == "s":
            raw = self._texts.get(value)
            if raw is None and (raw := self._texts.get(value.strip())) is None:
                words = f"there is no shared text {value[:20]!r}"
                raise Damaged("共享文本不存在", words, cell=_address(place))
            text, what = (raw, _TEXT) if raw and "\r" not in raw else text_value(raw)[:2]
        elif kind is None or kind == "n":
            raw = value
            text, what = shown(value, style.show, since_1904=self._shared.since_1904)
            if len(text) > _FEW_CHARACTERS:  # counted at once: a sheet of such cells takes much memory
                self._format_words += len(text) - len(value)
                refuse_above(self._format_words, self._shared.limits.format_words, *_FORMAT_WORDS)
        elif kind == "inlineStr":  # its text ought to stand in `is`; other programs show nothing of a value
            raise _contradiction(_address(place), 't="inlineStr"', value)
        else:
            text, what, raw = _other(kind, value)
        return _new(GridCell, (text, what, raw, style.format, formula, True, style.locked))

    def _check_extent(self) -> None:
        limit = self._shared.limits.extent
        if (self._bottom + 1) * COLUMNS > limit:
            filled = [place for place, cell in self.cells.items() if cell.text or cell.formula]
            refuse_above(_area(filled), limit, "有内容区域的跨度（单元格）", "extent of the filled cells")


def _elsewhere(ref: str | None, number: int) -> Damaged:
    return Damaged("单元格不在其所属行", f"cell {ref} is in row {number + 1}", cell=ref)


def _only(old: str | None, new: str | None, place: tuple[int, int]) -> str | None:
    """Returns the only content of a cell. Raises Damaged for two different ones."""
    if old and new and old != new:
        raise _contradiction(str(CellRef(*place)), old, new)
    return new or old if old is not None else new


def _contradiction(ref: str, one: str, other: str) -> Damaged:
    one, other = one[:_BRIEF], other[:_BRIEF]
    return Damaged(f"{ref} 的内容自相矛盾：{one}；{other}", f"{ref} contradicts itself: {one}; {other}", cell=ref)


def _address(place: str | tuple[int, int]) -> str:
    return place if isinstance(place, str) else str(CellRef(*place))


def _is_empty(cell: GridCell) -> bool:
    return not cell.text and cell.formula is None


def _same_content(one: GridCell, other: GridCell) -> bool:
    """Whether two cells hold the same value, in whatever spelling, and no two formulas."""
    if one.formula is not None and other.formula is not None and one.formula != other.formula:
        return False
    if _NUMERIC in (one.kind, other.kind) and one.kind != other.kind:
        return one.text == other.text
    return (one.text, one.raw) == (other.text, other.raw) or (
        one.kind is other.kind is _NUMERIC and one.format == other.format and _number(one.raw) == _number(other.raw)
    )


def _number(raw: str) -> Decimal:
    """Returns a stored number; for anything else what equals nothing."""
    try:
        return Decimal(raw.strip())
    except InvalidOperation:
        return Decimal("NaN")


def _area(places: list[tuple[int, int]]) -> int:
    """Returns the number of cells in the rectangle around places."""
    if not places:
        return 0
    rows, cols = [row for row, _ in places], [col for _, col in places]
    return (max(rows) - min(rows) + 1) * (max(cols) - min(cols) + 1)


def _other(kind: str, value: str) -> Value:
    """Returns the value of a cell without number and shared text."""
    if kind == "b":
        return "TRUE" if value in _TRUE else "FALSE", CellKind.BOOLEAN, value
    if kind == "e":
        return value, CellKind.ERROR, value
    if kind == "d":
        return _day(value), CellKind.DATE, value
    return text_value(unescape(value) if kind == "str" else value)


def _day(value: str) -> str:
    """Returns an ISO 8601 date as a person reads it.

    The date may have a time, milliseconds and Z.
    """
    text = _MIDNIGHT.sub("", value.strip()) if _MIDNIGHT.search(value) else value.strip()
    return _MILLISECONDS.sub(r"\1", text.removesuffix("Z")).replace("T", " ")
