"""Money under quantity.

查什么：数量指标的值是金额。

为什么：金额是投入或成本，不是产出的数量。

例子：元岗街道“扶贫助困购置数 75000元”。

怎么改：写购置了多少件、补助了多少人；金额移到成本指标。

What it finds: a quantity indicator whose value is an amount of money.

Why it matters: money is an input or a cost, not an output.

Example: 扶贫助困购置数 75000元.

How to fix it: write how many things were bought or people helped; move the amount to cost.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.prices import money
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import QUANTITY
from toolkit.model.finding import Finding, Severity


@rule(
    "I08",
    Severity.WARNING,
    Scope.PROJECT,
    message=("数量指标填写了金额：{name}", "Money under quantity: {name}"),
    fix=(
        "请把“{name}”的“{found}”改成数量，金额移到成本指标。",
        "Enter a quantity for “{name}” instead of {found}; move the amount to the cost indicators.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each quantity that is an amount."""
    for reading in readings(context):
        if reading.indicator.level2 == QUANTITY and money(reading):
            yield context.finding(reading.where, about=reading.about, name=reading.name, found=reading.text)
