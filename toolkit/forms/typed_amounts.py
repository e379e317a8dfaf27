"""Formulas for amounts that are typed as text: ４５６００元, 4.56万, 854万（其中市级300万）.

Each formula has its twin in Python (`toolkit.forms.complaint`). They know fewer spellings than the reader
(`toolkit.forms.fields.amount`): what they do not know is neither right nor wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from toolkit.forms.complaint import (
    Complaint,
    Contents,
    contains_any,
    contains_none,
    content_complaint,
    filled,
    narrow,
    text_in,
)
from toolkit.model.cell import CellRef
from toolkit.model.money_units import FACTORS, WAN, YUAN

#: What the panel says of a number that it cannot judge.
UNJUDGED = "数字带有文字，以审核为准"
_DIGITS = "0123456789"
#: What a spreadsheet would read as a number and the reader would not: 3,63 and 5. and .5 and 1-2.
_NO_NUMBERS = (("<.", "x"), (".E", "x"), (",", "x"))
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?E-?[0-9]")
_PARTS = "(其中"
_YI = "亿元"


def amount(cells: str, unit: str, *, alone: bool = False) -> str:
    """Returns a formula for the amounts of one or more cells.

    They are in the unit of the sheet. An empty cell counts as 0, and what is no such amount is an error.
    Parts may follow it (854万（其中…）), unless it must stand alone.
    """
    text = f"TRIM(ASC({cells}))"
    before = text if alone else f'LEFT({text},FIND("{_PARTS}",{text}&"{_PARTS}")-1)'
    formula = f'"<"&{before}&"|"'
    for word, other in (*_ends(unit), *_NO_NUMBERS):
        formula = f'SUBSTITUTE({formula},"{word}","{other}")'
    return f'VALUE(SUBSTITUTE({formula},"<","0"))'


def amount_in(contents: Contents, cell: CellRef, unit: str, *, alone: bool = False) -> Decimal | None:
    """Returns the amount of a cell, or None; the Python twin of `amount`."""
    value = contents.get(cell, "")
    if not isinstance(value, str):
        return None if value < 0 else Decimal(value)
    before = narrow(value).strip(" ")
    text = f"<{before if alone else before.partition(_PARTS)[0]}|"
    for word, other in (*_ends(unit), *_NO_NUMBERS):
        text = text.replace(word, other)
    text = text.replace("<", "0")
    return Decimal(text) if _NUMBER.fullmatch(text) else None


@cache
def _ends(unit: str) -> tuple[tuple[str, str], ...]:
    """Returns the ends of a text with their exponents, longer ends first."""
    if unit not in FACTORS or unit == YUAN:
        return ("元|", "|"), ("万|", "E4"), ("亿|", "E8"), ("|", "E0")
    digits = FACTORS[unit].adjusted()
    own = () if unit in (WAN, _YI) else ((f"{unit}|", "E0"),)
    large = [(f"{word}|", f"E{exponent - digits}") for word, exponent in ((WAN, 4), (_YI, 8), ("万", 4), ("亿", 8))]
    return *own, *large, ("元|", f"E-{digits}"), ("|", "E0")


def no_number(cell: CellRef, open_words: Sequence[str]) -> str:
    """Returns a condition: a cell says something that the reader takes for no number.

    It has no digit, or one of the words that leave a number open.
    """
    text = f'"|"&ASC({cell}:{cell})'
    reasons = [contains_none(_DIGITS, text), *([contains_any(open_words, text)] if open_words else [])]
    return f"AND(LEN(TRIM({cell}))>0,NOT(ISNUMBER({cell})),OR({','.join(reasons)}))"


def is_no_number(contents: Contents, cell: CellRef, open_words: Sequence[str]) -> bool:
    """Whether a cell says something that is no number; the twin of `no_number`."""
    text = f"|{narrow(text_in(contents, cell))}"
    return _typed(contents, cell) and (
        not any(digit in text for digit in _DIGITS) or any(word in text for word in open_words)
    )


def has_no_digit(cell: str) -> str:
    """Returns a condition: a cell has no digit.

    It has no list in braces, which conditional formats must not have.
    """
    return f"COUNT({','.join(f'FIND({digit},ASC({cell}))' for digit in _DIGITS)})=0"


def number_unjudged(cell: CellRef) -> Complaint:
    """Returns the remark about a number with words, such as 2024年."""
    at = f"{cell}:{cell}"
    return Complaint(
        f"AND(ISTEXT({at}),LEN(TRIM({at}))>0)", lambda c: _typed(c, cell), UNJUDGED, witness=False, remark=True
    )


def amount_unjudged(cell: CellRef, unit: str, *, alone: bool) -> Complaint:
    """Returns the remark about an amount with words, which only the reader can judge."""

    def holds(contents: Contents) -> bool:
        read = amount_in(contents, cell, unit, alone=alone)
        return _typed(contents, cell) and (read is None or read <= 0)

    at = f"{cell}:{cell}"
    condition = f"AND(ISTEXT({at}),LEN(TRIM({at}))>0,IFERROR({amount(at, unit, alone=alone)}<=0,1=1))"
    return Complaint(condition, holds, UNJUDGED, witness=False, remark=True)


def addition(parts: Sequence[CellRef], total: CellRef, unit: str, words: str) -> Complaint:
    """Returns the complaint about amounts that do not add up."""
    places, at = tuple(_runs(parts)), f"{total}:{total}"

    def holds(contents: Contents) -> bool:
        if not _filled(contents, total) or not any(_filled(contents, cell) for cell in parts):
            return False
        amounts = [amount_in(contents, cell, unit) for cell in (*parts, total)]
        *added, expected = (Decimal("NaN") if one is None else one for one in amounts)
        difference = sum(added, Decimal(0)) - expected
        return not difference.is_nan() and abs(difference) >= Decimal("0.0000005")

    written = "+".join(map(_length, places))
    added = "+".join(_sum(place, unit) for place in places)
    condition = f"IFERROR(AND({written}>0,LEN(TRIM(ASC({at})))>0,ROUND({added}-{amount(at, unit)},6)<>0),1=0)"
    return content_complaint(condition, holds, words)


def _typed(contents: Contents, cell: CellRef) -> bool:
    return isinstance(contents.get(cell), str) and filled(contents, cell)


def _length(place: str) -> str:
    first, _, last = place.partition(":")
    length = f"LEN(TRIM(ASC({place})))"
    return length if first == last else f"SUMPRODUCT({length})"


def _sum(place: str, unit: str) -> str:
    first, _, last = place.partition(":")
    return amount(place, unit) if first == last else f"SUMPRODUCT({amount(place, unit)})"


def _filled(contents: Contents, cell: CellRef) -> bool:
    return narrow(text_in(contents, cell)).strip(" ") != ""


def _runs(cells: Iterable[CellRef]) -> Iterator[str]:
    """Yields cells as ranges: those right below each other as one."""
    start = end = None
    for cell in cells:
        if start is not None and end is not None and (cell.col, cell.row) == (end.col, end.row + 1):
            end = cell
            continue
        if start is not None:
            yield f"{start}:{end}"
        start = end = cell
    if start is not None:
        yield f"{start}:{end}"
