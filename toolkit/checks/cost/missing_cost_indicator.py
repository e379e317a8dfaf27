"""No cost indicator.

查什么：要求填写成本指标的单张表，一项成本指标都没有。汇总表平时不查，要查时把 summary 设为 1。

为什么：工程、修缮、购置类项目应设成本指标，其他项目也在逐步推行。

例子：元岗街道汇总表的 38 个项目都没有成本指标；45 张单张表都有。

怎么改：填写单价或补助标准的上限，如 ≤5000元/台。

What it finds: a form that requires a cost indicator has none. A summary is checked only with the setting summary: 1.

Why it matters: construction, repair and purchase should have one, and others will follow.

Example: none of the 38 rows of 元岗街道 has one; all 45 forms have.

How to fix it: enter an upper bound on a unit price or subsidy, such as ≤5000元/台.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import COST, is_cost
from toolkit.forms.definition import FormDefinition
from toolkit.model.finding import Finding, Severity


@rule(
    "C08",
    Severity.INFO,
    Scope.PROJECT,
    message=("未设置成本指标", "No cost indicator"),
    fix=(
        "请填写一项成本指标，如单价或补助标准的上限（≤）。",
        "Add a cost indicator, such as an upper bound (≤) on a unit price or subsidy.",
    ),
    since="0.1",
    options={"summary": "0"},
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the project if it needs a cost indicator and has none."""
    if context.project.indicators and not any(map(is_cost, context.project.indicators)) and _asked(context):
        yield context.finding(context.where_level(COST), about=COST)


def _asked(context: ProjectContext) -> bool:
    if not isinstance(context.definition, FormDefinition):
        return context.number("summary") != 0
    costs = {second.name for first, second in context.framework.pairs() if COST in (first.name, second.name)}
    return bool(context.definition.indicators.needed & costs)
