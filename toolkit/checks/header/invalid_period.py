"""An invalid period.

查什么：起始年度晚于到期年度、预算年度不在实施周期之内，或年度写得认不出来。

为什么：预算年度不在周期里，当年的钱就没有项目可对应；多半是照抄去年的表忘了改。

例子：2024 年的表，实施周期写 2021-2023。

怎么改：改正起始、到期年度，写四位数。

What it finds: the period ends before it starts, does not include the budget year, or a year cannot be read.

Why it matters: a budget year outside the period has no project to pay for; mostly last year's form was
copied.

Example: a form of 2024 with the period 2021-2023.

How to fix it: correct the years; write four digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Bilingual, Fact, Finding, Severity
from toolkit.model.records import Project
from toolkit.model.text import is_blank


@rule(
    "H06",
    Severity.ERROR,
    Scope.PROJECT,
    message=("实施周期有误：{found}", "Invalid period: {found}"),
    fix=(
        "请改正 {cell} 的起始、到期年度（四位数）{within}。",
        "Correct the years in {cell} (four digits){within}.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields an impossible or unreadable period."""
    project = context.project
    start, end, year = project.start_year, project.end_year, project.budget_year
    reversed_ = start is not None and end is not None and start > end
    outside = year is not None and ((start is not None and year < start) or (end is not None and year > end))
    unread = [
        key
        for key in _YEARS
        if not project.period_text
        and context.asks_for(key)
        and context.value(key) is None
        and not is_blank(context.raw(key))
    ]
    if reversed_ or outside or unread or _months_reversed(project):
        asked = (str(context.where(key).cell) for key in unread or _YEARS if context.asks_for(key))
        cells = ",".join(dict.fromkeys(asked))
        found = project.period_text or "-".join(
            context.raw(key).strip() or str(context.value(key) or "") for key in _YEARS
        )
        facts: dict[str, Fact] = {"found": found, "expected": "" if year is None else str(year)}
        if year is not None:
            facts["within"] = Bilingual(f"，并包含预算年度 {year}", f"; the period must include the budget year {year}")
        yield context.finding(context.at(cells or context.read.source.range), **facts)


def _months_reversed(project: Project) -> bool:
    """Whether a period within a year ends before the month in which it starts."""
    first, last = project.start_month, project.end_month
    return project.start_year == project.end_year and first is not None and last is not None and first > last


_YEARS = ("start_year", "end_year")
