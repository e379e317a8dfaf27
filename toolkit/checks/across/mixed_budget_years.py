"""Budget years are mixed.

查什么：预算年度与名册不符；没有名册或名册没写年度的，一批表里年度不一致：少数的那些记此项，一样多时以较晚的年度为准。

为什么：多半是混进了去年的表；不同年度的钱不能加在一起。

例子：三个单位报 2024 年，其中一张表还印着“2023年预算金额”。

怎么改：改用本年的表填写；确要分年汇总的，分开处理。

What it finds: a form of another budget year than the roster's. Without a roster, or if it has no year, forms of
different years in one batch: the minority has the finding, with equal numbers the earlier year.

Why it matters: mostly last year's form slipped in; money of different years must not be added up.

Example: one of the forms of 2024 still says 2023年预算金额.

How to fix it: fill in this year's form; merge different years separately.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from toolkit.checks.context import BatchContext, ProjectContext, RecordContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "A07",
    Severity.ERROR,
    Scope.BATCH,
    message=("年度不一致：{years}", "Budget years differ: {years}"),
    fix=(
        "本表为 {found} 年，应为 {expected} 年；请改用 {expected} 年的表填写。",
        "This form is for {found}, but it should be for {expected}; fill in the form for {expected}.",
    ),
    since="0.1",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each record of another year than most."""
    roster = context.roster.roster
    listed = {row.budget_year for row in roster.rows if row.budget_year}
    if context.keys is not None and len(context.keys.years() | listed) < 2:
        return
    years = Counter(year for _, year in _dated(context))
    usual = roster.year or max(years, key=lambda year: (years[year], year), default=None)
    for one, year in _dated(context):
        row = roster.row_of(one) if isinstance(one, ProjectContext) and roster else None
        expected = row.budget_year if row is not None and row.budget_year else usual
        if year != expected:
            facts = {"years": "、".join(map(str, sorted({*years, expected or year}))), "found": str(year)}
            yield one.finding(one.where("budget_year"), **facts, expected=str(expected))


def _dated(context: BatchContext) -> Iterator[tuple[RecordContext, int]]:
    """Yields the records with a year, projects first."""
    for project in context.projects():
        if project.project.budget_year is not None:
            yield project, project.project.budget_year
    for department in context.departments():
        if department.target.budget_year is not None:
            yield department, department.target.budget_year
