"""Fields by the words of their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.model.money_units import UNITS
from toolkit.model.text import fold

RecordOf = Literal["project", "department"]
_UNIT = re.compile(rf"\((?:单位:?)?(?:{UNITS})\)")
_NUMBERING = re.compile(r"^(?:\(?[一二三四五六七八九十\d]{1,2}[).、.]|[①-⑩])+")
_OF_WHICH = re.compile(r"^其中:?")
_YEAR = re.compile(r"(?:\{year(?:[+-]\d)?\}|(?<!\d)20\d\d(?!\d))(?:年(?!度))?")
_A_YEAR = re.compile(r"(?:20\d\d|\{year(?:[+-]\d)?\}|[前上当本次明后]|第[一二三四五]|前年|上一)年度?")
#: What a label says in brackets of how it is to be filled in: a seal, years, that it is optional.
_ASIDE = re.compile(
    r"\((?:盖章|公章|签章|签字|签名|必填|可选填|选填|可不填|(?:20[\d×xX]{2}|\{years?\})年?(?:度|[-—–~～至到]+20[\d×xX]{2}(?:\+n)?年?度?)?(?:期间)?)\)"
)

#: Labels of a project's fields, the surest first: key, kind, expression.
_PROJECT: Sequence[tuple[str, str, str]] = (
    (
        "project_name",
        "text",
        r"(?:.{0,8}项目(?:支出)?|专项(?:资金)?|(?:对下)?转移支付(?:项目)?|政策(?:或项目)?|资金|课题|补助)(?:名称|名)",
    ),
    ("project_code", "code", r"项目(?:编码|编号|代码)"),
    ("project_type", "text", r"项目(?:类型|类别|属性|性质)"),
    ("project_level", "text", r"项目(?:等级|级别|级次)"),
    (
        "supervising_department",
        "text",
        r"(?:项目)?主管(?:预算)?(?:部门|单位)(?:及(?:代码|编码))?|预算部门|一级预算(?:部门|单位)",
    ),
    (
        "spending_unit",
        "text",
        r"(?:项目)?(?:用款|资金使用|使用|实施|填报|申报|承担|预算|申请|建设|执行)(?:单位|部门)(?:名称)?(?:\(.{1,6}\))?|项目单位(?:名称)?|单位名称|购买主体",
    ),
    ("start_year", "year", r"(?:起始|开始)(?:年度|年份)"),
    ("end_year", "year", r"(?:到期|结束|终止|截止)(?:年度|年份)"),
    (
        "period",
        "period",
        r"(?:项目)?(?:支出)?(?:起止(?:时间|年限|日期|年度)|实施(?:期限?|周期)|周期|期限?)",
    ),
    ("total", "amount", r"(?:年度|当年|本年度?)(?:项目)?(?:资金|预算)?(?:总额|总数|金额|合计)|(?:年度)?本级预算金额"),
    (
        "total",
        "amount",
        r"(?:项目)?(?:申请|申报)?(?:资金|预算)(?:总额|总金额|金额|总数|总计|合计|总计金额|数)|总额|总计|合计|年初预算数|(?:申请|申报)(?:资金|金额|预算)",
    ),
    ("fiscal", "amount", r"(?:本年|当年|年度)?(?:本级)?财政(?:拨款|资金)|一般公共预算(?:财政)?(?:拨款|资金)?"),
    ("special_account", "amount", r"财政专户(?:拨款|资金|管理资金)|专户资金"),
    ("other", "amount", r"其他(?:资金|来源|收入)?"),
    ("funds_text", "funds", r"项目资金(?:主要)?用途"),
    (
        "period_goal",
        "long_text",
        r"(?:项目)?(?:实施)?(?:周期|期|期内|中期|规划期)(?:总体?)?(?:绩效)?目标|(?:项目)?(?:中)?长期(?:总体)?(?:绩效)?目标|总目标",
    ),
    (
        "annual_goal",
        "long_text",
        r"(?:项目)?(?:当|本)?年度?(?:总体)?(?:绩效)?目标|(?:项目)?(?:总体)?(?:绩效)(?:总|总体)?目标|(?:年初|预期|总体)(?:绩效)?目标",
    ),
)
#: Labels of a department's fields.
_DEPARTMENT: Sequence[tuple[str, str, str]] = (
    ("department", "text", r"(?:部门|单位|部门\(单位\))名称|填报(?:单位|部门)|预算(?:部门|单位)"),
    ("overall_goal", "long_text", r"(?:年度|部门)?(?:总体|整体)(?:绩效)?目标|(?:预算)?(?:年度|年初)绩效目标"),
    ("total", "amount", r"(?:年度|当年)?(?:资金|预算)(?:总额|总数)|预算支出总额|部门预算(?:总额|合计)"),
    ("fiscal", "amount", r"财政拨款"),
    ("other", "amount", r"其他资金"),
)
#: Labels of fields that no record has: key, kind, expression; the key is the label where it is empty.
_OWN: Sequence[tuple[str, str, str]] = (
    ("phone", "phone", r"(?:联系|办公|固定|移动)?(?:电话|手机)(?:号码)?|联系方式"),
    ("filler", "text", r"(?:填报|填表|制表|编制|经办|报送)人员?(?:姓名)?"),
    ("filled_on", "date", r"(?:填报|填表|制表|编制|报送)(?:日期|时间)"),
    ("contact", "text", r"联系人"),
    ("", "long_text", r".*(?:意见|职责|概况|依据|说明|情况|原因|措施|内容|必要性|可行性)"),
    ("", "date", r".*(?:日期|(?:开工|竣工|完工|立项)时间)"),
    ("", "percent", r".*(?:率|比例)"),
    (
        "",
        "amount",
        r"(?!是否).*(?:金额|预算数|执行数|决算数|拨款|财政|资金|补助|自筹|结转|经费|支出|收入|投资|预算|融资|资本金)(?:总?额|数)?",
    ),
)
#: Texts that head several cells and are no field themselves.
_CONTAINERS = re.compile(
    r"(?:项目|年度)?(?:资金|经费|预算)(?:情况|来源|构成|总额)?(?:\(.*\))?|(?:总体|绩效|总体绩效|年度总体|年度绩效)目标|"
    r"资金支出计划.*|实施周期|基本(?:信息|情况)|预算(?:整体|执行|资金)?情况|绩效指标|年度重点工作任务"
)
#: What the labels of forms end with.
_ENDINGS = re.compile(
    r".*(?:部门|单位|名称|金额|资金|总额|预算数|目标|日期|时间|电话|人|意见|情况|依据|内容|方式|类型|属性|性质|地点|期限|年度|编码|"
    r"代码|职责|概况|来源|范围|对象|标准|措施|结论|周期|级次|科目|领域|年限|面积|规模|理由|原因|主体|负责人|联系人|职务|支出|收入|拨款|费用|结转|划分|合计|小计|"
    r"数量|说明|备注|结果|进度|地址|人数|职能|指标)(?:\(.*\))?"
)
#: Headings of neighbouring columns whose cells stand below.
_HEADS = re.compile(
    r".*(?:预算数|执行数|决算数|金额|资金|名称|内容|率|权重|得分|分值|目标|情况|小计|合计|来源|时间|月底|要点|意见|说明|标准|依据|备注|"
    r"类别|类型|数量|单价|占比|进度|措施|结果|结论|结转|预算|季度|年初数|本年|上年|总额|总计|支出|收入|拨款|自筹|捐赠|其他|来源项目|支出项目|收入项目)(?:\(.*\))?|调整[前后]|中央|省级?|市级?|县级?|区级|乡镇|上级|本级"
)
#: Labels that a department's form repeats with a number.
_REPEATED: Sequence[tuple[str, str, str]] = (
    ("sub_goals.{n}.title", "text", r"(?:分项|子)目标(?:名称)?"),
    ("sub_goals.{n}.goal", "long_text", r"(?:分项)?绩效目标"),
    ("sub_goals.{n}.indicators_text", "long_text", r"(?:分项)?绩效指标"),
    ("measures.{n}", "long_text", r"(?:目标)?(?:规划及)?保障措施"),
)
_NUMERALS = "零一二三四五六七八九十"
_NUMBER = re.compile(r"\(?([一二三四五六七八九十]{1,3}|\d{1,2})[).、.]")
_CHECKPOINT = re.compile(r"(?:截至)?(\d{1,2}月(?:底|末))")


@dataclass(frozen=True, slots=True)
class FieldWord:
    """The field that a label means.

    Attributes:
        key: of the record, or of the form's own.
        kind: how its cell is filled.
        of_record: whether every record has it.
        sure: whether the label is a usual word for it.
    """

    key: str
    kind: str
    of_record: bool
    sure: bool


def plain(label: str) -> str:
    """Returns a label folded, without number, star, year, unit of money and colon."""
    folded = _ASIDE.sub("", _UNIT.sub("", fold(label)).strip("*:"))
    for extra in (_NUMBERING, _OF_WHICH, _YEAR, _NUMBERING):
        folded = extra.sub("", folded)
    return folded.replace("()", "").strip("*:")


def field_of(label: str, record: RecordOf) -> FieldWord | None:
    """Returns the field of a record that a label means, else None."""
    words = plain(label)
    checkpoint = _CHECKPOINT.fullmatch(words)
    if checkpoint and record == "project":
        return FieldWord(f"payment_plan.{checkpoint[1]}", "percent", True, True)
    if record == "department" and (repeated := _repeated(label)) is not None:
        return repeated
    for key, kind, expression in _DEPARTMENT if record == "department" else _PROJECT:
        if re.fullmatch(expression, words):
            return FieldWord(key, kind, True, True)
    return None


def _repeated(label: str) -> FieldWord | None:
    """Returns the field of a label with a number: （二）分项目标."""
    folded = fold(label)
    match = _NUMBER.search(folded)
    if match is None:
        return None
    words = (folded[: match.start()] + folded[match.end() :]).strip(":")
    for key, kind, expression in _REPEATED:
        if re.fullmatch(expression, words):
            return FieldWord(key.replace("{n}", str(_counted(match[1]))), kind, True, True)
    return None


def _counted(written: str) -> int:
    """Returns the number of a numeral from 一 to 九十九."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _NUMERALS.index(ones[:1])
    return 10 * (_NUMERALS.index(tens) if tens else 1) + (_NUMERALS.index(ones) if ones else 0)


