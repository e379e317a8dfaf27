"""The first sheet of a marked copy (审核意见): all findings, with links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.checks.sentence import top_left
from toolkit.model.finding import Finding, Severity
from toolkit.model.text import strip_invisible
from toolkit.reports.grouping import FindingGroup, parts, place
from toolkit.reports.marking.colours import fill
from toolkit.reports.marking.targets import REVIEW_SHEET
from toolkit.reports.quiet import advice_line
from toolkit.reports.wording import printable, severity_name, width, wrap

#: The columns, and their widths in characters.
_COLUMNS = {"序号": 6, "级别": 7, "位置": 24, "项目": 22, "问题": 38, "怎么改": 48, "编号": 7}
_CENTRED = frozenset({"序号", "级别", "编号"})
#: Points of a line of text, the room around it, the tallest row that a spreadsheet can have.
_LINE, _ROOM, _TALLEST = 14.5, 8.0, 409.0
_HEADER = PatternFill("solid", fgColor="FFE9ECEF")
_RULE = Side("thin", "FFBDBDBD")
_HEI, _SONG = "黑体", "宋体"

GO_ON = (
    "怎么办：本表内容请直接在原表上修改，点“位置”可跳到要改的单元格，批注里写有原因和改法。",
    "红色“错误”必须改正，改好之前不能汇总；黄色“警告”请核对；蓝色“提示”仅供参考，可不修改。",
    "改好后保存，重新报送。本页不用填写，报送时可以保留。",
)
ALL_RIGHT = ("未发现需要修改的问题，不用重新报送。",)
ONLY_HINTS = ("没有必须改正或需要核对的问题，不用重新报送；蓝色“提示”仅供参考。",)


@dataclass(frozen=True, slots=True)
class Review:
    """The content of the first sheet.

    Attributes:
        file: the name of the file.
        groups: what was found and is listed, the worst first.
        advice: findings that are counted only; the comments on their cells say more.
        quiet: one line about what asks nothing; empty where there is no such thing.
        remarks: what the copy lacks.
        sheets: the sheets of the copy, by the name that findings use.
    """

    file: str
    groups: Sequence[FindingGroup]
    advice: Sequence[Finding]
    quiet: str
    remarks: Sequence[str]
    sheets: Mapping[str, Worksheet]


def review_name(workbook: Workbook) -> str:
    """Returns the name that the sheet gets beside a person's own sheets."""
    taken = {name.lower() for name in workbook.sheetnames}
    numbered = chain((REVIEW_SHEET,), (f"{REVIEW_SHEET}{number}" for number in count(1)))
    return next(name for name in numbered if name.lower() not in taken)


def write_review(workbook: Workbook, review: Review) -> None:
    """Adds the sheet as the first one, unprotected, and shows it."""
    sheet = workbook.create_sheet(review_name(workbook), 0)
    for letter, wide in zip("ABCDEFG", _COLUMNS.values(), strict=True):
        sheet.column_dimensions[letter].width = wide
    header = _top(sheet, review)
    if review.groups:
        _head(sheet, header)
        styles = _TableStyles()
        for row, number, entry in zip(count(header + 1), count(1), review.groups, strict=False):
            _finding(sheet, row, number, entry, review.sheets, styles)
    _page(sheet, header)
    workbook.active = 0
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _top(sheet: Worksheet, review: Review) -> int:
    """Writes the lines above the table, and returns its first row."""
    counts = [sum(len(one.findings) for one in review.groups if one.severity is severity) for severity in Severity]
    counts[Severity.INFO.rank] += len(review.advice)
    counted = "，".join(f"{severity_name(severity, 'zh')} {n} 处" for severity, n in zip(Severity, counts, strict=True))
    plain = Font(_SONG, 11)
    _across(sheet, 1, REVIEW_SHEET, Font(_HEI, 18, bold=True), "center", 32.0)
    _across(sheet, 2, f"文件：{review.file}　　{counted}", Font(_SONG, 11, bold=True), "left", 21.0)
    go_on = GO_ON if any(counts[: Severity.INFO.rank]) else ONLY_HINTS if any(counts) else ALL_RIGHT
    lines = [*go_on, *filter(None, [_advice(review.advice), review.quiet]), *review.remarks]
    for row, line in enumerate(lines, 3):
        _across(sheet, row, line, plain, "left", 18.0)
    return len(lines) + 4


