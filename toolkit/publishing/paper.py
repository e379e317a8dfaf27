"""The published sheet before it is drawn: heights of texts, rows, titles."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.excel.write.text_height import points, text_height
from toolkit.forms.definition import SummaryColumn, SummaryDefinition, SummaryKey
from toolkit.forms.table_definition import indicator_text
from toolkit.merging.statistics import Rounding, roundings
from toolkit.merging.summary import Summary
from toolkit.merging.tree import Group, ProjectRow
from toolkit.model.cell import TALLEST_ROW
from toolkit.model.records import Indicator
from toolkit.publishing.fitted_widths import fitted_widths
from toolkit.publishing.summary_styles import BODY

TITLE_ROW, LINE_ROW, HEADING_ROW = range(3)
_LEAST = 20.0
#: Sizes of a line's texts that are tried, in points.
SIZES = (BODY, 8.0, 7.0)
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
        """Returns the text of its first column."""
        return self.line.name if isinstance(self.line, Group) else self.line.project.project_name or ""


class Paper:
    """Widths of the columns, and heights of the lines that follow from them.

    Attributes:
        columns: the columns.
        widths: of the columns in characters (`toolkit.publishing.fitted_widths`).
        points: of the columns by key, in points.
    """

    def __init__(self, summary: Summary) -> None:
        columns = summary.definition.columns
        self.columns: tuple[SummaryColumn, ...] = columns
        self.widths: tuple[float, ...] = fitted_widths(summary)
        self.points: dict[SummaryKey, float] = {
            column.key: points(width) for column, width in zip(columns, self.widths, strict=True)
        }

    def line(self, line: Group | ProjectRow, depth: int) -> PaperLine:
        """Returns a line's rows: one, in a smaller size if needed, else several merged."""
        for size in SIZES:
            height = max(self.heights(line, depth, size))
            if height <= TALLEST_ROW:
                return PaperLine(line, depth, 1, height, size)
        height = max(self.heights(line, depth, BODY))
        rows = math.ceil(height / _PIECE)
        return PaperLine(line, depth, rows, height / rows)

    def heights(self, line: Group | ProjectRow, depth: int, size: float) -> Iterator[float]:
        """Yields the heights in points that the texts of a line need."""
        yield _LEAST
        if isinstance(line, Group):
            texts: dict[SummaryKey, str] = {"name": line.name}
        else:
            name = line.project.project_name or ""
            texts = {"name": name, "goal": line.goal or "", "indicators": line.indicators}
        for key, text in texts.items():
            if key in self.points:
                yield text_height(text, self.points[key] - (depth * INDENT if key == "name" else 0), size)


def sheet_name(summary: Summary) -> str:
    """Returns the name of the tab: the shared budget year and the short title."""
    title = _NOT_IN_A_TAB.sub("", re.split("[（(]", summary.definition.title)[0]) or summary.definition.id
    return f"{summary.year}年{title}"[:31] if summary.year else title[:31]


def notes(summary: Summary) -> tuple[str, ...]:
    """Returns the notes below the table; none where printed figures add up."""
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


#: Least height of a row of an indicator, in points.
_LEAST_LISTED = 18.0


class ListedLines(NamedTuple):
    """The rows of a project.

    Attributes:
        heights: of each row in points.
        size: size in points of the project's own texts.
    """

    heights: tuple[float, ...]
    size: float


def listed_lines(paper: Paper, line: ProjectRow, depth: int) -> ListedLines:
    """Returns the rows of a project, high enough for indicators and goal."""
    columns = paper.columns
    indicators = line.project.indicators or (None,)
    heights = [min(max(_heights(paper, columns, one)), TALLEST_ROW) for one in indicators]
    for size in SIZES:
        needed = max(paper.heights(line, depth, size))
        if needed <= sum(heights) or needed <= TALLEST_ROW:
            break
    missing = needed - sum(heights)
    if missing > 0:
        heights = [min(height + missing / len(heights), TALLEST_ROW) for height in heights]
    return ListedLines(tuple(heights), size)


def _heights(paper: Paper, columns: tuple[SummaryColumn, ...], indicator: Indicator | None) -> Iterator[float]:
    yield _LEAST_LISTED
    for column in columns if indicator else ():
        if column.part and indicator:
            yield text_height(indicator_text(indicator, column.part), paper.points[column.key], BODY)
