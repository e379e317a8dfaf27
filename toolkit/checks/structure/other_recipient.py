"""A form that was issued to another unit or project.

查什么：下发标识里的单位或项目，与表上现在写的不是同一个。名称没有预填、只能凭下发时工作表的名称判断的，为警告。

为什么：借别人的表来填，预算限额、类型都是别人的，汇总会记到别的单位名下。

例子：发给骏达社区“后勤经费”的表，交回时项目名称成了“办公经费”。

怎么改：用发给本单位、本项目的表填写。

What it finds: the unit or project in the stamp is not the one that the form names. Where no name was filled in
beforehand and only the name of the issued sheet tells, it is a warning.

Why it matters: a borrowed form carries another's ceiling and type, and the money would be booked to another
unit.

Example: the form issued for 后勤经费 came back for another project.

How to fix it: fill in the form that was issued for this unit and project.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S29",
    Severity.ERROR,
    Scope.SEEN,
    message=("表格与下发对象不符：{stamp}/{found}", "The form was issued to another: {stamp}/{found}"),
    fix=(
        "请用发给“{found}”的表填写；若只是改了名称，请改回“{stamp}”。",
        "Fill in the form that was issued for “{found}”; if only the name was changed, restore “{stamp}”.",
    ),
    since="0.1",
    silences=("S30",),
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    for seen, where in context.seen(Observed.OTHER_RECIPIENT):
        facts = {"about": seen.facts.get("field", ""), "expected": seen.facts.get("stamp", ""), **seen.facts}
        yield context.finding(where, Severity.WARNING if seen.facts.get("sure") == "" else None, **facts)
