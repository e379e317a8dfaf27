"""A cost without an operator.

查什么：成本指标的金额没有写运算符。

为什么：固定标准可以不写，按“等于”处理；要控制上限的应写 ≤。

例子：“后勤经费”的“文化管理员成本标准 10000元/人”。

怎么改：固定标准不用改；上限写 ≤10000元/人。

What it finds: an amount of money under cost without an operator.

Why it matters: a fixed standard needs none and is read as equal; an upper bound should have ≤.

Example: 文化管理员成本标准 10000元/人.

How to fix it: leave a fixed standard as it is; write ≤10000元/人 for an upper bound.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import is_cost
from toolkit.indicators.value import MoneyAmount, Operator
from toolkit.model.finding import Finding, Severity


@rule(
    "C02",
    Severity.INFO,
    Scope.PROJECT,
    message=("成本未写运算符：{found}", "Cost without operator: {found}"),
    fix=(
        "{cell} “{name}”的“{found}”如为上限，请在数字前写 ≤；固定标准不用改。",
        "If {found} of “{name}” in {cell} is an upper bound, write ≤ before the number; leave a fixed standard.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each amount under cost without an operator."""
    for one in readings(context):
        if is_cost(one.indicator) and isinstance(one.value, MoneyAmount) and one.value.op is Operator.NONE:
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text)
