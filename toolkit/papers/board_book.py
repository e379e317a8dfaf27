"""The board as a workbook (进度表.xlsx) that prints one page wide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from toolkit.excel.write.book_writer import BookWriter, DefaultFont
from toolkit.excel.write.cell_style import SONG, CellStyle
from toolkit.excel.write.sheet_writer import PageSetup, SheetWriter
from toolkit.excel.write.text_height import points, text_height
from toolkit.model.cell import CellRange, CellRef, CellValue
from toolkit.model.project_state import ProjectState
from toolkit.papers.board import Board, BoardProject, BoardTotals, BoardUnit, states_of
from toolkit.papers.paper_words import day_text, days_text

SHEET = "进度表"
#: Columns with their widths in characters.
_COLUMNS: Mapping[str, float] = {
    "用款单位": 26, "项目名称": 28, "状态": 10, "预算金额（元）": 16, "报送次数": 6, "错误": 6, "警告": 6,
    "最近报送": 13, "催报次数": 6, "审核结论": 22,
}  # fmt: skip
_LAST = len(_COLUMNS) - 1
_TITLE_ROW, _LINE_ROW, _COUNT_ROW, _HEAD_ROW = range(4)
#: Background and letters of a state; the word stands in the cell as well.
_COLOURS: Mapping[ProjectState, tuple[str, str]] = {
    ProjectState.NOT_RETURNED: ("#F8C6C1", "#9C1C12"),
    ProjectState.TO_CORRECT: ("#FCE3AC", "#7A4B00"),
    ProjectState.RECEIVED: ("#CDE2F6", "#1F4E79"),
    ProjectState.RESUBMITTED: ("#DCD3F2", "#4A2F86"),
    ProjectState.ACCEPTED: ("#CFE8D2", "#1E6B34"),
    ProjectState.NIL: ("#E7E9EC", "#4B5563"),
    ProjectState.CANCELLED: ("#E7E9EC", "#6B7280"),
    ProjectState.OFF_ROSTER: ("#F6D2E8", "#8A1C5F"),
}
_LINE = "#A6A6A6"
_OPEN = CellStyle(SONG, 10, align="left")
_TITLE = CellStyle(SONG, 16, bold=True, align="center")
_BOXED = replace(_OPEN, border=True, border_color=_LINE, wrap=True)
_CENTRED = replace(_BOXED, align="center")
_MONEY = replace(_BOXED, align="right", number_format="#,##0.00", wrap=False)
_HEAD = replace(_CENTRED, bold=True, fill="#E7ECF2")
_OF_UNIT = replace(_BOXED, color="#8C8C8C", size=9)
#: Backgrounds of a unit's line and of the last.
_BAND, _SUM = "#EEF2F7", "#DDE3EA"
_SIZE, _LEAST = 10.0, 18.0


def board_xlsx(board: Board) -> bytes:
    """Returns 进度表.xlsx: units and projects, states by colour and word, amounts, totals.

    The same board gives the same bytes.
    """
    book = BookWriter(font=DefaultFont(SONG, 11, column=72))
    book.properties({}, title=f"{board.facts.name}进度表")
    sheet = book.sheet(SHEET)
    sheet.columns(_COLUMNS.values())
    _draw_head(sheet, board)
    row = _HEAD_ROW + 1
    for unit in board.units:
        row = _draw_unit(sheet, unit, row)
    _draw_totals(sheet, "合计", board.totals, row, _SUM)
    area = CellRange(CellRef(0, 0), CellRef(row, _LAST))
    sheet.page(PageSetup(area, "landscape", heading=_HEAD_ROW))
    sheet.screen(_HEAD_ROW + 1, 2)
    sheet.filter(CellRange(CellRef(_HEAD_ROW, 0), CellRef(row - 1, _LAST)))
    return book.close()


def _draw_head(sheet: SheetWriter, board: Board) -> None:
    facts = board.facts
    sheet.put_over(CellRange(CellRef(_TITLE_ROW, 0), CellRef(_TITLE_ROW, _LAST)), f"{facts.name}进度表", _TITLE)
    sheet.height(_TITLE_ROW, 30)
    until = f"截止 {day_text(facts.deadline)}，{days_text(facts)}" if facts.deadline else "未定截止日"
    shown = [facts.department or "", f"统计到 {day_text(facts.day)}", until if board.is_open else "已办结"]
    sheet.put_over(
        CellRange(CellRef(_LINE_ROW, 0), CellRef(_LINE_ROW, _LAST)),
        "　　".join(filter(None, shown)),
        replace(_OPEN, bold=True),
    )
    sheet.put_over(CellRange(CellRef(_COUNT_ROW, 0), CellRef(_COUNT_ROW, _LAST)), counts_text(board), _OPEN)
    for row in (_LINE_ROW, _COUNT_ROW):
        sheet.height(row, 20)
    for col, name in enumerate(_COLUMNS):
        sheet.put(_HEAD_ROW, col, name, _HEAD)
    sheet.height(_HEAD_ROW, 32)


def counts_text(board: Board) -> str:
    """Returns the number of units and of projects in each state, in one line."""
    states = states_of(one for unit in board.units for one in unit.projects)
    parts = [f"{words.zh} {count}" for _, words, count in states]
    totals = board.totals
    return f"{len(board.units)} 个单位，应报 {totals.expected} 个项目，已报 {totals.returned} 个：{'、'.join(parts)}"


def _draw_unit(sheet: SheetWriter, unit: BoardUnit, row: int) -> int:
    """Draws a unit's line of totals, then its projects; returns the next row."""
    _draw_totals(sheet, unit.name, unit.totals, row, _BAND)
    for number, project in enumerate(unit.projects, row + 1):
        _draw_project(sheet, unit.name, project, number)
    return row + 1 + len(unit.projects)


