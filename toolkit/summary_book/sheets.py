"""Every sheet of a summary beside its table, declared once: name, columns, headings, widths.

The writer (`toolkit.publishing`) draws these columns, the reader (`toolkit.intake.summary`) finds them by their
headings. A new column is a line here, with the next version in `since`, and its value where the sheet is written:
summaries that were written before have no such column and are read all the same. Refer to a sheet as
`sheets.PROJECTS`, so that there is one place to look it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from toolkit.model.schema import INDICATOR, PROJECT, RecordField, leaves

#: Custom property of the workbook, and a defined name for the table.
PROPERTY = "jixiao_summary"
DEFINED_NAME = "_jixiao_summary"

#: What became of a submission; also kinds of lines of the list of remarks.
ACCEPTED, RETURNED, SUPERSEDED = STATUSES = ("纳入", "退回更正", "被取代")
LEFT_OUT = "未纳入"
#: A line of the sheet of returns about a file without a project, and its state where that is in order.
UNKNOWN, ARRIVED = "（未读出单位）", "已报送"
#: What is counted, and the headings above the sums and above the list of files.
FILES, PROJECTS_COUNTED, TARGETS, AMOUNT = "文件（个）", "项目（个）", "部门整体目标（个）", "总计（元）"
#: A department's target: its name where it names no department, and the addition to its name.
TARGET = "部门整体绩效目标"
#: In place of a rule's code: a department's target that is not in the summary.
TARGET_MARK = "部门"
SUMS, BY_FILE = "合计与明细", "来源文件（项目总计，元）"
#: Files that are listed one by one.
LISTED = 2000
#: Name of a group of projects that name no unit.
NAMELESS = "（未注明单位）"

#: How the values of a column look: `sentence` is a wrapped text, `value` a number as exact as it was written.
ColumnKind = Literal["text", "sentence", "number", "count", "amount", "share", "value"]


class SheetColumn(NamedTuple):
    """A column of a sheet.

    Attributes:
        key: of its values.
        heading: the text above it.
        width: in characters.
        kind: of its values.
        since: the version of the summary that first had it.
        read: whether reading needs it; not where it only repeats other columns for use in a spreadsheet.
        roster: whether it is drawn only where a roster was given.
    """

    key: str
    heading: str
    width: float
    kind: ColumnKind = "text"
    since: int = 1
    read: bool = True
    roster: bool = False


@dataclass(frozen=True, slots=True)
class SheetDeclaration:
    """A sheet of a summary.

    Attributes:
        name: of the sheet; of its continuations 明细（2）, 明细（3）.
        columns: from left to right.
        frozen: number of first columns that stay in sight.
        titled: whether a line above the headings sums the sheet up; not on sheets of records.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    frozen: int = 0
    titled: bool = True

    def place(self, key: str) -> int:
        """Returns the place of a column, from 0."""
        return next(col for col, column in enumerate(self.columns) if column.key == key)

    def needed(self, version: int) -> frozenset[str]:
        """Returns the keys of the columns that a version must have."""
        return frozenset(column.key for column in self.columns if column.read and column.since <= version)


#: The column of both sheets of records with the row of the summary (from 1) of a project.
ROW = "row"
_KINDS: dict[str, ColumnKind] = {"year": "number", "amount": "amount", "weight": "value"}


def shown(schema: Sequence[RecordField]) -> Iterator[tuple[str, RecordField]]:
    """Yields the fields that have a column, with their paths.

    These are single values, and the spending plan as one text.
    """
    for field in schema:
        for path, leaf in leaves([field]) if field.kind != "rows" else [(field.key, field)]:
            if leaf.width:
                yield path, leaf


