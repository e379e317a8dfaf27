"""Different thresholds of satisfaction.

查什么：同一项目的几项满意度，要求的百分比不同；或者项目的满意度与部门整体绩效目标承诺的不同。部门的表与项目的
表可以在不同的文件里：按主管部门、用款单位对上部门名称；只有一个部门的，各项目都归它。

为什么：同一批服务对象两个标准，考核时要说得清；多半是分别抄来的。

例子：元岗街道“未成年人保护站购买服务经费”：服务满意度 100%，上门服务满意度 90%。一份部门整体目标承诺居民满意度
达到 75%，所属三个项目都写≥90%。

怎么改：统一；低于部门承诺的应当提高；确实不同的不用改。

What it finds: the satisfactions of one project ask for different percentages, or a project asks for another one
than the department's overall target promises. The two may come in different files: a project belongs to the
department that it names as its 主管部门 or 用款单位, and to the only one there is.

Why it matters: two standards for the same people need a reason; mostly they were copied from different places.

Example: 服务满意度 100% and 上门服务满意度 90% in one project; a department promises 75%, its three projects say ≥90%.

How to fix it: make them the same; raise what is below the promise; leave them if they should differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext, ProjectContext
from toolkit.checks.promises import differing, satisfactions
from toolkit.checks.readings import joined
from toolkit.checks.registry import Scope, rule
from toolkit.checks.same_projects import spot
from toolkit.indicators.value import Percentage
from toolkit.model.finding import Bilingual, Fact, Finding, Severity


def between(context: BatchContext) -> Iterator[Finding]:
    """Yields each project that differs from its department's promise."""
    for project, one, promise, place in differing(context):
        promised = Bilingual(f"部门整体目标“{promise.text}”", f"department target “{promise.text}”")
        facts: dict[str, Fact] = {"a": f"{one.name} {one.text}", "b": promised, "found": one.text}
        yield project.finding(one.where, about=one.about, other=spot(place), expected=promise.text, **facts)


@rule(
    "T05",
    Severity.INFO,
    Scope.PROJECT,
    message=("满意度值不一致：{a}/{b}", "Satisfaction values differ: {a}/{b}"),
    fix=(
        "请确认 {cell} 的满意度是否应当统一；确实不同的不用改。",
        "Check whether the satisfactions in {cell} should be the same; leave them if not.",
    ),
    since="0.1",
    between=between,
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the first satisfaction that differs from the first one."""
    first = None
    for one in satisfactions(context):
        if isinstance(one.value, Percentage):
            if first is None:
                first, asked = one, one.value.number
            elif one.value.number != asked:
                facts = {"a": f"{first.name} {first.text}", "b": f"{one.name} {one.text}", "found": one.text}
                yield context.finding(joined([first.where, one.where]), about=one.about, **facts)
                return
