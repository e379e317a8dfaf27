"""A record as the cells of a summary's own sheets 项目 and 明细: written by `merge`, read back here.

Both sides know the sheets by this module alone, so that what is written is what is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from toolkit.forms.definition import SummaryKey
from toolkit.model.indicator import Indicator
from toolkit.model.money import decimal_text
from toolkit.model.project import Funding, PaymentStep, Project
from toolkit.model.text import strip_invisible

PROJECTS_SHEET = "项目"
INDICATORS_SHEET = "明细"
REMARKS_SHEET = "问题清单"
#: Sheets for use that hold no records.
OTHER_SHEETS = (REMARKS_SHEET, "统计", "报送情况", "对账", "同上年对比")
#: Custom property of the workbook, and a defined name that stands for the table itself.
PROPERTY = "jixiao_summary"
DEFINED_NAME = "_jixiao_summary"
VERSION = "1"

#: The column of both sheets that says on which row of the summary (from 1) a project stands.
ROW = "row"


class DataColumn(NamedTuple):
    """A column of such a sheet: the key of what it holds, its heading, its width in characters."""

    key: str
    heading: str
    width: float
    number: bool = False


PROJECT_COLUMNS: tuple[DataColumn, ...] = (
    DataColumn(ROW, "总表行号", 9, number=True),
    DataColumn("project_name", "项目名称", 30),
    DataColumn("project_code", "项目编码", 14),
    DataColumn("project_type", "项目类型", 24),
    DataColumn("project_level", "项目等级", 10),
    DataColumn("supervising_department", "主管部门", 30),
    DataColumn("spending_unit", "资金使用单位", 30),
    DataColumn("start_year", "起始年度", 9, number=True),
    DataColumn("end_year", "到期年度", 9, number=True),
    DataColumn("budget_year", "预算年度", 9, number=True),
    DataColumn("total", "总计（元）", 15),
    DataColumn("fiscal", "财政拨款（元）", 15),
    DataColumn("special_account", "财政专户拨款（元）", 15),
    DataColumn("other", "其他资金（元）", 15),
    DataColumn("unit_as_written", "原表金额单位", 11),
    DataColumn("funds_text", "资金主要用途", 30),
    DataColumn("payment_plan", "资金支出计划（%）", 20),
    DataColumn("period_goal", "实施周期总目标", 40),
    DataColumn("annual_goal", "年度目标", 40),
    DataColumn("form", "表式", 10),
    DataColumn("form_version", "表式版本", 9),
    DataColumn("file", "来源文件", 36),
    DataColumn("sheet", "来源工作表", 20),
    DataColumn("range", "来源区域", 10),
    DataColumn("sha256", "文件SHA-256", 20),
)

INDICATOR_COLUMNS: tuple[DataColumn, ...] = (
    DataColumn(ROW, "总表行号", 9, number=True),
    DataColumn("number", "序号", 6, number=True),
    DataColumn("project", "项目名称", 30),
    DataColumn("unit", "资金使用单位", 30),
    DataColumn("level1", "一级指标", 13),
    DataColumn("level2", "二级指标", 20),
    DataColumn("name", "三级指标", 36),
    DataColumn("period_value", "实施周期指标值", 20),
    DataColumn("annual_value", "年度指标值", 20),
    DataColumn("description", "绩效指标描述", 30),
    DataColumn("basis", "指标值确定依据", 30),
    DataColumn("weight", "权重", 8),
    DataColumn("cell", "原表单元格", 11),
)

#: The parts of a project's money.
MONEY: tuple[SummaryKey, ...] = ("total", "fiscal", "special_account", "other")
#: Name of a group of projects that name no unit.
NAMELESS = "（未注明单位）"
_YEARS = ("start_year", "end_year", "budget_year")
_TEXTS = (
    "project_name", "project_code", "project_type", "project_level", "supervising_department",
    "spending_unit", "funds_text", "period_goal", "annual_goal", "form", "form_version",
)  # fmt: skip
_INDICATOR = ("level1", "level2", "name", "period_value", "annual_value", "description", "basis", "weight")
_LINE_BREAK = re.compile(r"\r\n?")


def cell_text(text: str) -> str:
    """A text as a cell holds it: without control characters, one kind of line break."""
    if text.isprintable() and "_x00" not in text:  # nearly all are
        return text
    return strip_invisible(_LINE_BREAK.sub("\n", text))


def project_cells(project: Project) -> Mapping[str, str]:
    """What the sheet of projects says of one, by key; amounts as exact decimal texts in 元."""
    cells: dict[str, str] = {}
    for key in (*_TEXTS, *_YEARS):
        value = getattr(project, key)
        cells[key] = "" if value is None else str(value)
    for key in MONEY:
        amount: Decimal | None = getattr(project.funding, key)
        cells[key] = "" if amount is None else decimal_text(amount)
    cells["unit_as_written"] = project.funding.unit_as_written or ""
    cells["payment_plan"] = _plan_text(project.payment_plan)
    if project.source is not None:
        source = project.source
        cells |= {"file": source.file, "sheet": source.sheet, "range": source.range, "sha256": source.sha256}
    return {key: cell_text(text) for key, text in cells.items()}


def indicator_cells(indicator: Indicator) -> Mapping[str, str]:
    """What the sheet of indicators says of one, by key."""
    return {key: cell_text(getattr(indicator, key) or "") for key in (*_INDICATOR, "cell")}


def project_from(cells: Mapping[str, str], indicators: Iterable[Indicator]) -> Project:
    """The record that a row of the sheet of projects tells. Its source is where it came from, and left to the caller.

    Raises:
        ValueError: an amount or a year is none; the sheet was edited.
    """
    years = {key: int(cells[key]) if cells.get(key) else None for key in _YEARS}
    texts: dict[str, Any] = {key: cells.get(key) or None for key in _TEXTS if key not in ("form", "form_version")}
    return Project(
        form=cells.get("form", ""),
        form_version=cells.get("form_version", ""),
        **texts,
        start_year=years["start_year"],
        end_year=years["end_year"],
        budget_year=years["budget_year"],
        funding=Funding(
            **{key: _amount(cells.get(key, "")) for key in MONEY},
            unit_as_written=cells.get("unit_as_written") or None,
        ),
        payment_plan=_plan(cells.get("payment_plan", "")),
        indicators=tuple(indicators),
    )


def indicator_from(cells: Mapping[str, str]) -> Indicator:
    """The indicator that a row of the sheet of indicators tells."""
    texts = {key: cells.get(key) or None for key in _INDICATOR[2:]}
    return Indicator(cells.get("level1", ""), cells.get("level2", ""), **texts)


def _amount(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(f"not an amount: {text!r}") from error


def _plan_text(plan: Sequence[PaymentStep]) -> str:
    """A spending plan, a checkpoint a line: `3月底：5`."""
    return "\n".join(f"{_escape(step.by)}：{_escape(step.percent or '')}" for step in plan)


def _plan(text: str) -> tuple[PaymentStep, ...]:
    steps = []
    for line in text.split("\n") if text else ():
        by, _, percent = line.partition("：")
        steps.append(PaymentStep(_unescape(by), _unescape(percent) or None))
    return tuple(steps)


def _escape(text: str) -> str:
    """A text without the two characters that structure a plan; they hardly ever occur in one."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("：", "\\c")


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "c": "："}.get(match[1], match[1]), text)
