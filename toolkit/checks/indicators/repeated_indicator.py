"""The same indicator twice.

查什么：同一类别里有两项名称相同的指标。不同类别里同名不算。

为什么：多半是复制一行忘了改；值不同时不知以哪个为准。

例子：“数量指标”里两行都叫“巡逻车维修次数”。

怎么改：删去一项，或改成另一个指标的名称。

What it finds: two indicators of one category have the same name. The same name in two categories is not a fault.

Why it matters: mostly a row was copied and not changed; with two values nobody knows which one counts.

Example: 巡逻车维修次数 stands twice under 数量指标.

How to fix it: delete one, or give it the intended name.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity
from toolkit.model.text import fold


@rule(
    "I12",
    Severity.ERROR,
    Scope.PROJECT,
    message=("指标重复：{name}", "Duplicate indicator: {name}"),
    fix=(
        "{cell} 与 {first} 的指标同名，请删去一项或改名。",
        "{cell} has the same name as {first}; delete or rename one of the two.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each later indicator of a name, with the place of the first."""
    first_cells: dict[tuple[str, str, str], str] = {}
    for _, indicator, where in context.indicators():
        if indicator.name is None:
            continue
        key = (indicator.scope or "", indicator.level2, fold(indicator.name))
        if key in first_cells:
            yield context.finding(where, name=indicator.name, first=first_cells[key], found=indicator.name)
        first_cells.setdefault(key, where.cell or "")
