"""The same name with different content.

查什么：同一单位、同一年度有两个同名项目，内容不同。

为什么：可能是改过一次的两个版本，也可能真是两个项目用了同一个名称；两份都会汇总，请确认。

例子：“综合经费”交了两次，金额一次 60000、一次 66000。

怎么改：只留最后的一份；若是两个项目，名称要区分开。

What it finds: two projects of the same unit, year and name with different content.

Why it matters: they may be two versions, or two projects under one name; both are merged, so somebody should
look.

Example: 综合经费 came twice, once with 60000 and once with 66000.

How to mend it: keep the last version; where there are two projects, give them different names.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.same import namesakes, same_content, spot
from toolkit.model.finding import Finding, Severity


@rule(
    "H09",
    Severity.WARNING,
    Scope.BATCH,
    message=("同名项目内容不一致：{name}", "Same name, different content: {name}"),
    fix=(
        "请与 {other} 核对：同一项目只留一份，不同项目请区分名称。",
        "Compare it with {other}: keep one of them, or give two projects two names.",
    ),
    since="0.1",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Each later project that is no copy of an earlier one, with the place of the first."""
    for project, earlier in namesakes(context):
        if not any(same_content(project, other) for other in earlier):
            other, name = spot(earlier[0].where("project_name")), project.name or ""
            yield project.finding(project.where("project_name"), name=name, other=other, found=other)
