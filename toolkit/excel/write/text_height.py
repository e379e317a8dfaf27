"""The height of wrapped texts in points, and by it that of rows."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from toolkit.model.remember import Remember

#: Height of a line in font sizes: 宋体 takes 1.3, the Noto faces that stand in for it elsewhere 1.45.
_LINE = 1.45
#: Width in font sizes of a half-width character; proportional faces are a little wider than 宋体's half.
_HALF = 0.56
#: Points lost to a cell's inner borders, and above and below its text.
_SIDES = 6.0
_ENDS = 5.0
#: More than what rounding adds to a number of lines.
_ROUNDED = 1e-9
#: Marks that may not begin a line: the character before them goes down with them.
_NOT_FIRST = frozenset("，。、；：？！）】》”’％%…,.;:?!)]}")
#: What is not broken, a run of half-width signs; what is broken anywhere, a run of full-width ones.
_WORDS = re.compile(r"[!-~]+|[^\x00-\x7f]+|.", re.DOTALL)


def points(width: float) -> float:
    """Returns the width in points of a column given in characters of 宋体 11."""
    return (width * 8 + 5) * 0.75


@Remember(200_000).together  # the same files, projects and sentences come one after the other
def text_height(text: str, width: float, size: float) -> float:
    """Returns the height in points that a wrapped text needs.

    Args:
        text: the text, with its own line breaks.
        width: width of its cell in points.
        size: size of its font in points.
    """
    room = signs_of_a_line(width, size)
    return sum(_lines(line, room) for line in text.split("\n")) * size * _LINE + _ENDS


def line_lengths(text: str) -> tuple[float, ...]:
    """Returns the lengths of a text's own lines in full-width characters."""
    lines = text.split("\n")
    halves = [len(line.encode("ascii", "ignore")) for line in lines]
    return tuple(len(line) - half * (1 - _HALF) for line, half in zip(lines, halves, strict=True))


def least_height(lengths: Iterable[float], width: float, size: float) -> float:
    """Returns a height in points than which `text_height` is never less.

    Args:
        lengths: those of the text's own lines.
        width: width of its cell in points.
        size: size of its font in points.
    """
    room = signs_of_a_line(width, size)
    return sum([math.ceil(length / room - _ROUNDED) or 1 for length in lengths]) * size * _LINE + _ENDS


def signs_of_a_line(width: float, size: float) -> float:
    """Returns the number of full-width characters that fit on a line."""
    return max(width - _SIDES, 2 * size) / size


def _lines(line: str, room: float) -> int:
    """Returns the lines of a text without line breaks, in font sizes."""
    if len(line) <= room:  # no sign is wider than one
        return 1
    lines, used, last = 1, 0.0, 0.0
    for word in _WORDS.findall(line):
        wide = not word.isascii()
        needed = len(word) if wide else len(word) * _HALF
        if used + needed <= room:
            used, last = used + needed, 1.0 if wide else needed
        elif wide:
            more, used = _full_width(word, room, used, last)
            lines, last = lines + more, 1.0
        else:
            if used:
                lines += 1
                used = last if word[0] in _NOT_FIRST else 0.0
            used += needed
            if used > room:  # a word longer than a line is broken
                more = math.ceil(used / room) - 1
                lines, used = lines + more, used - more * room
            last = min(needed, room)
    return lines


def _full_width(signs: str, room: float, used: float, last: float) -> tuple[int, float]:
    """Returns the lines that full-width characters begin, and the last one's length."""
    lines, at = 0, 0
    while len(signs) - at > (fits := int(room - used)):
        at += fits
        lines += 1
        used = (1.0 if at else last) + 1.0 if signs[at] in _NOT_FIRST else 1.0
        if used > room:  # a word as long as a line came down with it
            lines, used = lines + 1, used - room
        at += 1
    return lines, used + len(signs) - at
