"""A project name that several units have.

查什么：不同单位有同名的项目。这是正常的，只作提示，不算重复。

为什么：便于在汇总表里分清是谁的项目。

例子：党建工作办公室和综合治理办公室各有一个“综合经费”。

怎么改：无需处理。

What it finds: several units have a project of the same name. That is normal and never taken for a duplicate.

Why it matters: it helps to tell them apart in the summary.

Example: two offices each have a project 综合经费.

How to fix it: nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.same_projects import identity, unit_of
from toolkit.model.finding import Finding, Severity


@rule(
    "A05",
    Severity.INFO,
    Scope.BATCH,
    message=("多单位同名项目：{name}", "Name shared by units: {name}"),
    fix=("无需处理；{other} 也有同名项目。", "Nothing to do; {other} has a project of that name too."),
    since="0.1",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each later project whose name another unit had before."""
    first_of: dict[tuple[int | None, str], tuple[str, str]] = {}  # its unit as compared, and as the form says it
    for project in context.projects("name"):
        key = identity(project)
        unit = unit_of(project)
        if key is None or not unit:
            continue
        spelled = project.project.spending_unit or project.project.supervising_department or ""
        first, other = first_of.setdefault((key.year, key.name), (unit, spelled))
        if first != unit:
            yield project.finding(project.where("project_name"), name=project.name or "", other=other)
