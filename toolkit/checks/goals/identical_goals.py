"""The goals of the whole period and of the year are the same.

查什么：实施周期跨几年的项目，周期目标和年度目标一字不差。

为什么：几年的事和一年的事应有区别，照抄就看不出当年要完成哪一部分。

例子：“社区两委干部补贴”2022 至 2024 年实施，两个目标完全相同。

怎么改：年度目标写当年要完成的部分；确实每年相同的不用改。

What it finds: a project of several years has the same text for the goal of the period and of the year.

Why it matters: the work of several years and of one year should differ, or nobody can tell this year's part.

Example: 社区两委干部补贴 runs from 2022 to 2024, and its two goals are the same.

How to fix it: state in the annual goal what is done this year; leave it if every year is the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import goals
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Bilingual, Finding, Severity


@rule(
    "G03",
    Severity.INFO,
    Scope.PROJECT,
    message=("周期目标与年度目标相同", "The goals of the period and of the year are the same"),
    fix=(
        "请在 {cell} 区分两个目标：年度目标写{year}要完成的部分。",
        "Make the two goals in {cell} differ: in the annual one, state what is done {year}.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields two identical goals of a project of several years."""
    project = context.project
    several = project.start_year and project.end_year and project.start_year < project.end_year
    year = project.budget_year
    when = Bilingual(f"{year}年", f"in {year}") if year else Bilingual("当年", "this year")
    for goal in goals(context):
        if several and len(goal.parts) > 1:
            yield context.finding(goal.where, about=goal.key, year=when)
