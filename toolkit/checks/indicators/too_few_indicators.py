"""Too few indicators.

查什么：一个项目的指标不足 3 项；界限可在设置里改（least）。一项都没有时另见 I01。

为什么：各地要求自设指标不少于 3 项，少了说不清项目。

例子：元岗街道“区管退休干部节日慰问经费”只有一项“慰问完成率”。

怎么改：补充产出、效益或满意度指标。

What it finds: a project with fewer than 3 indicators; the number is a setting (least). None at all is I01.

Why it matters: offices ask for at least 3; fewer do not describe a project.

Example: 区管退休干部节日慰问经费 has one, 慰问完成率.

How to fix it: add indicators of output, benefit or satisfaction.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "I06",
    Severity.WARNING,
    Scope.PROJECT,
    message=("指标数量偏少：{found}", "Too few indicators: {found}"),
    fix=(
        "请补充产出、效益或满意度指标，至少 {expected} 项。",
        "Add output, benefit or satisfaction indicators; at least {expected} in all.",
    ),
    since="0.1",
    options={"least": "3"},
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the project if it has some indicators but not enough."""
    count, least = len(context.project.indicators), context.number("least")
    if 0 < count < least:
        yield context.finding(context.where("indicators"), about="indicators", found=str(count), expected=str(least))
