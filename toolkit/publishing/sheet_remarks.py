"""The sheet 问题清单: exclusions, superseded returns and findings, to be filtered."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import chain

from toolkit.excel.write.book_writer import BookWriter
from toolkit.excel.write.row_markup import amount
from toolkit.merging.exclusions import Exclusion, Remark
from toolkit.merging.submissions import Status
from toolkit.merging.summary import Summary
from toolkit.model.cell import CELL_TEXT, SHEET_ROWS
from toolkit.model.finding import Severity, Where
from toolkit.model.money import decimal_text
from toolkit.publishing.grid_sheet import Cells, GridSheet, draw_grid
from toolkit.publishing.paths_shown import Folder
from toolkit.summary_book import sheets
from toolkit.summary_book.sheets import LEFT_OUT, TARGET_MARK

WAIVED = "已放行"
SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
_CUT = "……（文字过长，未全列）"


def draw_remarks(book: BookWriter, summary: Summary, files: Folder, *, most: int = SHEET_ROWS) -> None:
    """Draws the list, below a line that counts it."""
    rows = chain(
        (_left_out(left, LEFT_OUT, files) for left in summary.left_out),
        (_left_out(left, Status.SUPERSEDED, files) for left in summary.superseded),
        (_remark(remark, files) for remark in summary.remarks),
    )
    draw_grid(GridSheet(book, sheets.REMARKS, title=_counted(summary), most=most), rows)


def _counted(summary: Summary) -> str:
    """Returns the first line: projects in the summary, exclusions, findings."""
    projects = summary.top.count()
    total = summary.top.funding.total
    text = f"纳入 {projects} 个项目" + (f"，总计 {Decimal(decimal_text(total)):,} 元" if total is not None else "")
    text += f"；未纳入 {len(summary.left_out)} 项" if summary.left_out else "；没有未纳入的项目"
    text += f"；被取代 {len(summary.superseded)} 份" if summary.superseded else ""
    weights = {word: summary.remarks.weights[severity] for severity, word in SEVERITIES.items()}
    counts = {**weights, WAIVED: summary.remarks.waived}
    found = "、".join(f"{word} {count}" for word, count in counts.items() if count)
    return f"{text}；" + (f"检查发现 {found}。" if found else "检查没有发现问题。")


def _left_out(left: Exclusion, kind: str, files: Folder) -> Cells:
    cells = {"kind": kind, "code": TARGET_MARK if left.target else "", "amount": amount(left.amount)}
    return {**_place(left.where, files), **cells, "message": _fitting(files.sentence(left.reason))}


def _remark(remark: Remark, files: Folder) -> Cells:
    finding = remark.finding
    cells = {"kind": _kind(remark), "code": finding.code, "message": _fitting(files.sentence(remark.message))}
    return {**_place(finding.where, files), **cells, "fix": _fitting(files.sentence(remark.fix))}


def _kind(remark: Remark) -> str:
    return WAIVED if remark.waived else SEVERITIES[remark.finding.severity]


def _place(where: Where, files: Folder) -> Mapping[str, str]:
    place = {"file": files.file(where.file), "sheet": where.sheet, "cell": where.cell, "project": where.project}
    return {key: text or "" for key, text in place.items()}


def _fitting(text: str) -> str:
    """Returns a sentence that a cell can hold; a longer one is visibly cut.

    Records are never cut.
    """
    half = CELL_TEXT // 2
    return text if len(text) <= half else text[: half - len(_CUT)] + _CUT
