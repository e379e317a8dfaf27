"""The heights of a project's rows of indicators in a flat table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolkit.excel.write.text_height import text_height
from toolkit.forms.definition import SummaryColumn
from toolkit.forms.table_definition import indicator_text
from toolkit.merging.tree import ProjectRow
from toolkit.model.cell import TALLEST_ROW
from toolkit.model.records import Indicator
from toolkit.publishing.paper import SIZES, Paper
from toolkit.publishing.summary_styles import BODY

_LEAST = 18.0


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
    yield _LEAST
    for column in columns if indicator else ():
        if column.part and indicator:
            yield text_height(indicator_text(indicator, column.part), paper.points[column.key], BODY)