def _columns(schema: Sequence[RecordField]) -> Iterator[SheetColumn]:
    for _, field in shown(schema):
        kind = "sentence" if field.key == "project_name" else _KINDS.get(field.kind, "text")
        yield SheetColumn(field.key, field.heading, field.width, kind, field.since)
        if field.key == "annual_value":
            yield SheetColumn("operator", "运算符", 7, "number", read=False)
            yield SheetColumn("value", "数值", 11, "value", read=False)
            yield SheetColumn("upper", "数值上限", 9, "value", read=False)
            yield SheetColumn("measure", "计量单位", 10, read=False)


#: Fields that have a column behind the declared ones where a record says something, by heading.
_FURTHER: Mapping[str, RecordField] = {
    field.zh: field for field in (*PROJECT, *INDICATOR) if field.carried and field.is_scalar and not field.width
}
_ANSWER = re.compile(r".*［(?P<table>附表：)?(?P<key>[^［］]+)］", re.DOTALL)
#: Before the key of a definition's own field, and of a further table.
EXTRA, TABLES = "extra.", "tables."


def further_column(key: str, names: Mapping[str, str]) -> SheetColumn:
    """Returns the column of a key that only some records have.

    Args:
        key: a field without a declared column, `extra.phone` or `tables.cost`.
        names: what forms call their own fields and tables, by key.
    """
    for heading, field in _FURTHER.items():
        if field.key == key:
            return SheetColumn(key, heading, 18)
    kind, _, own = key.partition(".")
    return SheetColumn(key, f"{names.get(own, own)}［{'附表：' if kind == 'tables' else ''}{own}］", 22)


def further_key(heading: str) -> str | None:
    """Returns the key of such a column by its heading, else None."""
    if field := _FURTHER.get(heading):
        return field.key
    match = _ANSWER.fullmatch(heading)
    return f"{TABLES if match['table'] else EXTRA}{match['key']}" if match else None


#: How many cells the sections of departments' targets have.
TARGET_CELLS = "部门整体目标：资金、指标等栏目（个）"
_FURTHER_LABEL = re.compile(r"(?P<sheet>项目|明细)：(?P<heading>.+)（个）", re.DOTALL)


def further_label(sheet: str, key: str, names: Mapping[str, str]) -> str:
    """Returns the label of such a column's count: 项目：联系电话［phone］（个）."""
    return f"{sheet}：{further_column(key, names).heading}（个）"


def further_of_label(label: str) -> tuple[str, str] | None:
    """Returns the sheet and the key of a column that 对账 counts, else None."""
    match = _FURTHER_LABEL.fullmatch(label)
    key = further_key(match["heading"]) if match else None
    return (match["sheet"], key) if match and key else None


PROJECTS = SheetDeclaration(
    "项目", (SheetColumn(ROW, "总表行号", 9, "number"), *_columns(PROJECT)), frozen=2, titled=False
)

INDICATORS = SheetDeclaration(
    "明细",
    (
        SheetColumn(ROW, "总表行号", 9, "number"),
        SheetColumn("number", "序号", 6, "number"),
        SheetColumn("project", "项目名称", 30),
        SheetColumn("unit", "资金使用单位", 30),
        *_columns(INDICATOR),
    ),
    frozen=3,
    titled=False,
)

REMARKS = SheetDeclaration(
    "问题清单",
    (
        SheetColumn("kind", "类别", 8, "sentence"),
        SheetColumn("code", "编号", 6, "sentence"),
        SheetColumn("file", "文件", 24, "sentence"),
        SheetColumn("sheet", "工作表", 14, "sentence"),
        SheetColumn("cell", "单元格", 10, "sentence"),
        SheetColumn("project", "项目名称", 20, "sentence"),
        SheetColumn("amount", "总计（元）", 16, "amount"),
        SheetColumn("message", "说明", 36, "sentence", read=False),
        SheetColumn("fix", "处理办法", 36, "sentence", read=False),
    ),
)

