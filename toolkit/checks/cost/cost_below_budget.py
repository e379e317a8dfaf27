"""Quantity times price is well below the budget.

查什么：只办一件事的项目，数量乘单价不到预算的八成（least，可在设置里改）。单价写成下限（≥）的、还有别的支出的不算。

为什么：剩下的钱做什么没有说；数量、单价或预算可能写错。

例子：“横沥检察室补助经费（常）”：6人 × 45000元/人/年 = 270,000元，预算 360,000元。

怎么改：核对数量、单价和预算；有其他支出的，补上相应的指标。

What it finds: in a project that does one thing, quantity times price is less than 80 percent of the budget (a setting,
least). A price with a lower bound, or a project with other things to pay for, is not checked.

Why it matters: nothing says what the rest is for, or quantity, price or budget is wrong.

Example: 6人 × 45000元/人/年 are 270,000元, and the budget is 360,000元.

How to fix it: check the three; if there are other things to pay for, add indicators for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.prices import Priced, money, priced
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import QUANTITY, is_cost, thing
from toolkit.model.finding import Finding, Severity


@rule(
    "C07",
    Severity.INFO,
    Scope.PROJECT,
    message=(
        "数量×单价与预算差异较大：{found}<{expected}",
        "Quantity x price is far below the budget: {found} < {expected}",
    ),
    fix=(
        "请核对 {cell}：{sum}，与预算 {expected} 相差较大；写错的请改正，有其他支出的请补指标。",
        "Check {cell}: {sum}, but the budget is {expected}; "
        "correct the wrong figure, or add indicators for other costs.",
    ),
    since="0.1",
    options={"least": "80"},
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the only price if the budget is far more than it needs."""
    costs, budget = priced(context), context.project.funding.total
    if len(costs) == 1 and budget and costs[0].ceiling and _does_nothing_else(context, costs[0]):
        cost = costs[0]
        if cost.total * 100 < budget * context.number("least"):
            total = f"{cost.quantity.text} × {cost.price.text}"
            facts = {"name": cost.price.name, "sum": total, "found": context.money(cost.total)}
            yield context.finding(cost.price.where, about=cost.price.about, **facts, expected=context.money(budget))


def _does_nothing_else(context: ProjectContext, cost: Priced) -> bool:
    """Whether all quantities are of the priced thing, without another cost."""
    words = thing(cost.quantity.indicator.name)
    others = [one for one in readings(context) if one.number not in (cost.price.number, cost.quantity.number)]
    alike = all(2 * len(thing(one.name) & words) >= len(words) for one in others if one.indicator.level2 == QUANTITY)
    return alike and not any(is_cost(one.indicator) and money(one) for one in others)
