"""The sheet 对账: what came in beside what went out, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from toolkit.excel.write.cell_style import CellStyle
from toolkit.excel.write.sheet_writer import PageSetup, SheetWriter
from toolkit.excel.write.text_height import points, text_height
from toolkit.merging.reconciliation import Agreement, Control, agreements, by_file, controls
from toolkit.merging.submissions import Status
from toolkit.merging.summary import Summary
from toolkit.merging.tally import Tally
from toolkit.model.cell import CellRange, CellRef
from toolkit.publishing import summary_styles as styles
from toolkit.publishing.paths_shown import Folder
from toolkit.summary_book.record_sheets import BY_FILE, SUMS

_WIDTHS = (44, 18, 18, 18, 18, 14, 10)
_HEADINGS = ("对账内容", "读入", *map(str, Status), "差额", "结果")
_SUMS = (SUMS, "合计行（元）", "各项目之和（元）", "", "", "差额", "结果")
_OUT = "读入 = 纳入 + 退回更正 + 被取代，差额应为 0。"


def draw_control(sheet: SheetWriter, summary: Summary, tally: Tally, named: Folder) -> None:
    """The control totals, the total row beside its projects, and the money file by file."""
    sheet.columns(_WIDTHS)
    totals, agreed = controls(summary, tally), tuple(agreements(summary, tally))
    files = by_file(summary, tally)
    wrong = sum(one.difference != 0 for one in (*totals, *files.lines)) + (not files.balanced)
    wrong += sum(one.difference != 0 for one in agreed)
    sheet.put(0, 0, f"对账{'平衡' if not wrong else f'有 {wrong} 处不平'}。{_OUT}", styles.DATA_TITLE)
    sheet.height(0, 24)
    row = _controls(sheet, 1, _HEADINGS, totals)
    row = _agreements(sheet, row + 1, agreed)
    heading = (BY_FILE, *_HEADINGS[1:])
    row = _controls(sheet, row + 1, heading, [one._replace(label=named.file(one.label)) for one in files.lines])
    if files.others:
        count = len(files.lines) + files.others
        balanced = "都平" if files.balanced else "有不平"
        sheet.put(row, 0, f"……共 {count} 个文件，其余 {files.others} 个{balanced}。", styles.NOTE)
    area = CellRange(CellRef(0, 0), CellRef(row, len(_WIDTHS) - 1))
    sheet.page(PageSetup(area, "landscape", heading=0))
    sheet.screen(1, 1)


def _controls(sheet: SheetWriter, row: int, headings: Iterable[str], totals: Iterable[Control]) -> int:
    _heading(sheet, row, headings)
    for one in totals:
        row += 1
        look = _BOX if "个" in one.label[-2:] else _MONEY
        sheet.put(row, 0, one.label, _NAME)
        figures = (one.received, one.accepted, one.returned, one.superseded)
        for col, figure in enumerate(figures, 1):
            sheet.put(row, col, figure, look)
        _result(sheet, row, one.label, one.difference, look)
    return row + 1


def _agreements(sheet: SheetWriter, row: int, agreed: Iterable[Agreement]) -> int:
    _heading(sheet, row, _SUMS)
    sheet.join([_summed(row)])
    for one in agreed:
        row += 1
        sheet.put(row, 0, one.label, _NAME)
        sheet.put(row, 1, one.total, _MONEY)
        for col, figure in enumerate((one.summed, None, None), 2):
            sheet.put(row, col, figure, _OVER)
        sheet.join([_summed(row)])
        _result(sheet, row, one.label, one.difference, _MONEY)
    return row + 1


def _summed(row: int) -> CellRange:
    """The cells of the exact sum: the sections above and below have figures in all of them."""
    return CellRange(CellRef(row, 2), CellRef(row, 4))


def _heading(sheet: SheetWriter, row: int, headings: Iterable[str]) -> None:
    sheet.height(row, 22)
    for col, heading in enumerate(headings):
        sheet.put(row, col, heading, styles.HEADING)


def _result(sheet: SheetWriter, row: int, name: str, difference: Decimal, look: CellStyle) -> None:
    """Whether a line balances; it is as tall as what it is called."""
    sheet.put(row, 5, difference, look)
    sheet.put(row, 6, "不平" if difference else "平", styles.wanting(_MARK) if difference else styles.fine(_MARK))
    sheet.height(row, max(18.0, text_height(name, points(_WIDTHS[0]), styles.BODY)))


_OVER = replace(styles.DATA_AMOUNT, align="center", indent=0)
_NAME, _BOX, _MONEY, _MARK = styles.SENTENCE, styles.DATA_COUNT, styles.DATA_AMOUNT, styles.DATA_NUMBER
