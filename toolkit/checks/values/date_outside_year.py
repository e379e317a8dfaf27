"""A date outside the budget year.

查什么：年度值的完成时间不在预算年度内，周期值的不在实施周期内；时效指标名称里写的期限也查。
只写月份、没写年份的不查；“次年1月前”等于年底前，不算。

为什么：当年的钱考核当年的事；年份不对，多半是沿用了去年的表。

例子：预算年度为 2024 年，“补助发放完成时间”写“2023年12月前”。

怎么改：把年份改成预算年度。

What it finds: a deadline outside the budget year, or for the period's value outside the period; also one in the name
of an indicator of time. A month without a year is not checked; before January of the next year is still this year.

Why it matters: this year's money is for this year's work; mostly last year's form was used again.

Example: 2023年12月前 for 补助发放完成时间 in the budget of 2024.

How to fix it: write the budget year.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import dates_in_name, last_year, readings, years
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import TIME
from toolkit.model.finding import Finding, Severity


@rule(
    "V14",
    Severity.ERROR,
    Scope.PROJECT,
    message=("完成时间不在预算年度内：{found}", "Date outside the year: {found}"),
    fix=(
        "请核对 {cell} “{name}”的“{found}”，应在 {expected} 年内。",
        "Correct {found} of “{name}” in {cell}; it should be in {expected}.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each deadline outside the project's years.

    Names of indicators of time count too.
    """
    year, start, end = context.project.budget_year, context.project.start_year, context.project.end_year
    if year is None:
        return
    period = (min(start or year, year), max(end or year, year))
    for one in readings(context):
        first, last = (year, year) if "annual_value" in one.parts else period
        if any(not first <= written <= last for written in years(one.value)):
            expected = str(first) if first == last else f"{first}-{last}"
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text, expected=expected)
    for number, indicator, where in context.indicators():
        for date in dates_in_name(indicator.name or "") if indicator.level2 == TIME else ():
            if not period[0] <= (last_year(date) or year) <= period[1]:
                facts = {"name": indicator.name or "", "found": date.raw, "expected": str(year)}
                yield context.finding(where, about=f"indicators.{number}", **facts)
