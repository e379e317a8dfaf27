"""A project that is not on the roster.

查什么：交来的项目不在名册上。名称只差空格、括号、看不见的字符的算同一个；看上去相近的只提示，不合并。

为什么：名册外的项目没有批准的金额，混进汇总会多算钱。

例子：名册只有两个项目，交来的文件里有二十一个。

怎么改：名称写错的按名册改正；确应纳入的，在名册上补一行，或由负责人放行。

What it finds: a returned project that is not on the roster. Names that differ in blanks, brackets or
invisible characters are one; names that look alike are pointed out and never joined.

Why it matters: a project off the roster has no approved amount; it would inflate the summary.

Example: the roster has two projects and the file that came back has twenty-one.

How to fix it: correct a misspelt name as on the roster; add a project that belongs in the summary to the roster,
or have the person in charge waive the finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.roster_comparison import DifferenceKind, kept_off
from toolkit.model.finding import Finding, Severity


@rule(
    "A16",
    Severity.ERROR,
    Scope.BATCH,
    message=("名册外的项目：{name}，不纳入汇总", "Not on the roster: {name}; left out of the summary"),
    fix=(
        "名称写错的请按名册改正{alike}；确应纳入的，请在名册上补一行或由负责人放行。",
        "Correct a misspelt name as on the roster{alike}; add what belongs in the summary to the roster or waive it.",
    ),
    since="0.2",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each project that no row of the roster names."""
    yield from kept_off(context, DifferenceKind.NOT_LISTED)
