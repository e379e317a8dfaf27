"""No satisfaction indicator.

查什么：满意度指标没有填。单张的表为错误，汇总表为警告（在模板 combined 里设定）。

为什么：有直接服务对象的项目都应设满意度，各地审核最常退回的就是这一条。

例子：“平安建设治理经费”和“法院、检察院定额经费镇街承担部分”的满意度一行空着。

怎么改：填写一项，如“群众满意度 ≥90%”；确无服务对象的请镇里豁免。

What it finds: there is no satisfaction indicator: an error on a form, a warning in the summary (set in the
definition combined).

Why it matters: a project that serves people should ask them; reviewers return forms for this most often.

Example: 平安建设治理经费 and one other form of the same office leave the row empty.

How to fix it: add one, such as 群众满意度 ≥90%; ask for a waiver if nobody is served directly.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "I03",
    Severity.ERROR,
    Scope.PROJECT,
    message=("未填写满意度指标", "No satisfaction indicator"),
    fix=(
        "请填写一项服务对象满意度指标，如“群众满意度 ≥90%”。",
        "Add a satisfaction indicator, such as 群众满意度 ≥90%.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the project if the form has satisfaction and it has none."""
    present = any(indicator.level1 == _LEVEL for indicator in context.project.indicators)
    if not present and context.offers(_LEVEL):
        yield context.finding(context.where_level(_LEVEL), about=_LEVEL, expected=_LEVEL)


_LEVEL = "满意度指标"
