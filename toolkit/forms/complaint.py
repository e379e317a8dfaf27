"""A complaint of the self-check: its formula, and the same test in Python.

A viewer that does not calculate shows what the Python test found when the form was drawn, so both must agree.
Functions that write a piece of formula stand next to the Python function that does the same to a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from toolkit.forms.kinds import CellValue
from toolkit.model.cell import CellRef

#: What stands in the cells of a form, by the first cell of each.
Contents = Mapping[CellRef, CellValue]


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that the self-check can say, in two tongues that mean the same.

    Attributes:
        condition: when it is said, as a formula.
        holds: the same for contents that are known while the form is drawn.
        words: what is said.
        witness: whether its formula tells on return where the cells of its row are.
    """

    condition: str
    holds: Callable[[Contents], bool]
    words: str
    witness: bool = True


_WIDE_BLANK, FIXED_BLANK, LINE_BREAK = "\u3000", "\u00a0", "\n"
BLANKS = (" ", _WIDE_BLANK, FIXED_BLANK)
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def content_complaint(condition: str, holds: Callable[[Contents], bool], words: str) -> Complaint:
    """Returns a complaint whose formula tells nothing of where the cells of its row are."""
    return Complaint(condition, holds, words, witness=False)


def text_in(contents: Contents, cell: CellRef) -> str:
    """Returns what stands in a cell, as formulas see it as a text."""
    return str(contents.get(cell, ""))


def without(text: str, words: Iterable[str]) -> str:
    """Returns a formula that leaves words out of a text."""
    for word in words:
        text = f'SUBSTITUTE({text},{_quoted(word)},"")'
    return text


def left_out(text: str, words: Iterable[str]) -> str:
    """Returns a text without words; the twin of `without`."""
    for word in words:
        text = text.replace(word, "")
    return text


def narrow(text: str) -> str:
    """Returns a text in half-width forms; the twin of ASC."""
    return text.translate(_NARROW)


def filled(contents: Contents, cell: CellRef) -> bool:
    """What `LEN(TRIM(cell))>0` says: the spreadsheet's TRIM knows the plain blank only."""
    return str(contents.get(cell, "")).strip(" ") != ""


def _quoted(word: str) -> str:
    return "CHAR(10)" if word == LINE_BREAK else f'"{word}"'


def array(texts: Iterable[str]) -> str:
    """Returns texts as an array constant of a formula: {"a","b"}."""
    return "{" + ",".join(f'"{text}"' for text in texts) + "}"


def contains_any(words: Iterable[str], text: str) -> str:
    """Returns a condition: the text contains at least one of the words."""
    return f"SUMPRODUCT(ISNUMBER(FIND({array(words)},{text}))*1)>0"


def contains_none(words: Iterable[str], text: str) -> str:
    """Returns a condition: the text contains none of the words."""
    return f"SUMPRODUCT(ISNUMBER(FIND({array(words)},{text}))*1)=0"
