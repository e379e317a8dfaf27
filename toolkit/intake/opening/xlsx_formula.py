"""Formulas that a file writes once for many cells: the formula of each cell, made from the first one's."""

from __future__ import annotations

import re

from lxml import etree

from toolkit.intake.grid import GridCell
from toolkit.intake.limits import Damaged, Limits, refuse_above
from toolkit.intake.opening.xlsx_attributes import COLUMNS, ROWS, cell_range
from toolkit.model.cell import CellRange, column_letters, column_number

# Texts, quoted sheet names and bracketed columns are matched to be left alone. The looks behind and ahead keep
# names and functions whole that begin or end like a reference: LOG10(, A1_total, AB12!.
_TOKEN = re.compile(
    r"""(?P<keep>"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\[\]]*\])
    |(?<![\w.$])(?:
        (?P<c>\$?[A-Za-z]{1,3})(?P<r>\$?[1-9][0-9]{0,6})
        |(?P<c1>\$?[A-Za-z]{1,3}):(?P<c2>\$?[A-Za-z]{1,3})
        |(?P<r1>\$?[1-9][0-9]{0,6}):(?P<r2>\$?[1-9][0-9]{0,6})
    )(?![\w.(!])""",
    re.VERBOSE,
)

# LibreOffice saves a typed TRUE as this formula; nobody else writes it without need.
_LONGEST = 32_767  # four times what Excel allows, with room for how a file spells it
_TYPED = frozenset({"TRUE()", "FALSE()"})


def moved(formula: str, rows: int, cols: int) -> str:
    """A formula as it reads some rows further down and some columns further right; `$` stays where it is."""

    def shift(match: re.Match[str]) -> str:
        if match["c"]:
            return _col(match["c"], cols) + _row(match["r"], rows)
        if match["c1"]:
            return f"{_col(match['c1'], cols)}:{_col(match['c2'], cols)}"
        if match["r1"]:
            return f"{_row(match['r1'], rows)}:{_row(match['r2'], rows)}"
        return match[0]

    return _TOKEN.sub(shift, formula)


def _col(text: str, by: int) -> str:
    # Excel counts round the edge of the sheet, and so do files written by it.
    return text if text.startswith("$") else column_letters((column_number(text.upper()) + by) % COLUMNS)


def _row(text: str, by: int) -> str:
    return text if text.startswith("$") else str((int(text) - 1 + by) % ROWS + 1)


class Formulas:
    """The formulas of one sheet while its cells are read."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._written = 0
        self._first: dict[str, tuple[str, int, int]] = {}
        self._areas: list[tuple[CellRange, str]] = []

    def plain(self, written: str) -> str | None:
        """A formula that belongs to its cell alone, None where it only stands for a typed value. Raises Damaged."""
        text = written.removeprefix("=")
        if len(text) > _LONGEST:
            raise Damaged("公式过长", "a formula is longer than a formula can be")
        return None if text in _TYPED else text

    def read(self, node: etree._Element, row: int, col: int) -> str | None:
        """The formula that an `f` element gives to a cell, None where it says nothing.

        A shared formula is written out for its cell; a data table, which has no formula of its own, is TABLE(…).
        Raises Damaged or Refused.
        """
        text = self.plain(node.text or "")
        if text is None:
            return None
        kind = node.get("t")
        if kind == "shared":
            return self._shared(node.get("si") or "", text, row, col)
        if kind == "dataTable":
            text = f"TABLE({node.get('r1') or ''},{node.get('r2') or ''})"
        area = node.get("ref")
        if area and text:
            self._areas.append((cell_range(area), text))
        return text or None

    def spread(self, cells: dict[tuple[int, int], GridCell]) -> None:
        """Mark the other cells of array formulas and data tables: they look like values and are results."""
        for area, text in self._areas:
            if area.area > len(cells):
                places = [place for place in cells if area.holds(*place)]
            else:
                rows, cols = range(area.first.row, area.last.row + 1), range(area.first.col, area.last.col + 1)
                places = [(row, col) for row in rows for col in cols if (row, col) in cells]
            for place in places:
                if cells[place].formula is None:
                    cells[place] = cells[place]._replace(formula=text)

    def _shared(self, number: str, text: str, row: int, col: int) -> str:
        if text:
            self._first[number] = (text, row, col)
            return text
        if number not in self._first:
            return f"SHARED({number})"  # its first cell is gone; that it is a formula still counts
        first, first_row, first_col = self._first[number]
        self._written += len(first)
        refuse_above(self._written, self._limits.text, "工作表公式总长（字符）", "characters of a sheet's formulas")
        return moved(first, row - first_row, col - first_col)
