"""The board as a workbook, 进度表.xlsx; a town's prints on one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import IO

from toolkit.excel.write.book_writer import BookWriter, DefaultFont
from toolkit.excel.write.cell_style import SONG, CellStyle
from toolkit.excel.write.row_markup import amount, cell
from toolkit.excel.write.sheet_parts import SheetPart, SheetParts
from toolkit.excel.write.sheet_writer import PageSetup
from toolkit.excel.write.text_height import points, signs_of_a_line, text_height
from toolkit.model.cell import SHEET_ROWS, CellRange, CellRef, CellValue, column_letters
from toolkit.model.finding import Bilingual
from toolkit.model.project_state import ProjectState
from toolkit.papers.board import (
    Board,
    BoardProject,
    BoardTotals,
    BoardUnit,
    StateCounts,
    UnitSums,
    sums_of,
    together,
)
from toolkit.papers.round_facts import RoundFacts, day_text, days_text

SHEET = "进度表"
#: Columns with their widths in characters.
_COLUMNS: Mapping[str, float] = {
    "用款单位": 26, "项目名称": 28, "状态": 10, "预算金额（元）": 16, "报送次数": 6, "错误": 6, "警告": 6,
    "最近报送": 13, "催报次数": 6, "审核结论": 22,
}  # fmt: skip
_LAST = len(_COLUMNS) - 1
#: The row of the headings, below title, line of facts and counts.
_HEAD_ROW = 3
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
_WRONG = replace(_CENTRED, color="#9C1C12", bold=True)
_HEAD_LOOKS = (_TITLE, replace(_OPEN, bold=True), _OPEN)
_HEAD_HEIGHTS = (30.0, 20.0, 20.0)
#: Points of rows that one landscape page takes, and one portrait page on which the letters can still be read.
_WIDE_PAGE, _TALL_PAGE = 500.0, 1200.0
_LETTERS = tuple(column_letters(col) for col in range(len(_COLUMNS)))
#: Width in points of columns with long texts, and the full-width signs of a line, by size of the font.
_ROOM: Mapping[tuple[str, float], tuple[float, float]] = {
    (column, size): (points(_COLUMNS[column]), signs_of_a_line(points(_COLUMNS[column]), size))
    for column, size in (("用款单位", 9.0), ("用款单位", _SIZE), ("项目名称", _SIZE), ("审核结论", _SIZE))
}


def board_xlsx(board: Board) -> bytes:
    """Returns 进度表.xlsx: units and projects, states by colour and word, amounts, totals.

    The same board gives the same bytes.
    """
    out = BytesIO()
    written = BoardBook(board.facts)
    for unit in board.units:
        written.add(unit)
    written.save(out, is_open=board.is_open, notes=board.notes)
    return out.getvalue()


class BoardBook:
    """The board as a workbook, written a unit after the other in little memory.

    Args:
        facts: of the round.
    """

    def __init__(self, facts: RoundFacts) -> None:
        self._facts = facts
        self._book = BookWriter(font=DefaultFont(SONG, 11, column=72))
        self._book.properties({}, title=f"{facts.name}进度表")
        self._parts = SheetParts(SHEET, SHEET_ROWS, _reserve)
        self._sums: list[UnitSums] = []
        self._height = sum(_HEAD_HEIGHTS)
        self._style = lru_cache(maxsize=256)(self._book.style_number)
        self._states = {
            state: self._style(replace(_CENTRED, fill=fill, color=color, bold=True))
            for state, (fill, color) in _COLOURS.items()
        }
        self._usual = {look: self._style(look) for look in (_OF_UNIT, _BOXED, _MONEY, _CENTRED, _WRONG)}

    def add(self, unit: BoardUnit) -> None:
        """Writes a unit's line of totals, then its projects."""
        sums = sums_of(unit)
        self._sums.append(sums)
        self._add_totals(unit.name, sums.totals, _BAND)
        for project in unit.projects:
            self._add_project(unit.name, project)

    def save(self, out: IO[bytes], *, is_open: bool, notes: Sequence[Bilingual] = ()) -> None:
        """Writes the finished workbook.

        Args:
            out: where to.
            is_open: whether the round is still open.
            notes: what else the officer should see to; the last rows.
        """
        totals, states = together(self._sums)
        self._add_totals("合计", totals, _SUM)
        last = self._parts.part().next - 1
        for note in notes:
            self._add_note(note.zh)
        head = (f"{self._facts.name}进度表", self._line(is_open=is_open), counts_text(len(self._sums), totals, states))
        for part in self._parts.all():
            self._finish(part, head, last if part is self._parts.part(0) else part.next - 1)
        self._book.save(out)

    def _finish(self, part: SheetPart, head: Sequence[str], last: int) -> None:
        """Adds a sheet to the workbook, with its head above the rows."""
        for row, (text, look, height) in enumerate(zip(head, _HEAD_LOOKS, _HEAD_HEIGHTS, strict=True)):
            part.head(row, cell("A", row + 1, self._style(look), text), height)
            part.merges.append(CellRange(CellRef(row, 0), CellRef(row, _LAST)))
        headings = enumerate(_COLUMNS)
        row, style = _HEAD_ROW + 1, self._style(_HEAD)
        part.head(_HEAD_ROW, "".join(cell(column_letters(col), row, style, name) for col, name in headings), 32)
        sheet = self._book.sheet(part.name)
        sheet.columns(_COLUMNS.values())
        area = CellRange(CellRef(0, 0), CellRef(part.next - 1, _LAST))
        sheet.page(self._page(area))
        sheet.screen(_HEAD_ROW + 1, 2)
        sheet.filter(CellRange(CellRef(_HEAD_ROW, 0), CellRef(last - 1, _LAST)))
        part.put(sheet, len(_COLUMNS))

    def _page(self, area: CellRange) -> PageSetup:
        """Returns the page setup: one page for a town, several for a city."""
        if self._height > _TALL_PAGE:
            return PageSetup(area, "landscape", heading=_HEAD_ROW)
        return PageSetup(area, "landscape" if self._height <= _WIDE_PAGE else "portrait", down=1, heading=_HEAD_ROW)

    def _line(self, *, is_open: bool) -> str:
        """Returns who asks, the day, and the days left."""
        facts = self._facts
        until = f"截止 {day_text(facts.deadline)}，{days_text(facts)}" if facts.deadline else "未定截止日"
        shown = [facts.department or "", f"统计到 {day_text(facts.day)}", until if is_open else "已办结"]
        return "　　".join(filter(None, shown))

    def _add(self, cells: Iterable[tuple[CellValue | None, int]], height: float) -> None:
        """Writes a row of values, each with the number of its style."""
        self._height += height
        part = self._parts.part()
        row = part.next + 1
        drawn = zip(_LETTERS, cells, strict=True)
        part.add("".join([cell(letters, row, style, value) for letters, (value, style) in drawn]), height)

    def _add_project(self, unit: str, project: BoardProject) -> None:
        received = project.last_received
        of_unit, boxed, money, centred, wrong = self._usual.values()
        self._add(
            (
                (unit, of_unit),
                (project.name, boxed),
                (project.words.zh, self._states[project.state]),
                (amount(project.amount), money),
                (project.returns or None, centred),
                (project.errors or None, wrong if project.errors else centred),
                (project.warnings or None, centred),
                (None if received is None else f"{received:%m-%d %H:%M}", centred),
                (project.reminders or None, centred),
                (project.verdict, boxed),
            ),
            max(
                _LEAST,
                _height(unit, "用款单位", 9.0),
                _height(project.name, "项目名称"),
                _height(project.verdict or "", "审核结论"),
            ),
        )

    def _add_totals(self, name: str, totals: BoardTotals, fill: str) -> None:
        """Writes a row of totals: how many came back and were accepted, amounts."""
        look, for_money = (
            self._style(replace(_BOXED, bold=True, fill=fill)),
            self._style(replace(_MONEY, bold=True, fill=fill)),
        )
        counts = f"应报 {totals.expected}，已报 {totals.returned}，通过 {totals.accepted}"
        passed = f"通过 {totals.amount_accepted:,.2f} 元" if totals.amount_accepted else None
        money = (amount(totals.amount_expected) or None, for_money)
        cells = [(name, look), (counts, look), (None, look), money, *[(None, look)] * (_LAST - 4), (passed, look)]
        self._add(cells, max(_LEAST + 2, _height(name, "用款单位")))

    def _add_note(self, text: str) -> None:
        part = self._parts.part()
        part.merges.append(CellRange(CellRef(part.next, 0), CellRef(part.next, _LAST)))
        look = replace(_OPEN, wrap=True)
        height = max(20.0, text_height(text, sum(map(points, _COLUMNS.values())), _SIZE))
        self._height += height
        part.add(cell("A", part.next + 1, self._style(look), text), height)


def _reserve(part: SheetPart) -> None:
    """Leaves the rows of the head free: the counts in it are known last."""
    for _ in range(_HEAD_ROW + 1):
        part.reserve()


def _height(text: str, column: str, size: float = _SIZE) -> float:
    """Returns the height that a text needs in its column."""
    width, signs = _ROOM[column, size]
    return _LEAST if len(text) <= signs and "\n" not in text else text_height(text, width, size)


def counts_text(units: int, totals: BoardTotals, states: StateCounts) -> str:
    """Returns the number of units and of projects in each state, in one line."""
    parts = [f"{words.zh} {count}" for _, words, count in states]
    return f"{units} 个单位，应报 {totals.expected} 个项目，已报 {totals.returned} 个：{'、'.join(parts)}"
