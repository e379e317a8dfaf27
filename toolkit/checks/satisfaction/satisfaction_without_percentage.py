"""Satisfaction that is not a percentage.

查什么：满意度一栏写投诉情况、件数或文字，不是百分比。只缺百分号另见 V05。

为什么：满意度要问服务对象，用百分比才能和别的项目比；没有投诉不等于满意。

例子：“人员招考经费”的“有效投诉情况 无投诉或投诉全部落实”；元岗街道“投诉率 5件以下”。

怎么改：改成“…满意度 ≥90%”。

What it finds: a row of satisfaction with complaints, a number or words instead of a percentage. A percent sign that is
merely missing is V05.

Why it matters: the people served are asked, and percentages can be compared; no complaints is not satisfaction.

Example: 有效投诉情况 无投诉或投诉全部落实; 投诉率 5件以下.

How to fix it: change it to …满意度 ≥90%.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import ValueReading, readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import unitless
from toolkit.checks.words import SATISFACTION, complains
from toolkit.indicators.value import Composite, Percentage, Range
from toolkit.model.finding import Finding, Severity


@rule(
    "T03",
    Severity.WARNING,
    Scope.PROJECT,
    message=("满意度指标宜用百分比：{name} {found}", "Satisfaction should be a rate: {name} {found}"),
    fix=(
        "请把 {cell} 的“{name} {found}”连名称一起改成满意度和百分比，如“群众满意度 ≥90%”。",
        "Change “{name} {found}” in {cell} to a satisfaction in percent, name and value, such as 群众满意度 ≥90%.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each row of satisfaction that is no percentage."""
    for one in readings(context):
        if one.indicator.level1 == SATISFACTION and (complains(one.indicator.name) or not _is_share(one)):
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text)


def _is_share(one: ValueReading) -> bool:
    value = one.value
    share = isinstance(value, Percentage | Composite) or (isinstance(value, Range) and value.unit == "%")
    return share or unitless(value) or "%" in one.text or "％" in one.text
