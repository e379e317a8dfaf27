"""The order in which people expect names: 第2组 before 第10组."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"([0-9]+)")
#: Where signs begin that stand for lengths; any will do, as a number is only held against a number.
_LENGTHS = 0x100


def natural(text: str | None) -> str:
    """A sort key that puts 第2组 before 第10组; the text itself decides between spellings of one number.

    It is a text again: before each number stands how long it is, behind each piece what sorts before everything.
    """
    pieces = _DIGITS.split(text or "")
    return "".join(_number(piece) if place % 2 else f"{piece}\0" for place, piece in enumerate(pieces))


def _number(digits: str) -> str:
    value = digits.lstrip("0")
    return f"{chr(_LENGTHS + min(len(value), _LENGTHS))}{value}\0{digits}\0"
