"""A complaint of the self-check: its formula, and the same test in Python.

A viewer that does not calculate shows what the Python test found when the form was drawn, so both must agree.
Functions that write a piece of formula stand next to the Python function that does the same to a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from toolkit.forms.kinds import CellValue
from toolkit.model.cell import CellRef

#: The contents of a form, by the first cell of each merged range.
Contents = Mapping[CellRef, CellValue]


@dataclass(frozen=True, slots=True)
class Complaint:
    """One message of the self-check, with its condition in two languages.

    The condition is a formula, and a Python function for contents known when the form is drawn.

    Attributes:
        condition: the condition as a formula.
        holds: the same condition for given contents.
        words: the message.
        witness: whether its formula shows on return where the cells of its row are.
        formerly: its condition in forms issued before it was changed; empty where it never was.
        remark: whether it asks for nothing: the form is judged later.
    """

    condition: str
    holds: Callable[[Contents], bool]
    words: str
    witness: bool = True
    formerly: str = ""
    remark: bool = False


_WIDE_BLANK, FIXED_BLANK, LINE_BREAK = "\u3000", "\u00a0", "\n"
BLANKS = (" ", _WIDE_BLANK, FIXED_BLANK)
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def content_complaint(condition: str, holds: Callable[[Contents], bool], words: str) -> Complaint:
    """Returns a complaint whose formula shows nothing about moved cells."""
    return Complaint(condition, holds, words, witness=False)


def text_in(contents: Contents, cell: CellRef) -> str:
    """Returns a cell's content as a text, as formulas see it."""
    return str(contents.get(cell, ""))


def without(text: str, words: Iterable[str]) -> str:
    """Returns a formula that deletes words from a text."""
    for word in words:
        text = f'SUBSTITUTE({text},{_quoted(word)},"")'
    return text


def left_out(text: str, words: Iterable[str]) -> str:
    """Returns a text without some words; the Python twin of `without`."""
    for word in words:
        text = text.replace(word, "")
    return text


def narrow(text: str) -> str:
    """Returns a text in half-width forms; the Python twin of ASC."""
    return text.translate(_NARROW)


def filled(contents: Contents, cell: CellRef) -> bool:
    """Whether a cell is filled; the Python twin of `LEN(TRIM(cell))>0`.

    The TRIM of spreadsheets knows the plain blank only.
    """
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
