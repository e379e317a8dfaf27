"""Lines of a given width where Chinese characters take two columns, and no line begins with a comma."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

#: Marks that cannot begin a line, and marks that cannot end one.
_NOT_FIRST = "，。、；：？！”’）》】〉」』…～%‰·,.;:?!)]}"
_NOT_LAST = "“‘（《【〈「『([{"

#: A run of other letters stays together, a Chinese character stands alone, blanks separate.
_PIECE = r"(?:\s+|[\u0021-\u2e7f]+|.)"
#: What must stay together: a word, or a character with the marks that belong to it.
_TOGETHER = re.compile(
    rf"{_PIECE}(?:(?:(?=[{re.escape(_NOT_FIRST)}])|(?<=[{re.escape(_NOT_LAST)}])){_PIECE})*", re.DOTALL
)


@lru_cache(maxsize=4096)  # labels, most of all
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
    text = text.lstrip()
    while text and width(text) > columns:
        cut = _cut(text, columns)
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*lines, text.rstrip()] if text or not lines else lines


def _cut(text: str, columns: int) -> int:
    """Where the first line of a text ends: behind the last piece that fits, or within the first one."""
    ends = list(accumulate(map(_width, text)))
    cut = 0
    for piece in _TOGETHER.finditer(text):
        last = piece.start() + len(piece[0].rstrip()) - 1  # blanks at the end of a line take no room
        if ends[last] > columns:
            return cut or min(piece.end(), bisect_right(ends, max(columns, 4)))
        cut = piece.end()
    return cut
