"""A unit that supervises itself.

查什么：主管部门与用款单位填的是同一个。平时不查，要查时在设置里打开（severity: info）。

为什么：主管部门应是一级预算单位；但不少社区按惯例填自己，45 张真实的表张张如此，故默认停用。

例子：骏达社区的主管部门也写“东莞市东坑镇骏达社区居民委员会”。

怎么改：按预算隶属关系填写主管部门全称；惯例如此的不用改。

What it finds: the supervising department is the spending unit itself. Off unless switched on in the settings
(severity: info).

Why it matters: the supervising department should be a first-level unit; but in all 45 real forms the two are
the same, so it is off.

Example: 骏达社区 names itself as its supervising department.

How to fix it: name the department that the budget belongs to; leave it if that is the local custom.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity
from toolkit.model.text import fold


@rule(
    "H10",
    Severity.INFO,
    Scope.PROJECT,
    message=("主管部门与用款单位相同，请确认", "Supervising department and spending unit are the same; please confirm"),
    fix=(
        "请确认主管部门是否应为上级部门，而不是“{found}”。",
        "Check whether the supervising department should be a higher one instead of “{found}”.",
    ),
    since="0.1",
    enabled=False,
    kind="form",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields a name that is in both fields."""
    department, unit = context.project.supervising_department, context.project.spending_unit
    if context.asks_for("supervising_department") and department and unit and fold(department) == fold(unit):
        yield context.finding(context.where("supervising_department"), found=unit)
