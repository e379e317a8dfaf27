"""Findings as a workbook: the sheets 审核意见 and 放行.

The first is there to sort and filter; findings ticked on the second are waived by `--waivers`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from toolkit.checks.finding_text import fix, sentence
from toolkit.model.finding import Finding, Severity
from toolkit.model.text import strip_invisible
from toolkit.publishing.paths_shown import Folder
from toolkit.reports.grouping import join, parts
from toolkit.reports.quiet import is_quiet
from toolkit.reports.report import Format, Report, parent_folder
from toolkit.reports.sections import Owners, is_superseded
from toolkit.reports.waiver_sheet import COLUMNS, DATE, HEAD_ROW, HINT, TICK, TICKS, WAIVER_SHEET
from toolkit.reports.wording import printable, severity_name, wrap

REVIEW = "审核意见"
#: The columns of the findings, and their widths in characters.
_FOUND = {
    "序号": 6, "级别": 6, "单位": 17, "项目": 17, "问题": 32, "怎么改": 36, "单元格": 10, "工作表": 15, "文件": 20,
    "编号": 6,
}  # fmt: skip
#: Rows that a sheet can hold below its head.
_MOST = 1_000_000
#: Characters that a cell can hold.
_LONGEST = 32_000
_COLOURS = {Severity.ERROR: "#F8C6C1", Severity.WARNING: "#FCE3AC", Severity.INFO: "#CDE2F6"}
#: Points of a line of text, the room around it, the tallest row that a spreadsheet can have.
_LINE, _ROOM, _TALLEST = 13.0, 5.0, 409.0
#: Characters of a column that the borders of its cells take.
_MARGIN = 1
_PLAIN = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True, "border": 1}
_HEAD = {**_PLAIN, "bold": True, "align": "center", "bg_color": "#E9ECEF", "border_color": "#BDBDBD"}


def render(report: Report) -> bytes:
    """Returns the workbook; the same report gives the same bytes."""
    from xlsxwriter import Workbook

    buffer = BytesIO()
    book = Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    day = report.day or datetime.date(2000, 1, 1)
    book.set_properties({"title": REVIEW, "created": datetime.datetime(day.year, day.month, day.day)})
    owners, folder = Owners(report.files), parent_folder(report.files)
    _draw_findings(book, report, owners, folder)
    _draw_waivers(book, report, owners, folder)
    book.close()
    return buffer.getvalue()


def _draw_findings(book: Any, report: Report, owners: Owners, folder: Folder) -> None:
    """Draws the sheet of all findings, quiet ones too."""
    sheet = book.add_worksheet(REVIEW)
    _page(book, sheet, _FOUND, 0)
    plain = book.add_format({**_PLAIN, "border_color": "#D9D9D9"})
    tinted = {
        kind: book.add_format({**_PLAIN, "border_color": "#D9D9D9", "bg_color": _COLOURS[kind]}) for kind in Severity
    }
    row = 0
    for row, finding in enumerate(report.findings, 1):
        if row > _MOST:
            break
        where = finding.where
        texts = (
            "", severity_name(finding.severity, "zh"), owners.unit(finding), where.project, sentence(finding),
            fix(finding), join(parts(where.cell)), where.sheet, folder.file(where.file), finding.code,
        )  # fmt: skip
        sheet.set_row(row, _height(_FOUND, texts))
        sheet.write_number(row, 0, row, plain)
        for col, text in enumerate(texts[1:], 1):
            sheet.write_string(row, col, _text(text), tinted[finding.severity] if col == 1 else plain)
    sheet.autofilter(0, 0, row, len(_FOUND) - 1)


def _draw_waivers(book: Any, report: Report, owners: Owners, folder: Folder) -> None:
    """Draws the sheet on which a person ticks what is waived."""
    sheet = book.add_worksheet(WAIVER_SHEET)
    _page(book, sheet, COLUMNS, HEAD_ROW)
    hint = book.add_format({"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "vcenter"})
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, HINT, hint)
    sheet.set_row(0, _height({"": sum(COLUMNS.values())}, [HINT]) + _LINE)
    plain = book.add_format({**_PLAIN, "border_color": "#D9D9D9"})
    typed = book.add_format({**_PLAIN, "border_color": "#D9D9D9", "bg_color": "#FFF9E5"})
    ticks = book.add_format({**_PLAIN, "border_color": "#D9D9D9", "bg_color": "#FFF9E5", "align": "center"})
    dates = book.add_format({**_PLAIN, "border_color": "#D9D9D9", "bg_color": "#FFF9E5", "num_format": "yyyy-mm-dd"})
    looks = {TICK: ticks, DATE: dates, "理由": typed, "姓名": typed}
    last = HEAD_ROW
    for last, texts in enumerate(_waiver_rows(report.findings, owners, folder), HEAD_ROW + 1):
        sheet.set_row(last, _height(COLUMNS, texts))
        for col, (name, text) in enumerate(zip(COLUMNS, texts, strict=True)):
            sheet.write_string(last, col, _text(text), looks.get(name, plain)) if text else sheet.write_blank(
                last, col, None, looks.get(name, plain)
            )
    end = max(last, HEAD_ROW + 1)
    sheet.autofilter(HEAD_ROW, 0, end, len(COLUMNS) - 1)
    order = list(COLUMNS)
    sheet.data_validation(
        HEAD_ROW + 1, order.index(TICK), end, order.index(TICK),
        {"validate": "list", "source": list(TICKS[:2]), "ignore_blank": True, "error_title": "放行",
         "error_message": "放行的打“√”，不放行的留空。"},
    )  # fmt: skip


def _waiver_rows(findings: Sequence[Finding], owners: Owners, folder: Folder) -> Iterator[tuple[str | None, ...]]:
    for number, finding in enumerate(one for one in findings if not (is_quiet(one) or is_superseded(one))):
        if number == _MOST:
            return
        where = finding.where
        yield (
            None, severity_name(finding.severity, "zh"), owners.unit(finding), where.project, sentence(finding),
            None, None, None, finding.code, where.cell, where.sheet, folder.file(where.file),
        )  # fmt: skip


def _page(book: Any, sheet: Any, columns: dict[str, int], head: int) -> None:
    """Sets widths, headings and print setup."""
    look = book.add_format(_HEAD)
    for col, (name, width) in enumerate(columns.items()):
        sheet.set_column(col, col, width)
        sheet.write_string(head, col, name, look)
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _height(columns: Mapping[str, int], texts: Sequence[str | None]) -> float:
    """Returns a row's height in points.

    Programs other than Excel do not compute it.
    """
    lines = [len(wrap(_text(text), wide - _MARGIN)) for wide, text in zip(columns.values(), texts, strict=True) if text]
    return min(max(lines, default=1) * _LINE + _ROOM, _TALLEST)


def _text(text: str | None) -> str:
    return strip_invisible(printable(text or ""))[:_LONGEST]


FORMAT = Format(id="xlsx", suffix=".xlsx", render=render)
