"""Formulas as they compare, and formulas that a file writes once for many cells."""

from __future__ import annotations

import re
from decimal import Decimal

from lxml import etree

from toolkit.excel.grid import GridCell
from toolkit.excel.limits import Damaged, Limits, refuse_above
from toolkit.excel.open.attributes import COLUMNS, ROWS, odd_range
from toolkit.model.cell import CellRange, column_letters, column_number
from toolkit.model.remember import Remember

_LONGEST_FORMULA = 8192  # what Excel allows; anything longer is left as it is

_SPELLED_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*"?)
    |(?P<sheet>'(?:[^']|'')*'(?=!))
    |(?P<quoted>'(?:[^']|'')*'?|\[[^\[\]]*\])
    |(?P<array>\{[^{}]*\})
    |(?P<blank>\s+)
    |(?P<prefix>_xl(?:fn|ws|udf|pm)\.)
    |(?P<flag>\b(?:TRUE|FALSE)\b(?:\s*\(\s*\))?(?!\s*[(!]))
    |(?P<function>[^\W\d][\w.]*(?=\s*\())
    |(?P<ref>(?<![\w.])\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}(?![\w.(!]))
    |(?P<word>[^\W\d][\w.]*)
    |(?P<number>(?<![\w$.:])(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d{1,3})?(?![\w:!]))
    |(?P<comma>;)""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE_SHEET = re.compile(r"'([\w.]+)'")


def normal_formula(text: str) -> str:
    """Returns a formula without equals sign and blanks outside texts.

    Formulas are compared in this spelling.
    """
    if len(text) > _LONGEST_FORMULA:
        return text
    return _normal(text)


@Remember(1_000_000)
def _normal(text: str) -> str:
    return _SPELLED_TOKEN.sub(_spelled, text.strip().removeprefix("="))


def _spelled(match: re.Match[str]) -> str:
    found = match[0]
    match match.lastgroup:
        case "sheet":
            bare = _BARE_SHEET.fullmatch(found)
            return bare[1] if bare else found
        case "blank" | "prefix":
            return ""
        case "flag":
            return found.partition("(")[0].strip().upper()
        case "function" | "ref":
            return found.upper()
        case "number":
            return _number(found)
        case "comma":
            return ","
    return found


def _number(text: str) -> str:
    plain = f"{Decimal(text):f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"


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


#: A formula in pieces: text between references, and references as (column letters, row), either of them empty.
Pieces = tuple[str | tuple[str, str], ...]


def moved(formula: str, rows: int, cols: int) -> str:
    """Returns a formula moved by some rows and columns; `$` stays."""
    return _joined(_pieces(formula), rows, cols)


def _pieces(formula: str) -> Pieces:
    """Returns a formula cut at its references, to search it only once."""
    pieces: list[str | tuple[str, str]] = []
    end = 0
    for match in _TOKEN.finditer(formula):
        if match["keep"]:
            continue
        pieces.append(formula[end : match.start()])
        end = match.end()
        if match["c"]:
            pieces.append((match["c"], match["r"]))
        elif match["c1"]:
            pieces += [(match["c1"], ""), ":", (match["c2"], "")]
        else:
            pieces += [("", match["r1"]), ":", ("", match["r2"])]
    return *pieces, formula[end:]


def _joined(pieces: Pieces, rows: int, cols: int) -> str:
    return "".join(piece if isinstance(piece, str) else _col(piece[0], cols) + _row(piece[1], rows) for piece in pieces)


def _col(text: str, by: int) -> str:
    # Excel counts round the edge of the sheet, and so do files written by it.
    fixed = not (by and text) or text.startswith("$")
    return text if fixed else column_letters((column_number(text.upper()) + by) % COLUMNS)


def _row(text: str, by: int) -> str:
    return text if not (by and text) or text.startswith("$") else str((int(text) - 1 + by) % ROWS + 1)


class Formulas:
    """The formulas of one sheet while its cells are read."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._written = 0
        self._first: dict[str, tuple[Pieces, int, int, int]] = {}
        self._areas: list[tuple[CellRange, str]] = []

    def plain(self, written: str) -> str | None:
        """Returns a formula of its cell alone; None for a typed value.

        Raises Damaged for a formula that cannot be understood.
        """
        text = written.removeprefix("=")
        if len(text) > _LONGEST:
            raise Damaged("公式过长", "a formula is too long")
        return None if text in _TYPED else text

    def read(self, node: etree._Element, row: int, col: int) -> str | None:
        """Returns the formula that an `f` element gives; None for no formula.

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
        area = odd_range(node.get("ref") or "")
        if area is not None and text:
            self._areas.append((area, text))
        return text or None

    def spread(self, cells: dict[tuple[int, int], GridCell]) -> None:
        """Marks the other cells of array formulas and data tables.

        They look like values and are results.

        Raises Refused where the areas are more, or larger, than a sheet has room for.
        """
        looked = 0
        for area, text in self._areas:
            looked += min(area.area, len(cells))
            refuse_above(looked, 2 * self._limits.cells, "数组公式区域总面积", "cells covered by array formulas")
            (top, left), (bottom, right) = area.first, area.last
            if area.area > len(cells):
                places = [place for place in cells if top <= place[0] <= bottom and left <= place[1] <= right]
            else:
                rows, cols = range(top, bottom + 1), range(left, right + 1)
                places = [(row, col) for row in rows for col in cols if (row, col) in cells]
            for place in places:
                if cells[place].formula is None:
                    cells[place] = cells[place]._replace(formula=text)

    def _shared(self, number: str, text: str, row: int, col: int) -> str:
        if text:
            self._first[number] = (_pieces(text), len(text), row, col)
            return text
        if number not in self._first:
            return f"SHARED({number})"  # its first cell is gone; that it is a formula still counts
        first, length, first_row, first_col = self._first[number]
        self._written += length
        if self._written > self._limits.formulas:  # enough was written out; that it is a formula still counts
            return f"SHARED({number})"
        return _joined(first, row - first_row, col - first_col)
