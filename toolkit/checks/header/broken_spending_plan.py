"""A spending plan that does not rise to 100%.

查什么：资金支出计划的累计比例缺项、不在 0 到 100 之间、后一期比前一期小，或最后一期不到 100。

为什么：这一行填的是累计数，不是当期数；填成当期数就对不上全年预算。

例子：把 5、30、50、100 填成各期的 5、25、20、50。

怎么改：按累计数填写，逐期不减，最后一期为 100。

What it finds: the cumulative percentages of the spending plan: one is missing, outside 0 to 100, smaller than
the one before, or the last is not 100.

Why it matters: the row asks for cumulative shares; the shares of single periods do not describe the year's
budget.

Example: 5, 25, 20, 50 instead of 5, 30, 50, 100.

How to fix it: enter cumulative shares that never fall and end at 100.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity
from toolkit.model.records import PaymentStep


@rule(
    "H12",
    Severity.ERROR,
    Scope.PROJECT,
    message=("资金支出计划应逐期累计至 100%（现为{found}）", "The spending plan must rise to 100% (now {found})"),
    fix=(
        "请从 {cell} 起按累计比例填写各期，逐期不减，最后一期为 100。",
        "From {cell} on, enter cumulative percentages that never fall and end at 100.",
    ),
    since="0.1",
    silences=("H13",),
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields a plan that does not rise to 100%."""
    plan = context.project.payment_plan
    if not plan:
        return
    shares = percentages(plan)
    rises = shares == sorted(shares) and len(shares) == len(plan) and shares[0] >= 0 and shares[-1] == 100
    if not rises:
        found = "/".join(step.percent or "-" for step in plan)
        yield context.finding(context.where("payment_plan.0.percent"), found=found)


def percentages(plan: Sequence[PaymentStep]) -> list[Decimal]:
    """Returns the shares of a plan that are numbers, in order."""
    found = []
    for step in plan:
        try:
            share = Decimal(unicodedata.normalize("NFKC", step.percent or "").strip().rstrip("%"))
        except InvalidOperation:
            continue
        if share.is_finite():
            found.append(share)
    return found
