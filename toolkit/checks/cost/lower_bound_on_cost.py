"""A cost with a lower bound.

查什么：成本指标用 ≥、>、大于等于、至少等写成下限。预算执行率等比率、节约类指标不算。

为什么：成本要控制上限，写 ≥ 等于花得越多越好。

例子：“基层党建经费（常）”的“印刷党建宣传资料成本 ≥20元/份”。

怎么改：改成 ≤；补贴等有固定标准的直接写标准，不写运算符。

What it finds: a cost with ≥, >, 大于等于, 至少 and the like. Rates such as 预算执行率, and savings, are not checked.

Why it matters: costs should be kept low; ≥ says the more the better.

Example: 印刷党建宣传资料成本 ≥20元/份.

How to fix it: write ≤; for a fixed standard, such as a subsidy, write the amount alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import ValueReading, readings, singles
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import is_cost, is_execution, is_rate, saves
from toolkit.indicators.value import Compared, Operator, Value
from toolkit.model.finding import Finding, Severity


@rule(
    "C01",
    Severity.WARNING,
    Scope.PROJECT,
    message=("成本指标应设上限（≤）：{found}", "Cost should be an upper bound (≤): {found}"),
    fix=(
        "请把 {cell} “{name}”的“{found}”改成金额的上限（≤）；固定标准直接写金额。",
        "Change {found} of “{name}” in {cell} to an upper bound on an amount (≤), or to a plain amount if it is fixed.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each cost with a lower bound."""
    for one in readings(context):
        if is_cost(one.indicator) and any(map(_is_floor, singles(one.value))) and not _may_rise(one):
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text)


def _is_floor(value: Value) -> bool:
    return isinstance(value, Compared) and value.op in (Operator.GE, Operator.GT)


def _may_rise(one: ValueReading) -> bool:
    """Whether more is no fault, as for a rate or saved money."""
    name = one.indicator.name
    return is_rate(name) or is_execution(name) or saves(f"{name}{one.text}")
