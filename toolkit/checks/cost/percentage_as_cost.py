"""A cost given as a percentage.

查什么：成本指标名称不是比率，值却是百分比。名称是比率、或值里写明某某率的不算。

为什么：成本要写金额或单价，百分比不知道是谁的百分之几。

例子：“社区两委干部补贴”的“人员聘用成本 ≧95%”。

怎么改：写金额，如 ≤42000元/人/年；想说预算执行的，名称写预算执行率。

What it finds: a cost whose name is not a rate, with a percentage as its value. A name that is a rate, or a value that
says which rate it is, is not checked.

Why it matters: cost is an amount or a unit price; a percentage does not say of what.

Example: 人员聘用成本 ≧95%.

How to fix it: write an amount, such as ≤42000元/人/年, or name it 预算执行率 if that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import is_cost, is_execution, is_rate, saves
from toolkit.indicators.value import Percentage
from toolkit.model.finding import Finding, Severity


@rule(
    "C04",
    Severity.WARNING,
    Scope.PROJECT,
    message=("成本指标填写了百分比：{found}", "Cost given as percentage: {found}"),
    fix=(
        "请把 {cell} “{name}”的“{found}”改成金额或单价的上限（≤）。",
        "Change {found} of “{name}” in {cell} to an upper bound (≤) on an amount or unit price.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each cost that is a percentage of something unnamed."""
    for one in readings(context):
        name, value = one.indicator.name, one.value
        if is_cost(one.indicator) and isinstance(value, Percentage):
            rate = is_rate(name) or is_execution(name) or is_rate(value.trailing) or is_rate(value.lead)
            if not rate and not saves(f"{name}{one.text}"):
                yield context.finding(one.where, about=one.about, name=one.name, found=one.text)
