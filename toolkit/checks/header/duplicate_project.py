"""The same project twice.

查什么：同一单位、同一年度、同一名称、内容也相同的项目出现两次；后一份记此项，前一份照常汇总。

为什么：重复的项目会把金额算两遍。

例子：东坑镇党建工作办公室第 6 张表与第 5 张“老干部支部党建工作经费”完全相同，45,600 元会重复计入。

怎么改：删去多余的一份；若是另一个项目，改正名称和内容。

What it finds: a project of the same unit, year and name with the same content; the later copy carries the
finding, the first is merged.

Why it matters: a copy would count its money twice.

Example: the 6th form of an office repeats its 5th, 老干部支部党建工作经费, with 45,600 元.

How to fix it: delete the copy; if it is another project, correct its name and content.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.same_projects import namesakes, spot
from toolkit.model.finding import Finding, Severity


@rule(
    "H08",
    Severity.ERROR,
    Scope.BATCH,
    message=("项目重复：{name}", "Duplicate project: {name}"),
    fix=(
        "与 {other} 完全相同，请删去多余的一份；若是另一个项目，请改正。",
        "It repeats {other}; delete one of the two, or correct it if it is another project.",
    ),
    since="0.1",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each later copy, with the place of the first."""
    for project, _, copied in namesakes(context):
        if copied is not None:
            other, name = spot(copied.where("project_name")), project.name or ""
            yield project.finding(project.where("project_name"), name=name, other=other, found=other)
