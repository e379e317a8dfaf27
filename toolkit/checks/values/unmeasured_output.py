"""An output that is not measured.

查什么：产出或成本指标的值是定性的词，如“及时”“按预算执行”，没有数。质量指标写合规、合格、达标、良好的只作提示；
零事故、比率、约数、“一批”另有规则。

为什么：产出应能量化；写“及时”不知道几天算及时。

例子：“社区两委干部补贴”的“预算执行 按预算执行”；元岗街道“工资发放及时性 及时”。

怎么改：写成数量、百分比或日期，如 100%、每月10日前。

What it finds: an output or cost with a word as its value, such as 及时 or 按预算执行, and no number. Words like 合规,
达标 or 良好 under quality are only an info; zero accidents, rates, approximate values and 一批 have other rules.

Why it matters: output should be measured; 及时 does not say within how many days.

Example: 预算执行 按预算执行; 工资发放及时性 及时.

How to fix it: write a quantity, a percentage or a date, such as 100% or 每月10日前.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import ValueReading, readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import OUTPUT, QUALITY, is_cost, is_rate
from toolkit.indicators.value import Qualitative, ShapeKind, Unparsed
from toolkit.model.finding import Finding, Severity

_WORDS = (
    ShapeKind.ACHIEVED,
    ShapeKind.IMPROVE,
    ShapeKind.DURATION,
    ShapeKind.COMPLIANCE,
    ShapeKind.TIMELY,
    ShapeKind.AIM,
)
_GRADE = re.compile("优秀|优良|优|良好|较好|良|好")
_NUMBER = re.compile(r"[\d一二两三四五六七八九十百千万]")


@rule(
    "V08",
    Severity.WARNING,
    Scope.PROJECT,
    message=("产出指标未量化：{found}", "Output not measurable: {found}"),
    fix=(
        "请把 {cell} “{name}”的“{found}”改成数量、百分比或日期。",
        "Change {found} of “{name}” in {cell} to a quantity, a percentage or a date.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each output in words.

    Under quality, a standard or a grade weighs less.
    """
    for one in readings(context):
        output = one.indicator.level1 == OUTPUT or is_cost(one.indicator)
        if output and _in_words(one) and not is_rate(one.indicator.name):
            severity = Severity.INFO if one.indicator.level2 == QUALITY and _is_standard(one) else None
            yield context.finding(one.where, severity, about=one.about, name=one.name, found=one.text)


def _in_words(one: ValueReading) -> bool:
    match one.value:
        case Qualitative(kind=kind):
            return kind in _WORDS
        case Unparsed(text=text):
            return not _NUMBER.search(text)
    return False


def _is_standard(one: ValueReading) -> bool:
    value = one.value
    return isinstance(value, Qualitative) and (
        value.kind is ShapeKind.COMPLIANCE or _GRADE.fullmatch(value.term) is not None
    )
