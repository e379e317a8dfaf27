"""The fields of every record, with heading, kind and use, written down once.

JSON, the summary's sheets of records, rosters, comparison, frames and the documentation iterate these tuples. A new
field of a record is an attribute of its dataclass and a line here; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal, get_args

from toolkit.model.records import DepartmentTarget, Funding, Indicator, PaymentStep, Project, Source, SubGoal

#: What a field holds: one value, a text in several cells (`texts`), a record of its own (`group`), several (`rows`), or
#: what a definition's own fields (`answers`) and further tables (`tables`) say.
ValueKind = Literal[
    "text",
    "long_text",
    "choice",
    "code",
    "funds",
    "weight",
    "year",
    "month",
    "period",
    "amount",
    "texts",
    "group",
    "rows",
    "answers",
    "tables",
]
#: The parts of a project's money.
MoneyKey = Literal["total", "fiscal", "special_account", "other"]
MONEY_KEYS: tuple[MoneyKey, ...] = get_args(MoneyKey)


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field of a record.

    Attributes:
        key: its attribute, and its key in JSON.
        zh: what a person calls it; the heading of its column.
        en: the same in English.
        kind: what it holds.
        width: of its column on the summary's sheets of records, in characters; 0 for no column.
        since: the version of the summary's sheets that first had this column (`toolkit.summary_book.sheets`).
        unit: what the heading names behind the field, 元 or %.
        json: whether JSON names it `always`, only where it is `filled`, or `never`.
        compared: whether two records that differ in it say different things.
        carried: whether only the records keep it: a summary's table has no place for it, so an edited row keeps it.
        empty: the empty value where the record does not take None.
        synonyms: further headings that rosters use for it, besides the definition's own name.
        most: the longest text that a form takes for it, in characters; None for no bound but the definition's.
        fields: the fields of its own records (`group`, `rows`).
        record: the dataclass of these.
    """

    key: str
    zh: str
    en: str
    kind: ValueKind = "text"
    width: float = 0
    unit: str = ""
    json: Literal["always", "filled", "never"] = "always"
    compared: bool = True
    carried: bool = False
    empty: str | None = None
    synonyms: tuple[str, ...] = ()
    most: int | None = None
    fields: tuple[RecordField, ...] = ()
    record: type | None = None
    since: int = 1

    @property
    def heading(self) -> str:
        """The heading of its column."""
        return f"{self.zh}（{self.unit}）" if self.unit else self.zh

    @property
    def is_scalar(self) -> bool:
        """Whether it holds one value."""
        return self.kind not in ("texts", "group", "rows", "answers", "tables")


MONEY = (
    RecordField(
        "total", "总计", "total", "amount", 15, "元", synonyms=("预算金额", "预算数", "金额", "预算", "资金总额")
    ),
    RecordField("fiscal", "财政拨款", "fiscal funds", "amount", 15, "元", synonyms=("财政资金",)),
    RecordField("special_account", "财政专户拨款", "special account", "amount", 15, "元", synonyms=("财政专户资金",)),
    RecordField("other", "其他资金", "other funds", "amount", 15, "元", synonyms=("其它资金",)),
)

FUNDING = (
    *MONEY,
    RecordField("unit_as_written", "原表金额单位", "unit as written", width=11, compared=False),
)

PAYMENT_STEP = (
    RecordField("by", "时间节点", "checkpoint", empty=""),
    RecordField("percent", "累计支出比例", "cumulative share"),
)

INDICATOR = (
    RecordField("level1", "一级指标", "level 1", width=13, empty=""),
    RecordField("level2", "二级指标", "level 2", width=20, empty=""),
    RecordField("name", "三级指标", "indicator", width=36, most=60),
    RecordField("period_value", "实施周期指标值", "value for the period", width=20, most=120),
    RecordField("annual_value", "年度指标值", "value for the year", width=20, most=120),
    RecordField("description", "绩效指标描述", "description", width=30, most=200, carried=True),
    RecordField("basis", "指标值确定依据", "basis of the value", width=30, most=200, carried=True),
    RecordField("weight", "权重", "weight", "weight", 8, json="filled", carried=True),
    RecordField("cell", "原表单元格", "cell", width=11, json="filled", compared=False),
    RecordField("scope", "所属", "scope", "choice", json="filled", carried=True),
    RecordField("extra", "其他栏目", "further columns", "answers", json="filled", carried=True),
)

#: What of an indicator is typed into a cell of its own, on every form that has a column for it.
INDICATOR_CELLS = tuple(one for one in INDICATOR if one.compared and one.key not in ("scope", "extra"))

SOURCE = (
    RecordField("file", "来源文件", "file", width=36, empty="", compared=False),
    RecordField("sheet", "来源工作表", "sheet", width=20, empty="", compared=False),
    RecordField("range", "来源区域", "range", width=10, empty="", compared=False),
    RecordField("sha256", "文件SHA-256", "SHA-256 of the file", width=20, empty="", compared=False),
    RecordField("outer", "所在文件", "file on disk", json="never", compared=False),
)


