"""An empty goal.

查什么：总体绩效目标没有填：实施周期总目标或年度目标空着；只有一个目标的表和部门整体绩效目标表，指那一个。

为什么：指标是为目标服务的；没有目标就无从判断指标设得对不对。

例子：“综合经费”的 2024 年度目标一格空着。

怎么改：写明做什么、做多少、达到什么效果。

What it finds: a goal that the form asks for is empty: of the whole period, of the year, or the only one; a
department's overall goal too.

Why it matters: indicators serve a goal; without one nobody can judge them.

Example: the goal of 2024 of 综合经费 was left empty.

How to fix it: say what is done, how much of it, and to what effect.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import RecordContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "G01",
    Severity.ERROR,
    Scope.RECORD,
    message=("总体绩效目标未填写：{name}", "Goal is empty: {name}"),
    fix=(
        "请在 {cell} 填写{name}：做什么、做多少、达到什么效果。",
        "Fill in {name} in {cell}: what is done, how much, to what effect.",
    ),
    since="0.1",
)
def check(context: RecordContext) -> Iterator[Finding]:
    """Yields each required goal that is empty."""
    for key in ("period_goal", "annual_goal", "overall_goal"):
        if context.requires(key) and context.value(key) is None:
            yield context.finding(context.where(key), about=key, name=context.label(key))
