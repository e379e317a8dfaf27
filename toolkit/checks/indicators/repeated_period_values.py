"""All values of the period are those of the year.

查什么：实施周期跨几年的项目，每项指标的周期值与年度值都相同。平时不查，要查时在设置里打开（severity: info）。

为什么：几年合计与一年本应不同；但 45 张真实的表张张如此，故默认停用。

例子：“治安经费（常）”2022 至 2024 年实施，十三项指标两栏都一样。

怎么改：周期值写几年合计；每年标准相同的不用改。

What it finds: a project of several years whose values of the period all equal those of the year. Off unless switched
on in the settings (severity: info).

Why it matters: the sum of several years should differ from one year; but all 45 real forms have equal ones, so it is
off.

Example: 治安经费（常） runs from 2022 to 2024, and all its thirteen indicators have the same value twice.

How to fix it: write the sum of all years for the period; leave it if each year has the same standard.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity
from toolkit.model.text import fold


@rule(
    "I17",
    Severity.INFO,
    Scope.PROJECT,
    message=("周期值与年度值全部相同", "All values of the period equal those of the year"),
    fix=(
        "请确认周期值是否应为 {years} 年合计。",
        "Check whether the values of the period should be the sums of {years} years.",
    ),
    since="0.1",
    enabled=False,
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields a project of several years whose value columns are the same."""
    project = context.project
    start, end = project.start_year, project.end_year
    values = [one.values for one in project.indicators if one.values]
    same = all(len(both) == 2 and fold(both[0]) == fold(both[1]) for both in values)
    if start and end and start < end and values and same:
        yield context.finding(context.where("indicators"), about="indicators", years=str(end - start + 1))
