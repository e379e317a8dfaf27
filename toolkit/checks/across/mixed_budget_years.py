"""Budget years are mixed.

查什么：一批表里预算年度不一致；少数的那些记此项，一样多时以较晚的年度为准。

为什么：多半是混进了去年的表；不同年度的钱不能加在一起。

例子：三个单位报 2024 年，其中一张表还印着“2023年预算金额”。

怎么改：改用本年的表填写；确要分年汇总的，分开处理。

What it finds: the forms of a batch are of different budget years; the minority carries the finding, with
equal numbers the earlier year.

Why it matters: mostly last year's form slipped in; money of different years must not be added up.

Example: one of the forms of 2024 still says 2023年预算金额.

How to mend it: fill in this year's form; merge different years one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from toolkit.checks.context import BatchContext, RecordContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "A07",
    Severity.ERROR,
    Scope.BATCH,
    message=("年度不一致：{years}", "Budget years differ: {years}"),
    fix=(
        "本表为 {found} 年，其余多为 {expected} 年；请改用 {expected} 年的表填写。",
        "This form is of {found} and most others of {expected}; fill in the form of {expected}.",
    ),
    since="0.1",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Each record that is not of the year of most."""
    if context.keys is not None and len(context.keys.years()) < 2:
        return
    years = Counter(year for _, year in _dated(context))
    if len(years) < 2:
        return
    usual = max(years, key=lambda year: (years[year], year))
    for one, year in _dated(context):
        if year != usual:
            facts = {"years": "、".join(map(str, sorted(years))), "found": str(year), "expected": str(usual)}
            yield one.finding(one.where("budget_year"), **facts)


def _dated(context: BatchContext) -> Iterator[tuple[RecordContext, int]]:
    """The records that name a year, projects first."""
    for project in context.projects():
        if project.project.budget_year is not None:
            yield project, project.project.budget_year
    for department in context.departments():
        if department.target.budget_year is not None:
            yield department, department.target.budget_year
