"""A value without an indicator's name.

查什么：有指标值，没有三级指标名称。

为什么：不知道是什么的值，无法考核。

例子：元岗街道第 38 项只写“3-满意度指标，31-服务对象满意度，90%及以上”，没有名称。

怎么改：补填三级指标名称；多余的值删去。

What it finds: a value stands there without the name of an indicator.

Why it matters: nobody knows what the value is of.

Example: row 38 of 元岗街道 says 3-满意度指标，31-服务对象满意度，90%及以上 and no name.

How to mend it: fill in the name, or delete the value.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "V02",
    Severity.ERROR,
    Scope.PROJECT,
    message=("缺少三级指标名称（{level}，值“{found}”）", "Name missing ({level}, value “{found}”)"),
    fix=(
        "请在 {cell} 补填{level}的名称，或删去值“{found}”。",
        "Fill in the name of this {level} in {cell}, or delete the value “{found}”.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Each indicator that has a value and no name."""
    for number, indicator, where in context.indicators():
        if indicator.name is None and indicator.values:
            about = f"indicators.{number}"
            yield context.finding(where, about=about, level=indicator.level2, found=indicator.values[-1])
