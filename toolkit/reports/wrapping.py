"""Lines of a given width where Chinese characters take two columns, and no line begins with a comma."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

#: A run of other letters stays together, a Chinese character stands alone, blanks separate.
_PIECES = re.compile(r"\s+|[\u0021-\u2e7f]+|.", re.DOTALL)
#: Marks that cannot begin a line, and marks that cannot end one.
_NOT_FIRST = frozenset("，。、；：？！”’）》】〉」』…～%‰·,.;:?!)]}")
_NOT_LAST = frozenset("“‘（《【〈「『([{")


def width(text: str) -> int:
    """The columns that a text takes on a terminal."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_width, text))


@lru_cache(maxsize=8192)  # few signs make up all texts
def _width(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def wrap(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns; a word longer than that is broken."""
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(text, max(columns, 4)):
        if line and taken + width(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line, taken = "", 0
        added = piece if line else piece.lstrip()
        line, taken = line + added, taken + width(added)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str, columns: int) -> Iterator[str]:
    """What must stay together: a word, or a character with the marks that belong to it."""
    held = ""
    for match in _PIECES.finditer(text):
        piece = match[0]
        if held and not (piece[0] in _NOT_FIRST or held[-1] in _NOT_LAST):
            yield from _broken(held, columns)
            held = ""
        held += piece
    yield from _broken(held, columns)


def _broken(piece: str, columns: int) -> Iterator[str]:
    start, taken = 0, 0
    for number, sign in enumerate(piece):
        if taken + _width(sign) > columns:
            yield piece[start:number]
            start, taken = number, 0
        taken += _width(sign)
    if piece[start:]:
        yield piece[start:]
