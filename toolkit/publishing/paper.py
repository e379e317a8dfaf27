"""The published sheet before it is drawn: heights of texts, rows of lines, titles."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.forms.definition import SummaryDefinition, SummaryKey
from toolkit.merging.statistics import Rounding, roundings
from toolkit.merging.summary import Summary
from toolkit.merging.tree import Figures, Group, ProjectRow
from toolkit.model.remember import Remember
from toolkit.model.schema import MONEY_KEYS
from toolkit.publishing.summary_styles import BODY

#: Excel draws no row taller than this many points.
ROW_MOST = 409.0
#: Height of a line in font sizes: 宋体 takes 1.3, the Noto faces that stand in for it elsewhere 1.45.
_LINE = 1.45
#: Width in font sizes of a half-width character; proportional faces are a little wider than 宋体's half.
_HALF = 0.56
#: Points lost to a cell's inner borders, and above and below its text.
_SIDES = 6.0
_ENDS = 5.0
#: Marks that may not begin a line: the character before them goes down with them.
_NOT_FIRST = frozenset("，。、；：？！）】》”’％%…,.;:?!)]}")
#: What is not broken, a run of half-width signs; what is broken anywhere, a run of full-width ones.
_WORDS = re.compile(r"[!-~]+|[^\x00-\x7f]+|.", re.DOTALL)


def points(width: float) -> float:
    """Width in points of a column whose width is given in characters of the workbook's own font, 宋体 11."""
    return (width * 8 + 5) * 0.75


@Remember(1_000_000).together  # the same files, projects and sentences come one after the other
def text_height(text: str, width: float, size: float) -> float:
    """Height in points that a wrapped text needs.

    Args:
        text: the text, with its own line breaks.
        width: width of its cell in points.
        size: size of its font in points.
    """
    room = signs_of_a_line(width, size)
    return sum(_lines(line, room) for line in text.split("\n")) * size * _LINE + _ENDS


def signs_of_a_line(width: float, size: float) -> float:
    """How many full-width signs stand on a line; so many of any kind do."""
    return max(width - _SIDES, 2 * size) / size


def _lines(line: str, room: float) -> int:
    """Number of lines of a text without line breaks, in a room of so many font sizes."""
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
    """How many lines full-width signs begin, and how full the last one is; a line is filled at a time."""
    lines, at = 0, 0
    while len(signs) - at > (fits := int(room - used)):
        at += fits
        lines += 1
        used = (1.0 if at else last) + 1.0 if signs[at] in _NOT_FIRST else 1.0
        if used > room:  # a word as long as a line came down with it
            lines, used = lines + 1, used - room
        at += 1
    return lines, used + len(signs) - at


TITLE_ROW, LINE_ROW, HEADING_ROW = range(3)
_LEAST = 20.0
#: Sizes of a line's texts that are tried, in points.
_SIZES = (BODY, 8.0, 7.0)
#: Height of the rows over which an even longer line is merged: a page breaks between them.
_PIECE = 200.0
#: Width in points that a level of indent takes.
INDENT = 9.0
#: Totals that the note names; with very many units it would be longer than a cell.
_NOTED = 50
_NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of the table.

    Attributes:
        line: a group's totals, or a project.
        depth: levels of indent.
        rows: how many rows it takes: more than one where its text is taller than a row can be.
        height: height of each of them in points.
        size: size in points of its texts: smaller where that makes them fit into one row.
    """

    line: Group | ProjectRow
    depth: int
    rows: int
    height: float
    size: float = BODY

    @property
    def name(self) -> str:
        """What its first column says."""
        return self.line.name if isinstance(self.line, Group) else self.line.project.project_name or ""


class Paper:
    """How wide the columns are, and by that how tall each line.

    Attributes:
        widths: of the columns in characters: as defined, more where an amount would not fit and be shown as ####.
    """

    def __init__(self, summary: Summary) -> None:
        columns = summary.definition.columns
        digits: dict[str, int] = {part: _widest(summary.top, part, summary.definition.unit) for part in MONEY_KEYS}
        self.widths = tuple(max(column.width, digits.get(column.key, 0) + 1.5) for column in columns)
        self._points = {column.key: points(width) for column, width in zip(columns, self.widths, strict=True)}

    def line(self, line: Group | ProjectRow, depth: int) -> PaperLine:
        """A line in one row, in a smaller size if need be; over several merged rows where that does not help."""
        for size in _SIZES:
            height = max(self._heights(line, depth, size))
            if height <= ROW_MOST:
                return PaperLine(line, depth, 1, height, size)
        height = max(self._heights(line, depth, BODY))
        rows = math.ceil(height / _PIECE)
        return PaperLine(line, depth, rows, height / rows)

    def _heights(self, line: Group | ProjectRow, depth: int, size: float) -> Iterator[float]:
        yield _LEAST
        if isinstance(line, Group):
            texts: dict[SummaryKey, str] = {"name": line.name}
        else:
            name = line.project.project_name or ""
            texts = {"name": name, "goal": line.goal or "", "indicators": line.indicators}
        for key, text in texts.items():
            if key in self._points:
                yield text_height(text, self._points[key] - (depth * INDENT if key == "name" else 0), size)


def _widest(top: Group, part: str, unit: str) -> int:
    """Characters of the longest amount of a part anywhere in the table."""
    figures = Figures(unit)
    figures.add(top.funding)
    return max(figures.widest(part), *(group.below.widest(part) for group in top.all() if group.below is not None), 0)


def sheet_name(summary: Summary) -> str:
    """What the tab says: the budget year, where all projects share it, and the title without what is in brackets."""
    title = _NOT_IN_A_TAB.sub("", re.split("[（(]", summary.definition.title)[0]) or summary.definition.id
    return f"{summary.year}年{title}"[:31] if summary.year else title[:31]


def notes(summary: Summary) -> tuple[str, ...]:
    """What stands below the table; nothing where the printed figures add up."""
    found = tuple(roundings(summary.top))
    if not found:
        return ()
    text = "；".join(_rounding(one, summary.definition) for one in found[:_NOTED])
    more = f"；等共 {len(found)} 处" if len(found) > _NOTED else ""
    return (f"注：金额按两位小数显示，合计按精确数计算。{text}{more}，系四舍五入所致。",)


def _rounding(one: Rounding, definition: SummaryDefinition) -> str:
    label = next((column.label for column in definition.columns if column.key == one.part), one.part)
    difference = abs(one.printed - one.added)
    return f"“{one.group}”的{label}为 {one.printed:,}，所列各行显示数之和为 {one.added:,}，相差 {difference}"
