"""No benefit indicator.

查什么：一项效益指标（经济、社会、生态、可持续影响）都没有。其中某一类空着是正常的，不提示。

为什么：产出之外还要说明好处在哪里；日常开支类的项目可以没有，故为警告。

例子：元岗街道第 2 项“办公及业务用房租赁经费”只有面积和满意度。

怎么改：填写一项最相关的效益指标，多为社会效益。

What it finds: there is no benefit indicator at all (economic, social, ecological, lasting). One empty
category is normal and is not reported.

Why it matters: besides its output a project should say what it is good for; running costs may have none, hence
a warning.

Example: 办公及业务用房租赁经费 has an area and a satisfaction only.

How to fix it: add the one that fits best, mostly a social benefit.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "I02",
    Severity.WARNING,
    Scope.PROJECT,
    message=("未设置效益指标", "No benefit indicator"),
    fix=(
        "请填写一项与项目相关的效益指标，如社会效益。",
        "Add a benefit indicator that fits the project, such as a social one.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the project if the form has benefits and it has none."""
    present = any(indicator.level1 == _LEVEL for indicator in context.project.indicators)
    if not present and context.offers(_LEVEL):
        yield context.finding(context.where_level(_LEVEL), about=_LEVEL, expected=_LEVEL)


_LEVEL = "效益指标"