def is_repeated(label: str) -> bool:
    """Whether a label is one of many with a number."""
    return _repeated(label) is not None


def own_field(label: str) -> FieldWord:
    """Returns a form's own field by its label: its kind is a guess."""
    words = plain(label)
    for key, kind, expression in _OWN:
        if re.fullmatch(expression, words):
            return FieldWord(key or own_key(label), kind, False, bool(key))
    return FieldWord(own_key(label), "text", False, False)


def own_key(label: str) -> str:
    """Returns a key made of a label's letters and digits."""
    key = re.sub(r"(?<=\d)\W+(?=\d)", "_", plain(label))
    key = re.sub(r"\W", "", key)[:30] or "text"
    return key if key.isidentifier() else f"_{key}"


def is_known_label(text: str, record: RecordOf) -> bool:
    """Whether a text can only be a label."""
    words = plain(text)
    if field_of(text, record) is not None or _CONTAINERS.fullmatch(words) or _CONTAINERS.fullmatch(fold(text)):
        return True
    return any(re.fullmatch(expression, words) for key, _, expression in _OWN if key)


def looks_like_label(text: str) -> bool:
    """Whether a short text ends as labels do."""
    words = plain(text)
    return len(words) <= 14 and _ENDINGS.fullmatch(words) is not None


def is_container(text: str) -> bool:
    """Whether a text heads several labels rather than a cell to fill."""
    return _CONTAINERS.fullmatch(plain(text)) is not None


def heads_a_column(text: str) -> bool:
    """Whether a text may stand above the cell that it names."""
    words = plain(text)
    if _A_YEAR.fullmatch(fold(text)):
        return True
    return 2 <= len(words) <= 16 and _HEADS.fullmatch(words) is not None
