"""A value that cannot be assessed.

查什么：值写“按实际…”“一批”“若干”等；数量以“批”计，而名称问的不是批次。

为什么：做多少都算完成，等于没有指标。

例子：“综合经费”的“购置办公用品数量 一批”；元岗街道“消防整改宗数 按实际整改数”。

怎么改：按往年或计划写一个数，如 ≥100件。

What it finds: values such as 按实际…, 一批 or 若干; a quantity in batches (批) where the name does not ask for batches.

Why it matters: anything would be enough, so there is no target.

Example: 购置办公用品数量 一批; 消防整改宗数 按实际整改数.

How to fix it: write a number from earlier years or from the plan, such as ≥100件.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import ValueReading, readings
from toolkit.checks.registry import Scope, rule
from toolkit.indicators.value import Qualitative, Quantity, ShapeKind
from toolkit.model.finding import Finding, Severity

_BATCH = "批"


@rule(
    "V17",
    Severity.WARNING,
    Scope.PROJECT,
    message=("指标值不可考核：{found}", "Not assessable: {found}"),
    fix=(
        "请把 {cell} “{name}”的“{found}”改成具体数量。",
        "Change {found} of “{name}” in {cell} to a definite quantity.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each value that any result would fulfil."""
    for one in readings(context):
        if _is_open(one):
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text)


def _is_open(one: ValueReading) -> bool:
    match one.value:
        case Qualitative(kind=kind):
            return kind is ShapeKind.UNASSESSABLE
        case Quantity(unit=unit):
            return unit == _BATCH and _BATCH not in (one.indicator.name or "")
    return False
