"""Different thresholds of satisfaction.

查什么：同一项目的几项满意度，要求的百分比不同。

为什么：同一批服务对象两个标准，考核时要说得清；多半是分别抄来的。

例子：元岗街道“未成年人保护站购买服务经费”：服务满意度 100%，上门服务满意度 90%。

怎么改：统一；确实不同的不用改。

What it finds: the satisfactions of one project ask for different percentages.

Why it matters: two standards for the same people need a reason; mostly they were copied from different places.

Example: 服务满意度 100% and 上门服务满意度 90% in one project.

How to mend it: make them one; leave them where they should differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import joined, readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import SATISFACTION, complains
from toolkit.indicators.value import Percentage
from toolkit.model.finding import Finding, Severity


@rule(
    "T05",
    Severity.INFO,
    Scope.PROJECT,
    message=("满意度值不一致：{a}/{b}", "Satisfaction values differ: {a}/{b}"),
    fix=(
        "请确认 {cell} 的满意度是否应当统一；确实不同的不用改。",
        "See whether the satisfactions in {cell} should be the same; leave them where not.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """The first satisfaction and the first that differs from it."""
    first = None
    for one in readings(context):
        if one.indicator.level1 != SATISFACTION or complains(one.indicator.name) or "annual_value" not in one.parts:
            continue
        if isinstance(one.value, Percentage):
            if first is None:
                first, asked = one, one.value.number
            elif one.value.number != asked:
                facts = {"a": f"{first.name} {first.text}", "b": f"{one.name} {one.text}", "found": one.text}
                yield context.finding(joined([first.where, one.where]), about=one.about, **facts)
                return
