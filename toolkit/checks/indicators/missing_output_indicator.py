"""No output indicator.

查什么：一项产出指标（数量、质量、时效，旧体系含成本）都没有。

为什么：产出是钱花出去换来的东西，每个项目都应设；没有产出就无法考核。

例子：“治安经费（常）”有“采购保安服装 ≧8套”等十项产出指标；一项都不填就是此项。

怎么改：至少填写一项产出指标，最好数量、质量、时效都有。

What it finds: there is no output indicator at all (quantity, quality, time; cost in the older framework).

Why it matters: output is what the money buys; every project must have one, or nothing can be assessed.

Example: 治安经费（常） has ten, such as 采购保安服装 ≧8套; with none of them this finding appears.

How to fix it: add at least one, preferably one each of quantity, quality and time.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "I01",
    Severity.ERROR,
    Scope.PROJECT,
    message=("未设置产出指标", "No output indicator"),
    fix=(
        "请至少填写一项产出指标（数量、质量、时效）。",
        "Add at least one output indicator (quantity, quality, time).",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the project if the form has outputs and it has none."""
    present = any(indicator.level1 == _LEVEL for indicator in context.project.indicators)
    if not present and context.offers(_LEVEL):
        yield context.finding(context.where_level(_LEVEL), about=_LEVEL, expected=_LEVEL)


_LEVEL = "产出指标"
