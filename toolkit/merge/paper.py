"""The 元岗 sheet before it is drawn: on which row every line stands, how tall it is, what the title lines say. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.forms.definition import SummaryDefinition, SummaryKey
from toolkit.intake.summary_record import MONEY
from toolkit.merge.measure import ROW_MOST, points, text_height
from toolkit.merge.rounding import Rounding, in_unit, roundings
from toolkit.merge.styles import BODY
from toolkit.merge.summary import Group, Row, Summary
from toolkit.model.cell import CellRange, CellRef

TITLE_ROW, LINE_ROW, HEADING_ROW = range(3)
_LEAST = 20.0
#: Sizes of a line's texts that are tried, in points.
_SIZES = (BODY, 8.0, 7.0)
#: Height of the rows over which an even longer line is merged: a page breaks between them.
_PIECE = 200.0
#: Width in points that a level of indent takes.
INDENT = 9.0
_NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of the table.

    Attributes:
        line: a group's totals, or a project.
        depth: levels of indent.
        row: its first row on the sheet, from 0.
        rows: how many rows it takes: more than one where its text is taller than a row can be.
        height: height of each of them in points.
        size: size in points of its texts: smaller where that makes them fit into one row.
    """

    line: Group | Row
    depth: int
    row: int
    rows: int
    height: float
    size: float = BODY

    @property
    def name(self) -> str:
        """What its first column says."""
        return self.line.name if isinstance(self.line, Group) else self.line.project.project_name or ""


def column_widths(summary: Summary) -> tuple[float, ...]:
    """Widths of the columns in characters: as defined, more where an amount would not fit and be shown as ####."""
    digits = {
        part: max(
            (len(f"{in_unit(amount, summary.definition.unit):,.2f}") for amount in _amounts(summary, part)), default=0
        )
        for part in MONEY
    }
    return tuple(max(column.width, digits.get(column.key, 0) + 1.5) for column in summary.definition.columns)


def _amounts(summary: Summary, part: str) -> Iterator[Decimal]:
    for _, line in summary.top.lines():
        funding = line.funding if isinstance(line, Group) else line.project.funding
        amount: Decimal | None = getattr(funding, part)
        if amount is not None:
            yield amount


def paper_lines(summary: Summary) -> tuple[PaperLine, ...]:
    """Every line of the table from top to bottom."""
    columns = zip(summary.definition.columns, column_widths(summary), strict=True)
    widths = {column.key: points(width) for column, width in columns}
    lines = []
    row = HEADING_ROW + 1
    for depth, line in summary.top.lines():
        made = _line(line, depth, row, widths)
        lines.append(made)
        row += made.rows
    return tuple(lines)


def _line(line: Group | Row, depth: int, row: int, widths: Mapping[SummaryKey, float]) -> PaperLine:
    """A line in one row, in a smaller size if need be; over several merged rows where that does not help."""
    for size in _SIZES:
        height = max(_heights(line, depth, widths, size))
        if height <= ROW_MOST:
            return PaperLine(line, depth, row, 1, height, size)
    height = max(_heights(line, depth, widths, BODY))
    rows = math.ceil(height / _PIECE)
    return PaperLine(line, depth, row, rows, height / rows)


def _heights(line: Group | Row, depth: int, widths: Mapping[SummaryKey, float], size: float) -> Iterator[float]:
    yield _LEAST
    if isinstance(line, Group):
        texts: dict[SummaryKey, str] = {"name": line.name}
    else:
        name = line.project.project_name or ""
        texts = {"name": name, "goal": line.goal or "", "indicators": line.indicators}
    for key, text in texts.items():
        if key in widths:
            yield text_height(text, widths[key] - (depth * INDENT if key == "name" else 0), size)


def table_area(summary: Summary, lines: tuple[PaperLine, ...]) -> CellRange:
    """The cells of the table with its heading."""
    last = lines[-1]
    end = CellRef(last.row + last.rows - 1, len(summary.definition.columns) - 1)
    return CellRange(CellRef(HEADING_ROW, 0), end)


def sheet_name(summary: Summary) -> str:
    """What the tab says: the budget year, where all projects share it, and the title without what is in brackets."""
    title = _NOT_IN_A_TAB.sub("", re.split("[（(]", summary.definition.title)[0]) or summary.definition.id
    return f"{summary.year}年{title}"[:31] if summary.year else title[:31]


def notes(summary: Summary) -> tuple[str, ...]:
    """What stands below the table; nothing where the printed figures add up."""
    found = tuple(roundings(summary.top, summary.definition.unit))
    if not found:
        return ()
    told = "；".join(_rounding(one, summary.definition) for one in found)
    return (f"注：金额按两位小数显示，合计按精确数计算。{told}，系四舍五入所致。",)


def _rounding(one: Rounding, definition: SummaryDefinition) -> str:
    label = next((column.label for column in definition.columns if column.key == one.part), one.part)
    difference = abs(one.printed - one.added)
    return f"“{one.group}”的{label}为 {one.printed:,}，所列各行显示数之和为 {one.added:,}，相差 {difference}"
