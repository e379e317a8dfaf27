"""A rate under quantity.

查什么：数量指标的名称是比率（…率、（%）），或值是百分比。

为什么：数量指标说做多少，要写个数；完成得怎样是质量指标。

例子：“维稳工作任务完成率 100%”；“补贴发放人数”的值写 ≥90%发放到位。

怎么改：连名称一起改成数量（人数、次数、件数），或把这一项移到质量指标。

What it finds: a quantity indicator whose name is a rate (…率, （%）) or whose value is a percentage.

Why it matters: quantity says how much is done, in numbers; quality says how well.

Example: 维稳工作任务完成率 100%; 补贴发放人数 with the value ≥90%发放到位.

How to fix it: change name and value to a number (of people, times, pieces), or move the row to quality.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import QUANTITY, is_rate
from toolkit.indicators.value import Percentage
from toolkit.model.finding import Finding, Severity


@rule(
    "I07",
    Severity.WARNING,
    Scope.PROJECT,
    message=("数量指标填写了比率：{name}", "Rate under quantity: {name}"),
    fix=(
        "请把“{name}”连名称一起改成数量（人数、次数、件数），或移到质量指标。",
        "Change “{name}”, name and value, to a number (of people, times, pieces), or move it to quality.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each quantity indicator with a share as name or value."""
    shares = {one.number for one in readings(context) if isinstance(one.value, Percentage)}
    for number, indicator, where in context.indicators():
        if indicator.level2 == QUANTITY and indicator.name and (number in shares or is_rate(indicator.name)):
            found = indicator.annual_value or ""
            yield context.finding(where, about=f"indicators.{number}", name=indicator.name, found=found)
