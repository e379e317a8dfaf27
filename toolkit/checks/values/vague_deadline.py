"""A vague deadline.

查什么：完成时间只到年，如“2024年内”“2022年底”“年内”，没有月份。

为什么：到月才好监控；只写年内，年中监控时看不出进度。

例子：“维稳专项经费（常）”的“维稳工作任务完成时间 2024年内”。

怎么改：写到月，如“2024年12月前”。

What it finds: a deadline that names the year only, such as 2024年内, 2022年底 or 年内, and no month.

Why it matters: with a month the work can be monitored; a year alone says nothing at midyear.

Example: 维稳工作任务完成时间 2024年内.

How to fix it: give the month, such as 2024年12月前.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.indicators.value import Deadline, Precision
from toolkit.model.finding import Finding, Severity


@rule(
    "V15",
    Severity.INFO,
    Scope.PROJECT,
    message=("完成时间建议具体到月：{found}", "Give the month: {found}"),
    fix=("请把 {cell} 的“{found}”写到月，如“{expected}”。", "Add the month to {found} in {cell}, such as {expected}."),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each deadline without a month."""
    for one in readings(context):
        date = one.value
        if isinstance(date, Deadline) and date.precision is Precision.YEAR:
            year = _year(context, date.year, "annual_value" in one.parts)
            expected = f"{year}年12月前" if year else "12月前"
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text, expected=expected)


def _year(context: ProjectContext, written: int | None, annual: bool) -> int | None:
    """Returns the written year; the budget year if that is outside the project's.

    V14 reports the outside year.
    """
    year, start, end = context.project.budget_year, context.project.start_year, context.project.end_year
    if year is None or written is None:
        return written or year
    first, last = (year, year) if annual else (min(start or year, year), max(end or year, year))
    return written if first <= written <= last else year
