"""A period that differs from the roster.

查什么：起始年度或到期年度与名册不一致。（预算年度见 A07。）

为什么：实施周期随项目批准；写错会把项目算到别的年份。

例子：名册为 2023—2025 年，表里起始年度写 2022。

怎么改：以名册为准改正；名册有误的，先改名册。

What it finds: a first or last year that differs from the roster's (A07 looks at the budget year).

Why it matters: the period was approved with the project; a wrong one moves it to other years.

Example: the roster says 2023 to 2025 and the form begins in 2022.

How to fix it: correct it as on the roster; if the roster is wrong, correct the roster first.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.roster_comparison import DifferenceKind
from toolkit.model.finding import Finding, Severity


@rule(
    "A13",
    Severity.ERROR,
    Scope.BATCH,
    message=(
        "{label}与名册不符：表中 {found}，名册 {expected}",
        "{label} differs from the roster: {found} in the form, {expected} on the roster",
    ),
    fix=(
        "请把 {cell} 的{label}改为 {expected}；名册有误的，先更正名册再检查。",
        "Change {label} in {cell} to {expected}; if the roster is wrong, correct the roster and check again.",
    ),
    since="0.2",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each year of a period that differs from the roster's."""
    for project, difference in context.differing(DifferenceKind.PERIOD):
        facts = {"found": difference.found, "expected": difference.expected}
        label = project.label(difference.key)
        yield project.finding(project.where(difference.key), about=difference.key, label=label, **facts)
