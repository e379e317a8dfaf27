"""Attributes and tags of a spreadsheet part as Python values."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from toolkit.excel.limits import Damaged
from toolkit.model.cell import CellRange, CellRef, column_number
from toolkit.model.remember import Remember

ROWS = 1_048_576
COLUMNS = 16_384
_DIGITS = 9
_KEPT = 256  # rows
_HEIGHT = re.compile(r"\d{1,4}(?:\.\d{1,20})?")
_NO_HEIGHT = 1.0  # points; what is lower cannot be seen


def local(node: etree._Element) -> str:
    """Returns an element's name without its namespace."""
    return node.tag.rpartition("}")[2]


def true(text: str | None, *, default: bool = False) -> bool:
    """Whether a flag is set: 1, true and on are.

    A missing flag has the default.
    """
    return default if text is None else text in ("1", "true", "on")


def whole_number(text: str | None, default: int = 0) -> int:
    """Returns a whole number from 0. Raises Damaged for anything else.

    A missing number has the default.
    """
    if text is None:
        return default
    if text.isascii() and text.isdecimal() and len(text) <= _DIGITS:
        return int(text)
    raise Damaged("属性值无效", f"not a number: {text[:20]!r}")


def number(text: str | None, default: int = 0) -> int:
    """Returns a whole number from 0, else the default.

    For attributes that no value depends on.
    """
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= _DIGITS else default


def measure(text: str | None) -> float | None:
    """Returns a height or width, with a decimal comma too, else None.

    For attributes that no value depends on.
    """
    try:
        return None if text is None else float(text.replace(",", "."))
    except ValueError:
        return None


def row_hidden(row: Mapping[str, str] | etree._Element) -> bool:
    """Whether a row is hidden or of no height, by its attributes."""
    height = measure(row.get("ht"))
    return true(row.get("hidden")) or (height is not None and height < _NO_HEIGHT)


def row_height(row: Mapping[str, str] | etree._Element) -> float | None:
    """Returns the height of a row in points; None without one."""
    height = row.get("ht")
    return float(height) if height is not None and _HEIGHT.fullmatch(height) else None


def all_text(node: etree._Element) -> str:
    """Returns the text of an element and of everything in it."""
    return "".join(map(str, node.itertext())) if len(node) else node.text or ""


def refuse_foreign(node: etree._Element, ignored: str, zh: str, en: str, cell: str | None = None) -> None:
    """Raises Damaged for a foreign element with text among values.

    Programs differ over the meaning of such an element.

    Args:
        node: the element.
        ignored: the tag that may stand there.
        zh: where it stands.
        en: the same in English.
        cell: the cell in which it stands.
    """
    if node.tag == ignored or not all_text(node).strip():
        return
    name = local(node)[:30]
    raise Damaged(
        f"{zh}含有表格之外的内容（{name}）",
        f"{en} contains something that does not belong in a sheet ({name})",
        cell=cell,
    )


class _Columns(dict[str, int]):
    """Zero-based columns by their letters, found once each."""

    def __missing__(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) <= 3):
            raise _no_reference(letters)
        number = column_number(letters)
        if number >= COLUMNS:
            raise _no_reference(letters)
        self[letters] = number
        return number


class CellPlaces(dict[str, tuple[int, int]]):
    """Cells as (row, col) by reference, A1 as (0, 0).

    Anything else raises Damaged.

    Sheets of every workbook have the same cells at their top: those are kept.
    """

    def __init__(self) -> None:
        super().__init__()
        self._columns = _Columns()

    def __missing__(self, text: str) -> tuple[int, int]:
        if not text.isupper():  # $c$9, as other programs may write it
            text = text.replace("$", "").upper()
        letters = text.rstrip("0123456789")
        digits = text[len(letters) :]
        if not digits or digits[0] == "0" or len(digits) > _DIGITS or int(digits) > ROWS:
            raise _no_reference(text)
        place = (int(digits) - 1, self._columns[letters])
        if place[0] < _KEPT:
            self[text] = place
        return place


#: One for all: what it keeps is the same for every workbook.
PLACES = CellPlaces()


@Remember(500_000)
def cell_range(text: str) -> CellRange:
    """Returns a range with its corners in order. Raises Damaged for anything else."""
    one, colon, other = text.partition(":")
    (top, left) = PLACES[one]
    (bottom, right) = PLACES[other] if colon else (top, left)
    return CellRange(CellRef(min(top, bottom), min(left, right)), CellRef(max(top, bottom), max(left, right)))


_RANGE = re.compile(r"\$?([A-Za-z]{0,3})\$?([0-9]{0,9})(?::\$?([A-Za-z]{0,3})\$?([0-9]{0,9}))?")


@Remember(500_000)
def odd_range(text: str) -> CellRange | None:
    """Returns a range cut at the sheet's edges; None for anything else.

    For ranges that no value depends on.

    Whole columns (J:J), whole rows (3:5), dollar signs and rows past the last one are read as they are meant.
    """
    try:
        return cell_range(text)
    except Damaged:
        match = _RANGE.fullmatch(text)
    if match is None or not (match[1] or match[2]) or (":" in text and not (match[3] or match[4])):
        return None
    first_col, first_row, last_col, last_row = match.groups(default="")
    if ":" not in text:
        last_col, last_row = first_col, first_row
        if not (first_col and first_row):
            return None
    rows = sorted((int(first_row or 1), int(last_row or ROWS)))
    cols = sorted((_column(first_col, 0), _column(last_col, COLUMNS - 1)))
    if rows[0] < 1 or rows[0] > ROWS or cols[0] >= COLUMNS:
        return None
    return CellRange(CellRef(rows[0] - 1, cols[0]), CellRef(min(rows[1], ROWS) - 1, min(cols[1], COLUMNS - 1)))


def _column(letters: str, default: int) -> int:
    return column_number(letters.upper()) if letters else default


def _no_reference(text: str) -> Damaged:
    return Damaged("单元格引用无效", f"not a cell reference: {text[:20]!r}")