def _advice(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    return f"提示 {len(findings)} 处供参考，不逐条列出，写在单元格的批注里：{advice_line(findings)}"


def _across(sheet: Worksheet, row: int, text: str, font: Font, align: str, height: float) -> None:
    cell = _put(sheet, row, 1, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_COLUMNS))
    lines = len(wrap(text, sum(_COLUMNS.values()) - 4))
    sheet.row_dimensions[row].height = height + (lines - 1) * _LINE


def _head(sheet: Worksheet, row: int) -> None:
    for column, name in enumerate(_COLUMNS, 1):
        cell = _put(sheet, row, column, name)
        cell.font, cell.fill, cell.border = Font(_HEI, 11), _HEADER, _box()
        cell.alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[row].height = 22.0


class _TableStyles:
    """The styles of the table's cells, each made once."""

    def __init__(self) -> None:
        self._cached: dict[object, Any] = {}

    def put(self, cell: Any, column: str, severity: Severity, *, link: bool) -> None:
        """Gives a cell the style of its column."""
        key = (column, severity, link)
        if key not in self._cached:
            centred = column in _CENTRED
            cell.font = Font(_SONG, 10.5, underline="single", color="FF1F5FA8") if link else Font(_SONG, 10.5)
            cell.border = _box()
            cell.alignment = Alignment(
                horizontal="center" if centred else "left",
                vertical="center",
                wrap_text=True,
                indent=0 if centred else 1,
            )
            if column == "级别":
                cell.fill = fill(severity)
            self._cached[key] = copy(cell._style)
        cell._style = copy(self._cached[key])


def _finding(
    sheet: Worksheet, row: int, number: int, entry: FindingGroup, sheets: Mapping[str, Worksheet], styles: _TableStyles
) -> None:
    spot, more = _spot(entry)
    texts = (
        str(number), severity_name(entry.severity, "zh"), spot, entry.project or "",
        f"{entry.message}{more}", "\n".join(fix for fix in entry.fixes if fix), entry.code,
    )  # fmt: skip
    lines = 1
    link = _link(entry, sheets)
    for column, (name, text) in enumerate(zip(_COLUMNS, texts, strict=True), 1):
        cell = _put(sheet, row, column, text)
        if name == "序号":
            cell.value = number
        elif name == "位置" and link is not None:
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=link, tooltip="跳到该单元格")
        styles.put(cell, name, entry.severity, link=name == "位置" and link is not None)
        lines = max(lines, sum(len(wrap(line, _COLUMNS[name] - 2)) for line in text.split("\n")))
    sheet.row_dimensions[row].height = min(lines * _LINE + _ROOM, _TALLEST)


def _spot(entry: FindingGroup) -> tuple[str, str]:
    """Returns the place, and cells that go into the next column.

    LibreOffice does not wrap a link.
    """
    room = _COLUMNS["位置"] - 2
    if width(entry.place()) <= room:
        return entry.place(), ""
    cells = [part for finding in entry.findings for part in parts(finding.where.cell)]
    many = len(cells) > 1
    short = f"{cells[0]} 等 {len(cells)} 处" if many else entry.cells
    more = f"\n（{entry.cells}）" if many and entry.cells not in entry.message else ""
    taken = width(place("", short))
    return place(entry.sheet and _shortened(entry.sheet, room - taken), short), more


def _shortened(name: str, room: int) -> str:
    """Returns the beginning of a sheet's name."""
    if width(name) <= room:
        return name
    return f"{wrap(name, max(room - 2, 6))[0]}…"


def _link(entry: FindingGroup, sheets: Mapping[str, Worksheet]) -> str | None:
    """Returns a link to the first cell; None for a hidden sheet."""
    target = sheets.get(entry.sheet or "")
    if target is None or target.sheet_state != "visible":
        return None
    first = top_left(entry.findings[0].where.cell)
    name = target.title.replace("'", "''")
    return f"'{name}'!{first if first.row >= 0 else 'A1'}"


def _page(sheet: Worksheet, header: int) -> None:
    """Sets up the page: frozen header, landscape, one page wide, numbered."""
    sheet.freeze_panes = f"A{header + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = "FFC0392B"
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.75, 0.35
    sheet.print_options.horizontalCentered = True
    footer = sheet.oddFooter
    assert footer is not None
    footer.center.text = "第 &P 页，共 &N 页"


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Writes a text that stays text."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = strip_invisible(printable(text))
    cell.data_type = "s"
    return cell


def _box() -> Border:
    return Border(_RULE, _RULE, _RULE, _RULE)
