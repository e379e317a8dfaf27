"""The sheet 对账: received against accounted for, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from toolkit.excel.write.cell_style import CellStyle
from toolkit.excel.write.sheet_writer import PageSetup, SheetWriter
from toolkit.excel.write.text_height import points, text_height
from toolkit.merging.reconciliation import Agreement, Control, agreements, by_file, controls
from toolkit.merging.summary import Summary
from toolkit.merging.tally import Tally
from toolkit.model.cell import CellRange, CellRef
from toolkit.publishing import summary_styles as styles
from toolkit.publishing.paths_shown import Folder
from toolkit.summary_book import sheets
from toolkit.summary_book.sheets import FIGURES, FILES_HEADINGS, STATUSES, SUMS_HEADINGS

_OUT = "读入 = 纳入 + 退回更正 + 被取代，差额应为 0。"


def draw_control(sheet: SheetWriter, summary: Summary, tally: Tally, named: Folder) -> None:
    """Draws the control totals, the total row's check and the money by file."""
    columns = sheets.CONTROL.columns
    sheet.columns(column.width for column in columns)
    totals, agreed = controls(summary, tally), tuple(agreements(summary, tally))
    files = by_file(summary, tally)
    wrong = sum(one.difference != 0 for one in (*totals, *files.lines)) + (not files.balanced)
    wrong += sum(one.difference != 0 for one in agreed)
    sheet.put(0, 0, f"对账{'平衡' if not wrong else f'有 {wrong} 处不平'}。{_OUT}", styles.DATA_TITLE)
    sheet.height(0, 24)
    row = _controls(sheet, 1, {}, totals)
    row = _agreements(sheet, row + 1, agreed)
    lines = [one._replace(label=named.file(one.label)) for one in files.lines]
    row = _controls(sheet, row + 1, FILES_HEADINGS, lines)
    if files.others:
        count = len(files.lines) + files.others
        balanced = "都平" if files.balanced else "有不平"
        sheet.put(row, 0, f"……共 {count} 个文件，其余 {files.others} 个{balanced}。", styles.NOTE)
    area = CellRange(CellRef(0, 0), CellRef(row, len(columns) - 1))
    sheet.page(PageSetup(area, "landscape", heading=0))
    sheet.screen(1, 1)


def _controls(sheet: SheetWriter, row: int, headings: Mapping[str, str], totals: Iterable[Control]) -> int:
    _heading(sheet, row, headings)
    for one in totals:
        row += 1
        style = _BOX if "个" in one.label[-2:] else _MONEY
        figures = (one.received, one.accepted, one.returned, one.superseded)
        for key, figure in zip(FIGURES, figures, strict=True):
            sheet.put(row, sheets.CONTROL.place(key), figure, style)
        _label_and_result(sheet, row, one, style)
    return row + 1


def _agreements(sheet: SheetWriter, row: int, agreed: Iterable[Agreement]) -> int:
    _heading(sheet, row, SUMS_HEADINGS)
    sheet.join([_summed(row)])
    for one in agreed:
        row += 1
        sheet.put(row, sheets.CONTROL.place("received"), one.total, _MONEY)
        (_, first), (_, last) = _summed(row)
        for col in range(first, last + 1):
            sheet.put(row, col, one.summed if col == first else None, _OVER)
        sheet.join([_summed(row)])
        _label_and_result(sheet, row, one, _MONEY)
    return row + 1


def _summed(row: int) -> CellRange:
    """Returns the cells of the exact sum, merged over three columns."""
    first, *_, last = (sheets.CONTROL.place(status) for status in STATUSES)
    return CellRange(CellRef(row, first), CellRef(row, last))


def _heading(sheet: SheetWriter, row: int, headings: Mapping[str, str]) -> None:
    sheet.height(row, 22)
    for col, column in enumerate(sheets.CONTROL.columns):
        sheet.put(row, col, headings.get(column.key, column.heading), styles.HEADING)


def _label_and_result(sheet: SheetWriter, row: int, one: Control | Agreement, style: CellStyle) -> None:
    """Writes a line's label and whether it balances, and sets its height."""
    place = sheets.CONTROL.place
    sheet.put(row, place("label"), one.label, _NAME)
    sheet.put(row, place("difference"), one.difference, style)
    result = styles.wanting(_MARK) if one.difference else styles.fine(_MARK)
    sheet.put(row, place("result"), "不平" if one.difference else "平", result)
    width = sheets.CONTROL.columns[place("label")].width
    sheet.height(row, max(18.0, text_height(one.label, points(width), styles.BODY)))


_OVER = replace(styles.DATA_AMOUNT, align="center", indent=0)
_NAME, _BOX, _MONEY, _MARK = styles.SENTENCE, styles.DATA_COUNT, styles.DATA_AMOUNT, styles.DATA_NUMBER