def _origin(form: str) -> tuple[RecordField, ...]:
    """Returns the fields of a record's form and source.

    They describe no project. `form` is the form that JSON without one is taken for.
    """
    return (
        RecordField("form", "表式", "form", width=10, compared=False, empty=form),
        RecordField("form_version", "表式版本", "form version", width=9, compared=False, empty=""),
        RecordField("source", "来源", "source", "group", json="filled", compared=False, fields=SOURCE, record=Source),
    )


#: What a definition adds to a record of its own.
_FURTHER = (
    RecordField("extra", "其他栏目", "further fields", "answers", json="filled", carried=True),
    RecordField("tables", "附表", "further tables", "tables", json="filled", carried=True),
)

PROJECT = (
    RecordField("project_name", "项目名称", "project", width=30, synonyms=("项目",)),
    RecordField("project_code", "项目编码", "project code", "code", 14, synonyms=("项目代码",)),
    RecordField("project_type", "项目类型", "project type", "choice", 24, synonyms=("项目类别",)),
    RecordField("project_level", "项目等级", "project level", "choice", 10, synonyms=("项目级次",)),
    RecordField("supervising_department", "主管部门", "supervising department", width=30, synonyms=("主管单位",)),
    RecordField(
        "spending_unit",
        "资金使用单位",
        "spending unit",
        width=30,
        synonyms=("用款单位", "使用单位", "项目单位", "实施单位"),
    ),
    RecordField("start_year", "起始年度", "first year", "year", 9, synonyms=("起始年份", "开始年度")),
    RecordField("end_year", "到期年度", "last year", "year", 9, synonyms=("到期年份", "结束年度")),
    RecordField("budget_year", "预算年度", "budget year", "year", 9, synonyms=("年度", "预算年份")),
    RecordField("funding", "资金", "funding", "group", fields=FUNDING, record=Funding),
    RecordField("funds_text", "资金主要用途", "use of the funds", "funds", 30, json="filled"),
    RecordField(
        "payment_plan",
        "资金支出计划",
        "payment plan",
        "rows",
        20,
        "%",
        fields=PAYMENT_STEP,
        record=PaymentStep,
    ),
    RecordField("period_goal", "实施周期总目标", "goal of the period", "long_text", 40),
    RecordField("annual_goal", "年度目标", "goal of the year", "long_text", 40),
    RecordField("indicators", "绩效指标", "indicators", "rows", fields=INDICATOR, record=Indicator),
    RecordField("start_month", "起始月份", "first month", "month", json="filled", carried=True),
    RecordField("end_month", "到期月份", "last month", "month", json="filled", carried=True),
    RecordField("period_text", "实施期", "period as written", "period", json="filled", carried=True),
    *_FURTHER,
    *_origin("form13"),
)

SUB_GOAL = (
    RecordField("title", "分项名称", "title", empty=""),
    RecordField("goal", "绩效目标", "goal", "long_text"),
    RecordField("indicators_text", "绩效指标", "indicators as prose", "long_text"),
)

DEPARTMENT = (
    RecordField("department", "部门名称", "department"),
    RecordField("budget_year", "预算年度", "budget year", "year"),
    RecordField("overall_goal", "总体绩效目标", "overall goal", "long_text"),
    RecordField("sub_goals", "分项绩效目标", "sub-goals", "rows", fields=SUB_GOAL, record=SubGoal),
    RecordField("measures", "目标规划及保障措施", "measures", "texts"),
    RecordField("funding", "资金", "funding", "group", json="filled", fields=FUNDING, record=Funding),
    RecordField("indicators", "绩效指标", "indicators", "rows", json="filled", fields=INDICATOR, record=Indicator),
    *_FURTHER,
    *_origin("department"),
)

#: The fields of every dataclass of a record.
FIELDS: Mapping[type, tuple[RecordField, ...]] = {
    Project: PROJECT,
    DepartmentTarget: DEPARTMENT,
    Funding: FUNDING,
    PaymentStep: PAYMENT_STEP,
    Indicator: INDICATOR,
    SubGoal: SUB_GOAL,
    Source: SOURCE,
}


def keys(fields: Sequence[RecordField], **wanted: object) -> tuple[str, ...]:
    """Returns the keys of fields with these attributes: `keys(PROJECT, kind="year")`."""
    return tuple(field.key for field in fields if all(getattr(field, name) == value for name, value in wanted.items()))


def leaves(fields: Sequence[RecordField]) -> Iterator[tuple[str, RecordField]]:
    """Yields each field with one value and its path (`funding.total`)."""
    for field in fields:
        if field.is_scalar:
            yield field.key, field
        elif field.kind == "group":
            yield from ((f"{field.key}.{path}", leaf) for path, leaf in leaves(field.fields))


def value_at(record: object, path: str) -> Any:
    """Returns a record's value at a path of `leaves`; None without its group."""
    group, _, _ = path.rpartition(".")
    return None if group and getattr(record, group) is None else attrgetter(path)(record)
