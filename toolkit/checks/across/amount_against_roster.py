"""An amount that differs from the roster.

查什么：预算金额与名册不一致，不论表是否下发的。

为什么：名册是批准的数；表里多写一笔，汇总就多一笔。

例子：名册“治安经费（常）”为 36,300 元，自制表里写 63,300 元。

怎么改：以名册为准改正表中的金额；名册有误的，先改名册。

What it finds: a budget amount that differs from the roster's, whether the form was issued or not.

Why it matters: the roster has the approved amount; a larger figure in a form would inflate the summary.

Example: the roster has 36,300 元 for 治安经费（常） and a home-made form says 63,300.

How to fix it: correct the amount as on the roster; if the roster is wrong, correct the roster first.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.roster_comparison import DifferenceKind
from toolkit.model.finding import Finding, Severity


@rule(
    "A12",
    Severity.ERROR,
    Scope.BATCH,
    message=(
        "金额与名册不符：表中 {found}，名册 {expected}",
        "The amount differs from the roster: {found} in the form, {expected} on the roster",
    ),
    fix=(
        "请把 {cell} 改填为 {digits}（只填数字）；名册有误的，先更正名册再检查。",
        "Enter {digits} in {cell} (digits only); if the roster is wrong, correct the roster and check again.",
    ),
    since="0.2",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each project whose total differs from the roster's."""
    for project, difference in context.differing(DifferenceKind.AMOUNT):
        digits = difference.expected.removesuffix(project.definition.unit).replace(",", "")
        facts = {"found": difference.found, "expected": difference.expected, "digits": digits}
        yield project.finding(project.where(difference.key), about=difference.key, **facts)
