"""A count without an operator.

查什么：单张表的数量指标只写数和单位，没有 ≥、≤、=。缺单位的另见 V03、V04；汇总表习惯不写，不查。

为什么：没有运算符按“等于”处理，多做了也算不符。

例子：“社区两委干部补贴”的“人员聘用数 5人”。

怎么改：至少要做这么多的写 ≥5人；正好这么多的不用改。

What it finds: a quantity on a form that has number and unit and no ≥, ≤ or =. Without a unit it is V03 or V04; in a
summary nobody writes operators, so it is not checked.

Why it matters: without an operator it is read as equal, so that doing more would miss it.

Example: 人员聘用数 5人.

How to fix it: write ≥5人 for a lower bound; leave it if it is exact.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import QUANTITY
from toolkit.indicators.value import Operator, Quantity
from toolkit.model.finding import Finding, Severity


@rule(
    "V22",
    Severity.INFO,
    Scope.PROJECT,
    message=("未写运算符，按“等于”处理", "No operator: read as equal"),
    fix=(
        "{cell} 的值如为下限，请在数字前写 ≥；正好这么多的不用改。",
        "If the value in {cell} is a lower bound, write ≥ before the number; leave it if it is exact.",
    ),
    since="0.1",
    kind="form",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each count with a unit and without an operator."""
    for one in readings(context):
        value = one.value
        count = isinstance(value, Quantity) and value.op is Operator.NONE and value.unit
        if count and one.indicator.level2 == QUANTITY:
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text)