def _draw_project(sheet: SheetWriter, unit: str, project: BoardProject, row: int) -> None:
    fill, color = _COLOURS[project.state]
    received = project.last_received
    wrong = replace(_CENTRED, color="#9C1C12", bold=True) if project.errors else _CENTRED
    cells: tuple[tuple[CellValue | None, CellStyle], ...] = (
        (unit, _OF_UNIT),
        (project.name, _BOXED),
        (project.words.zh, replace(_CENTRED, fill=fill, color=color, bold=True)),
        (project.amount, _MONEY),
        (project.returns or None, _CENTRED),
        (project.errors or None, wrong),
        (project.warnings or None, _CENTRED),
        (None if received is None else f"{received:%m-%d %H:%M}", _CENTRED),
        (project.reminders or None, _CENTRED),
        (project.verdict, _BOXED),
    )
    for col, (value, look) in enumerate(cells):
        sheet.put(row, col, value, look)
    texts = ((unit, "用款单位", 9.0), (project.name, "项目名称", _SIZE), (project.verdict or "", "审核结论", _SIZE))
    heights = [text_height(text, points(_COLUMNS[column]), size) for text, column, size in texts]
    sheet.height(row, max(_LEAST, *heights))


def _draw_totals(sheet: SheetWriter, name: str, totals: BoardTotals, row: int, fill: str) -> None:
    """Draws a row of totals: how many came back and were accepted, amounts."""
    look = replace(_BOXED, bold=True, fill=fill)
    passed = f"通过 {totals.amount_accepted:,.2f} 元" if totals.accepted else None
    cells: Mapping[int, tuple[CellValue | None, CellStyle]] = {
        0: (name, look),
        1: (f"应报 {totals.expected}，已报 {totals.returned}，通过 {totals.accepted}", look),
        3: (totals.amount_expected, replace(_MONEY, bold=True, fill=fill)),
        _LAST: (passed, look),
    }
    for col in range(len(_COLUMNS)):
        sheet.put(row, col, *cells.get(col, (None, look)))
    sheet.height(row, max(_LEAST + 2, text_height(name, points(_COLUMNS["用款单位"]), _SIZE)))
