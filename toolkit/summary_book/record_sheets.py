"""The sheets of a summary declared once: names, headings, and records as cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, NamedTuple

from toolkit.model.money import decimal_text
from toolkit.model.records import Funding, Indicator, PaymentStep, Project
from toolkit.model.schema import INDICATOR, PROJECT, RecordField, ValueKind, leaves, value_at
from toolkit.model.text import cell_text

CONTROL_SHEET, RETURNS_SHEET = "对账", "报送情况"
#: Kinds of lines of the list of remarks.
ACCEPTED, RETURNED, SUPERSEDED = "纳入", "退回更正", "被取代"
LEFT_OUT = "未纳入"
#: A line of the sheet of returns about a file of which no project was read, and its state where that is in order.
UNKNOWN, CAME = "（未读出单位）", "已报送"
#: What is counted, and the headings above the sums and above the list of files.
FILES, PROJECTS, TARGETS, AMOUNT = "文件（个）", "项目（个）", "部门整体目标（个）", "总计（元）"
#: What a department's target is called where it names no department, and beside its name.
TARGET = "部门整体绩效目标"
#: What stands in place of a rule's code where something that is not in the summary is a department's target.
TARGET_MARK = "部门"
SUMS, BY_FILE = "合计与明细", "来源文件（项目总计，元）"
#: Files that are listed one by one.
LISTED = 2000


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
    """A column of such a sheet.

    Attributes:
        key: of what it holds.
        heading: what stands above it.
        width: in characters.
        kind: of its values; `number` for a count that is no part of a record.
    """

    key: str
    heading: str
    width: float
    kind: ValueKind | Literal["number"] = "text"


def _columns(schema: Sequence[RecordField]) -> Iterator[DataColumn]:
    return (DataColumn(field.key, field.heading, field.width, field.kind) for _, field in _shown(schema))


def _shown(schema: Sequence[RecordField]) -> Iterator[tuple[str, RecordField]]:
    """The fields that have a column, with their paths: single values, and the spending plan as one text."""
    for field in schema:
        for path, leaf in leaves([field]) if field.kind != "rows" else [(field.key, field)]:
            if leaf.width:
                yield path, leaf


PROJECT_COLUMNS = (DataColumn(ROW, "总表行号", 9, "number"), *_columns(PROJECT))

INDICATOR_COLUMNS = (
    DataColumn(ROW, "总表行号", 9, "number"),
    DataColumn("number", "序号", 6, "number"),
    DataColumn("project", "项目名称", 30),
    DataColumn("unit", "资金使用单位", 30),
    *_columns(INDICATOR),
)

#: Name of a group of projects that name no unit.
NAMELESS = "（未注明单位）"
_PROJECT = tuple(_shown(PROJECT))
_INDICATOR = tuple(leaf for _, leaf in _shown(INDICATOR))


def project_cells(project: Project) -> Mapping[str, str]:
    """What the sheet of projects says of one, by key; amounts as exact decimal texts in 元."""
    return {field.key: cell_text(_text_of(value_at(project, path), field)) for path, field in _PROJECT}


def _text_of(value: Any, field: RecordField) -> str:
    if value is None:
        return ""
    if field.kind == "amount":
        return decimal_text(value)
    return _plan_text(value) if field.kind == "rows" else str(value)


def indicator_cells(indicator: Indicator) -> Mapping[str, str]:
    """What the sheet of indicators says of one, by key."""
    return {field.key: cell_text(getattr(indicator, field.key) or "") for field in _INDICATOR}


def project_from(cells: Mapping[str, str], indicators: Iterable[Indicator]) -> Project:
    """The record that a row of the sheet of projects tells. Its source is where it came from, and left to the caller.

    Raises:
        ValueError: an amount or a year is none; the sheet was edited.
    """
    values = {path: _value_from(cells.get(field.key, ""), field) for path, field in _PROJECT}
    money = {path.removeprefix("funding."): value for path, value in values.items() if path.startswith("funding.")}
    own = {path: value for path, value in values.items() if "." not in path}
    return Project(**own, funding=Funding(**money), indicators=tuple(indicators))


def _value_from(text: str, field: RecordField) -> Any:
    match field.kind:
        case "rows":
            return _plan(text)
        case "year":
            return int(text) if text else None
        case "amount":
            return _amount(text)
        case _:
            return text or (None if field.empty is None else "")


def indicator_from(cells: Mapping[str, str]) -> Indicator:
    """The indicator that a row of the sheet of indicators tells."""
    texts = {field.key: cells.get(field.key, "") for field in _INDICATOR if field.compared}
    return Indicator(**{key: text or _EMPTY[key] for key, text in texts.items()})


_EMPTY: Mapping[str, Any] = {field.key: field.empty for field in _INDICATOR}


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