RETURNS = SheetDeclaration(
    "报送情况",
    (
        SheetColumn("unit", "资金使用单位", 34, "sentence"),
        SheetColumn("state", "状态", 9, "number"),
        SheetColumn("expected", "应报项目", 9, "count", read=False, roster=True),
        SheetColumn("came", "已报份数", 9, "count", read=False),
        *(SheetColumn(status, status, 9, "count") for status in STATUSES),
        SheetColumn("missing", "未报项目", 32, "sentence", read=False, roster=True),
        SheetColumn("to_correct", "待更正项目", 32, "sentence", read=False),
        SheetColumn("files", "来源文件", 36, "sentence"),
    ),
    frozen=1,
)

#: A line of the sheet of control totals and its figures; the headings are those of its first section.
CONTROL = SheetDeclaration(
    "对账",
    (
        SheetColumn("label", "对账内容", 44, "sentence"),
        SheetColumn("received", "读入", 18, "amount"),
        *(SheetColumn(status, status, 18, "amount") for status in STATUSES),
        SheetColumn("difference", "差额", 14, "amount"),
        SheetColumn("result", "结果", 10, "number"),
    ),
    frozen=1,
)
#: The keys of a line's figures: what came in, and what became of it.
FIGURES = ("received", *STATUSES)
#: Its other sections have other headings above the same columns.
SUMS_HEADINGS = {"label": SUMS, "received": "合计行（元）", ACCEPTED: "各项目之和（元）", RETURNED: "", SUPERSEDED: ""}
FILES_HEADINGS = {"label": BY_FILE}

CHANGES = SheetDeclaration(
    "同上年对比",
    (
        SheetColumn("kind", "变动", 9, "number"),
        SheetColumn("unit", "资金使用单位", 30, "sentence"),
        SheetColumn("project", "项目名称", 30, "sentence"),
        SheetColumn("what", "对比内容", 30, "sentence"),
        SheetColumn("before", "上年", 18, "amount"),
        SheetColumn("after", "本年", 18, "amount"),
        SheetColumn("difference", "增减", 15, "amount"),
        SheetColumn("share", "增减比例", 10, "share"),
    ),
    frozen=3,
)

#: The sheet of statistics: several tables below each other, charts beside them.
STATISTICS = "统计"
STATISTICS_WIDTHS = (34, 22, 12, 12, 12, 12, 3)
StatisticsTable = tuple[tuple[str, ColumnKind], ...]
_MONEY: StatisticsTable = (("金额（{unit}）", "amount"), ("项目数", "count"), ("指标数", "count"), ("占比", "share"))
BY_UNIT: StatisticsTable = (("资金使用单位", "sentence"), *_MONEY)
BY_TYPE: StatisticsTable = (("项目类型", "sentence"), *_MONEY)
BY_CATEGORY: StatisticsTable = (
    ("指标类别", "sentence"),
    ("一级指标", "sentence"),
    ("指标数", "count"),
    ("涉及项目", "count"),
)
BY_RULE: StatisticsTable = (
    ("审核规则", "sentence"),
    *((heading, "count") for heading in ("发现次数", "错误", "警告", "提示", "涉及文件")),
)


def without_records() -> frozenset[str]:
    """Returns the names of the sheets for use that hold no records."""
    return frozenset({STATISTICS, *(sheet.name for sheet in (REMARKS, RETURNS, CONTROL, CHANGES))})


def version() -> int:
    """Returns the version of the sheets: that of the newest column."""
    declared = (PROJECTS, INDICATORS, REMARKS, RETURNS, CONTROL, CHANGES)
    return max(column.since for sheet in declared for column in sheet.columns)


def mark(definition: str, definition_version: str) -> str:
    """Returns the text of the custom property: the sheets' version and the summary's definition."""
    return f"{version()} {definition} {definition_version}"


def version_of(mark_text: str) -> int:
    """Returns the version of the sheets that a custom property names.

    Where it names none, the present version is taken: a column that is missing is then never taken for one that did
    not exist yet.
    """
    number = mark_text.partition(" ")[0]
    return int(number) if number.isascii() and number.isdigit() else version()
