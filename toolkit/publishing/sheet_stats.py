"""The sheet 统计: tables of numbers, with charts that stay editable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.excel.write.sheet_writer import Chart, PageSetup, SheetWriter
from toolkit.excel.write.text_height import points, text_height
from toolkit.merging.statistics import Share, by_category, by_type, by_unit
from toolkit.merging.summary import Summary
from toolkit.merging.tally import Tally
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.money import in_unit
from toolkit.publishing import summary_styles as styles
from toolkit.publishing.grid_sheet import Value, draw
from toolkit.summary_book import sheets
from toolkit.summary_book.sheets import StatisticsTable

_RIGHT = 7
#: Bars of a chart; of a list longer than that the first lines are charted.
_BARS = 15
_WIDTH, _BAR, _FRAME = 640, 26, 70
#: Points and pixels of an ordinary row, by which charts are put one below the other.
_LEAST, _ROW = 18.0, 24
_BLUE, _GREEN, _ORANGE = "#4472A8", "#5B9A68", "#C9803B"


def draw_stats(sheet: SheetWriter, summary: Summary, tally: Tally) -> None:
    """Draws the tables below each other on the left, charts on the right."""
    sheet.columns(sheets.STATISTICS_WIDTHS)
    sheet.put(0, 0, sheets.STATISTICS, styles.DATA_TITLE)
    sheet.height(0, 24)
    unit = summary.definition.unit
    units = _table(sheet, 1, _headed(sheets.BY_UNIT, unit), _shares(by_unit(tally), unit))
    types = _table(sheet, units.last.row + 2, _headed(sheets.BY_TYPE, unit), _shares(by_type(tally), unit))
    categories = [(one.level2, one.level1, one.indicators, one.projects) for one in by_category(tally)]
    kinds = _table(sheet, types.last.row + 2, sheets.BY_CATEGORY, categories)
    at = _chart(sheet, 1, f"各单位金额（{unit}）", units, 1, styles.AMOUNT, _BLUE)
    at = _chart(sheet, at, "各类指标数量", kinds, 2, "0", _GREEN)
    below = max(kinds.last.row + 2, at)
    for row in range(kinds.last.row + 1, below):  # as tall as the others, by which the charts take their place
        sheet.height(row, _LEAST)
    sheet.break_before(below)
    rules = [
        (f"{one.code} {one.title}", one.found, one.errors, one.warnings, one.infos, one.files)
        for one in summary.remarks.rules
    ]
    found = _table(sheet, below, sheets.BY_RULE, rules)
    at = _chart(sheet, below + 1, "审核发现最多的规则", found, 1, "0", _ORANGE)
    last = CellRef(max(found.last.row, at), _RIGHT + 8)
    sheet.page(PageSetup(CellRange(CellRef(0, 0), last), "landscape", heading=0))
    sheet.screen(1)


def _headed(table: StatisticsTable, unit: str) -> StatisticsTable:
    return tuple((heading.format(unit=unit), kind) for heading, kind in table)


def _shares(shares: Sequence[Share], unit: str) -> list[Sequence[Value]]:
    return [(one.name, in_unit(one.amount, unit), one.projects, one.indicators, one.share) for one in shares]


def _table(sheet: SheetWriter, row: int, columns: StatisticsTable, lines: Sequence[Sequence[Value]]) -> CellRange:
    """Draws a small table and returns its cells with the heading."""
    sheet.height(row, 22)
    for col, (heading, _) in enumerate(columns):
        sheet.put(row, col, heading, styles.HEADING)
    last = row
    for last, line in enumerate(lines, row + 1):
        name = line[0]
        tall = text_height(name, points(sheets.STATISTICS_WIDTHS[0]), styles.BODY) if isinstance(name, str) else 0.0
        sheet.height(last, max(_LEAST, tall))
        for col, (value, (_, kind)) in enumerate(zip(line, columns, strict=True)):
            draw(sheet, last, col, value, _COUNT if kind == "count" else styles.OF_KIND[kind])
    return CellRange(CellRef(row, 0), CellRef(last, len(columns) - 1))


def _chart(sheet: SheetWriter, at: int, title: str, area: CellRange, col: int, number_format: str, color: str) -> int:
    """Draws a chart of a table's column and returns the next free row.

    A table without lines has none.
    """
    bars = area.last.row - area.first.row
    if not bars:
        return at
    first, last = area.first.row + 1, area.first.row + min(bars, _BARS)
    if bars > _BARS:
        title += f"（表中前 {_BARS} 项）"
    names, values = (CellRange(CellRef(first, c), CellRef(last, c)) for c in (0, col))
    height = _FRAME + _BAR * max(last - first + 1, 3)
    sheet.chart(Chart("bar", title, names, ((title, values),), number_format, color, _WIDTH, height), at, _RIGHT)
    return at + height // _ROW + 2


_COUNT = replace(styles.DATA_COUNT, number_format='#,##0;-#,##0;"–"')
