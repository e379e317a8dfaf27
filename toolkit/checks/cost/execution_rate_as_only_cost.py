"""Budget execution as the only cost.

查什么：成本指标只有预算执行率。下拉备选里本来就有预算执行率的表，只作提示；定义或设置里写明级别的（如
severity: warning），按写明的。

为什么：预算执行率说钱花了多少，不说东西贵不贵；自评时另有 10 分，不必再设为成本指标。

例子：“计生经费（常）”的成本指标只有“预算执行率（%） ≧90%”。

怎么改：补一项真正的成本，如单价或补助标准的上限。

What it finds: the only cost indicator is the rate of budget execution. On a form whose own drop-down offers it, it is
an info only, unless the definition or the settings name a severity (severity: warning).

Why it matters: it says how much was spent, not whether things were expensive; self-evaluation has ten
points for it anyway.

Example: the only cost of 计生经费（常） is 预算执行率（%） ≧90%.

How to fix it: add a real cost, such as an upper bound on a unit price or a subsidy.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import at_most_info, is_cost, is_execution, suggested
from toolkit.model.finding import Finding, Severity


@rule(
    "C03",
    Severity.WARNING,
    Scope.PROJECT,
    message=("预算执行率不宜作为唯一成本指标", "Budget execution rate is not a cost"),
    fix=(
        "请在“{name}”之外补一项成本指标，如单价或补助标准的上限（≤）。",
        "Add a cost indicator to “{name}”, such as an upper bound (≤) on a unit price or subsidy.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the first cost if all of them are budget execution."""
    costs = [(number, one, where) for number, one, where in context.indicators() if is_cost(one) and one.name]
    if costs and all(is_execution(one.name) for _, one, _ in costs):
        number, one, where = costs[0]
        offered = any(level2 == one.level2 and is_execution(name) for level2, name in suggested(context))
        severity = at_most_info(context) if offered else None
        yield context.finding(where, severity, about=f"indicators.{number}", name=one.name or "", found=one.name or "")
