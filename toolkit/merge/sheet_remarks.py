"""Sheet 4: what was left out and why, and what was found, in one list that can be filtered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from toolkit.intake.summary_record import DataColumn
from toolkit.merge import styles
from toolkit.merge.measure import points, text_height
from toolkit.merge.remark import LeftOut, Remark
from toolkit.merge.summary import CELL_MOST, Summary
from toolkit.merge.xlsx import Sheet
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.finding import Severity, Where
from toolkit.model.money import decimal_text

LEFT_OUT = "未纳入"
WAIVED = "已放行"
SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
_COLUMNS = (
    DataColumn("kind", "类别", 8),
    DataColumn("code", "编号", 6),
    DataColumn("file", "文件", 24),
    DataColumn("sheet", "工作表", 14),
    DataColumn("cell", "单元格", 8),
    DataColumn("project", "项目名称", 20),
    DataColumn("amount", "总计（元）", 12),
    DataColumn("message", "说明", 36),
    DataColumn("fix", "处理办法", 36),
)
_CUT = "……（文字过长，未全列）"


def draw_remarks(sheet: Sheet, summary: Summary) -> None:
    """Draw the list, below a line that counts it."""
    rows = [*map(_left_out, summary.left_out), *map(_remark, summary.remarks)]
    sheet.columns(column.width for column in _COLUMNS)
    sheet.text(0, 0, _counted(summary), styles.DATA_TITLE)
    sheet.height(0, 24)
    sheet.height(1, 22)
    for col, column in enumerate(_COLUMNS):
        sheet.text(1, col, column.heading, styles.DATA_HEADING)
    for number, cells in enumerate(rows, 2):
        sheet.height(number, max(_heights(cells)))
        for col, column in enumerate(_COLUMNS):
            look = styles.DATA_RIGHT if column.key == "amount" else styles.SENTENCE
            sheet.text(number, col, _fitting(cells.get(column.key) or ""), look)
    last = CellRef(max(len(rows), 1) + 1, len(_COLUMNS) - 1)
    sheet.filter(CellRange(CellRef(1, 0), last))
    sheet.page(CellRange(CellRef(0, 0), last), 1, "landscape")
    sheet.screen(2, grid=True)


def _counted(summary: Summary) -> str:
    """The first line: what is in the summary, what is not, what was found."""
    projects = sum(1 for _ in summary.top.projects())
    total = summary.top.funding.total
    told = f"纳入 {projects} 个项目" + (f"，总计 {Decimal(decimal_text(total)):,} 元" if total is not None else "")
    told += f"；未纳入 {len(summary.left_out)} 项" if summary.left_out else "；没有未纳入的项目"
    kinds = [_kind(remark) for remark in summary.remarks]
    counts = [(word, kinds.count(word)) for word in (*SEVERITIES.values(), WAIVED)]
    found = "、".join(f"{word} {count}" for word, count in counts if count)
    return f"{told}；" + (f"检查发现 {found}。" if found else "检查没有发现问题。")


def _left_out(left: LeftOut) -> Mapping[str, str]:
    return {**_place(left.where), "kind": LEFT_OUT, "amount": _yuan(left.amount), "message": left.reason}


def _remark(remark: Remark) -> Mapping[str, str]:
    finding = remark.finding
    told = {"kind": _kind(remark), "code": finding.code, "message": remark.message, "fix": remark.fix}
    return {**_place(finding.where), **told}


def _kind(remark: Remark) -> str:
    return WAIVED if remark.waived else SEVERITIES[remark.finding.severity]


def _place(where: Where) -> Mapping[str, str]:
    told = {"file": where.file, "sheet": where.sheet, "cell": where.cell, "project": where.project}
    return {key: text or "" for key, text in told.items()}


def _yuan(amount: Decimal | None) -> str:
    return "" if amount is None else decimal_text(amount)


def _heights(cells: Mapping[str, str]) -> Iterator[float]:
    yield 18.0
    for column in _COLUMNS:
        yield min(text_height(cells.get(column.key, ""), points(column.width), styles.BODY), 400.0)


def _fitting(text: str) -> str:
    """A sentence as a cell can hold it; a longer one is cut, and says so. Records are never cut."""
    half = CELL_MOST // 2
    return text if len(text) <= half else text[: half - len(_CUT)] + _CUT
