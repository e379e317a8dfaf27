"""Satisfaction of 100%.

查什么：满意度指标写 100%。

为什么：人人都满意不易实现，有一人不满意就没有完成。

例子：元岗街道“垃圾分类专项经费”的“服务满意度 100%”。

怎么改：写一个做得到的数，如 ≥95%。

What it finds: a satisfaction of 100%.

Why it matters: it is hard to please everybody, and one dissatisfied person misses the target.

Example: 服务满意度 100% of 垃圾分类专项经费.

How to fix it: enter a value that can be reached, such as ≥95%.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import SATISFACTION
from toolkit.indicators.value import Operator, Percentage
from toolkit.model.finding import Finding, Severity

_BOUNDS = (Operator.LE, Operator.LT)


@rule(
    "T02",
    Severity.INFO,
    Scope.PROJECT,
    message=("满意度 100% 不易实现", "Satisfaction of 100% is unrealistic"),
    fix=(
        "请确认 {cell} “{name}”能否达到 100%，否则写 ≥95% 等做得到的数。",
        "Check whether “{name}” in {cell} can reach 100%; if not, enter a value that can be reached, such as ≥95%.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each satisfaction of 100%."""
    for one in readings(context):
        value = one.value
        if one.indicator.level1 == SATISFACTION and isinstance(value, Percentage):
            full = value.number == 100 and value.op not in _BOUNDS
            if full:
                yield context.finding(one.where, about=one.about, name=one.name, found=one.text)
