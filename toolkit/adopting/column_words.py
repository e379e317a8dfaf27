"""The columns of an indicator table, by the words of their heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from toolkit.indicators.framework import Framework
from toolkit.model.text import fold

#: Words of a heading, by the part of an indicator that stands under it.
_PARTS: Mapping[str, str] = {
    "level1": r"一级(?:绩效)?指标|一级|指标类型",
    "level2": r"二级(?:绩效)?指标|二级|指标类别",
    "name": r"三级(?:绩效)?指标(?:名称)?|三级|(?:绩效)?指标(?:名称|内容)|具体指标",
    "period_value": r"(?:实施)?周期(?:总)?指标值|(?:中)?长期指标值|总体指标值|实施期指标值|规划期指标值",
    "annual_value": r"(?:\{year\}年?度?|当年度?|本年度?|年度|年初|预期|计划|绩效)?"
    r"(?:指标值|目标值|绩效目标值)(?:及单位|\(.*\))?|年度指标",
    "operator": r"符号|计算符号|运算符号?|指标(?:性质|符号)|比较符",
    "number": r"数值",
    "unit": r"单位|(?:计量|度量)单位|指标单位",
    "weight": r"(?:指标)?(?:权重|分值|权数)(?:\(.*\))?",
    "description": r"(?:绩效)?指标描述",
    "basis": r"指标值(?:确定|设定)依据|(?:确定|设定)依据",
}
_SKIP = re.compile(r"序号|编号|行次")
#: A heading of columns that belong to one side: the period's, or the year's.
PERIOD_GROUP = re.compile(r".*(?:周期|长期|实施期|规划期|总体).*")
YEAR_GROUP = re.compile(r".*(?:年度|当年|本年).*")
_POINTS = re.compile(r"\(\d+(?:\.\d+)?分?\)$")
_STAR = re.compile(r"^[*※★]+|[*※★]+$")

Meaning = str


_VALUE = re.compile(r"(?:指标|目标|标准|完成|实现|计划|预期)值|目标$|目标\(.*\)$|预期|计划(?:数|完成)")
_OTHER_VALUE = re.compile(r"近.年|上年|前年|历史|实际|半年|半程|行业|调整后|全年完成|说明|依据|可能|情况")
_SURE_VALUE = re.compile(r"全年|当年|本年|年度|预期|调整前|年初|原")


class LevelWord(NamedTuple):
    """A level of the framework as a cell prints it.

    Attributes:
        name: its canonical name.
        plain: whether the cell has a name by which it is read anyway.
    """

    name: str
    plain: bool


def part_of_heading(text: str) -> Meaning | None:
    """Returns the part that a heading names, None for no word of ours."""
    folded = _STAR.sub("", fold(text))
    return next((part for part, words in _PARTS.items() if re.fullmatch(words, folded)), None)


def value_rank(label: str, group: str) -> int | None:
    """Returns how likely a heading without a usual word is one of values.

    Smaller is likelier; None for a heading that is none.
    """
    words = fold(group) + fold(label)
    if not _VALUE.search(words) or _OTHER_VALUE.search(words):
        return None
    return 0 if _SURE_VALUE.search(words) else 1


def is_skipped(text: str) -> bool:
    """Whether a column is only counted, never read."""
    return _SKIP.fullmatch(fold(text)) is not None


def level_of(text: str, framework: Framework, first: bool) -> LevelWord | None:
    """Returns the level that a cell prints.

    Args:
        text: of the cell.
        framework: the levels.
        first: whether a first level is meant, else a second.
    """
    folded = fold(text)
    if not folded or len(folded) > 40:
        return None
    for candidate, plain in ((folded, True), (_POINTS.sub("", folded), False)):
        found = framework.first(candidate) if first else (framework.second(candidate) or (None, None))[1]
        if found is not None:
            return LevelWord(found.name, plain)
    if not first and folded in ("满意度指标", "满意度"):  # its only second level, printed like the first
        return LevelWord("服务对象满意度指标", False)
    return None
