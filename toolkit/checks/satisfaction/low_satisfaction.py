"""Satisfaction below 90%.

查什么：满意度指标低于 90%；区间看下限，界限可在设置里改（least）。投诉率等越低越好的不算。

为什么：各地通常要求 90% 以上，80% 会被追问。

例子：“城市党建专项经费”的“调查对象满意度 ≥80%”。

怎么改：提高到 90% 以上；确有原因的请说明。

What it finds: a satisfaction below 90%, or a range that begins below it; the bound is a setting (least). What should
be low, such as complaints, is not checked.

Why it matters: offices usually want 90% or more, and ask about 80%.

Example: 调查对象满意度 ≥80% of 城市党建专项经费.

How to fix it: raise it to 90% or more, or give the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import ValueReading, readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import percent_ends
from toolkit.checks.words import SATISFACTION, complains
from toolkit.indicators.value import Compared, Operator
from toolkit.model.finding import Finding, Severity

_BOUNDS = (Operator.LE, Operator.LT)


@rule(
    "T01",
    Severity.WARNING,
    Scope.PROJECT,
    message=("满意度低于{least}%：{found}", "Satisfaction below {least}%: {found}"),
    fix=(
        "请把 {cell} “{name}”的“{found}”提高到 {least}% 以上，或说明原因。",
        "Raise {found} of “{name}” in {cell} to {least}% or more, or give the reason.",
    ),
    since="0.1",
    options={"least": "90"},
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each satisfaction below the bound."""
    least = context.number("least")
    for one in readings(context):
        ends = percent_ends(one.value)
        if one.indicator.level1 == SATISFACTION and ends and ends[0] < least and not _should_be_low(one):
            facts = {"name": one.name, "least": f"{least:f}", "found": one.text}
            yield context.finding(one.where, about=one.about, **facts)


def _should_be_low(one: ValueReading) -> bool:
    return complains(one.indicator.name) or (isinstance(one.value, Compared) and one.value.op in _BOUNDS)
