"""Quantity times price is more than the budget.

查什么：数量指标与对应单价相乘（几种相加），超过本项目预算。只算单位、名称都对得上的。

为什么：钱不够办这么多事，数量、单价、预算至少有一个写错了。

例子：“法院、检察院定额经费镇街承担部分”：500人 × 12万元/年 = 6000万元，预算 156 万元。

怎么改：核对数量、单价和预算；只承担一部分的，按本级承担的份额写单价。

What it finds: quantities times their prices, added up, exceed the project's budget. Only what matches by unit and name
is multiplied.

Why it matters: the money does not pay for so much; quantity, price or budget is wrong.

Example: 500人 × 12万元/年 are 6000万元, and the budget is 156万元.

How to fix it: check quantity, price and budget; if only a share is paid, write the price of that share.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.checks.context import ProjectContext
from toolkit.checks.prices import priced
from toolkit.checks.readings import joined
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "C06",
    Severity.WARNING,
    Scope.PROJECT,
    message=("数量×单价超过预算：{found}>{expected}", "Quantity x price exceeds budget: {found} > {expected}"),
    fix=(
        "请核对 {cell}：{sum}，预算只有 {expected}；改正写错的一项，只承担一部分的按承担的份额写单价。",
        "Check {cell}: {sum}, but the budget is {expected}; correct the wrong figure, or enter the share that you pay.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the prices if they add up to more than the budget."""
    costs, budget = priced(context), context.project.funding.total
    total = sum((cost.total for cost in costs), Decimal(0))
    if costs and budget is not None and total > budget:
        facts = {
            "name": costs[0].price.name,
            "sum": " + ".join(f"{cost.quantity.text} × {cost.price.text}" for cost in costs),
            "found": context.money(total),
            "expected": context.money(budget),
        }
        yield context.finding(joined(cost.price.where for cost in costs), about=costs[0].price.about, **facts)
