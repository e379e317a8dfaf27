"""What attributes and tags of a spreadsheet part say, in Python's terms."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from toolkit.intake.limits import Damaged
from toolkit.model.cell import CellRange, CellRef

ROWS = 1_048_576
COLUMNS = 16_384
_DIGITS = 9
_KEPT = 256  # rows


def local(node: etree._Element) -> str:
    """An element's name without its namespace."""
    return node.tag.rpartition("}")[2]


def true(text: str | None, *, default: bool = False) -> bool:
    """A flag: 1, true and on are true; the default where it is not given."""
    return default if text is None else text in ("1", "true", "on")


def whole(text: str | None, default: int = 0) -> int:
    """A whole number from 0; the default where none is given. Raises Damaged for anything else."""
    if text is None:
        return default
    if text.isascii() and text.isdecimal() and len(text) <= _DIGITS:
        return int(text)
    raise Damaged("属性值无效", f"not a number: {text[:20]!r}")


def measure(text: str) -> float:
    """A height or width. Raises Damaged for anything else."""
    try:
        return float(text)
    except ValueError as fault:
        raise Damaged("属性值无效", f"not a measure: {text[:20]!r}") from fault


def all_text(node: etree._Element) -> str:
    """The text of an element and of everything in it."""
    return "".join(map(str, node.itertext())) if len(node) else node.text or ""


class Places(dict[str, tuple[int, int]]):
    """Cells as (row, col) by their reference, A1 as (0, 0); anything else raises Damaged.

    Sheets of every workbook have the same cells at their top: those are kept.
    """

    def __missing__(self, text: str) -> tuple[int, int]:
        row, col = cell_ref(text)
        if row < _KEPT:
            self[text] = (row, col)
        return row, col


def cell_ref(text: str) -> CellRef:
    """A reference as a file has it. Raises Damaged where it is none or points outside a sheet."""
    try:
        ref = CellRef.parse(text)
    except ValueError as fault:
        raise _no_reference(text) from fault
    if ref.row >= ROWS or ref.col >= COLUMNS:
        raise _no_reference(text)
    return ref


@lru_cache(maxsize=8192)
def cell_range(text: str) -> CellRange:
    """A range as a file has it, its corners in order. Raises Damaged where it is none."""
    one, colon, other = text.partition(":")
    a = cell_ref(one)
    b = cell_ref(other) if colon else a
    return CellRange(CellRef(min(a.row, b.row), min(a.col, b.col)), CellRef(max(a.row, b.row), max(a.col, b.col)))


def _no_reference(text: str) -> Damaged:
    return Damaged("单元格引用无效", f"not a cell reference: {text[:20]!r}")
