"""A summary row that does not balance.

查什么：汇总表一行里，总计不等于财政拨款、财政专户拨款、其他资金之和。三项都空着的不算。

为什么：一行里有一个数抄错了。

例子：“文化业务经费”总计 20.00、财政拨款 20.00 万元是平的；财政拨款写成 2.00 就不平。

怎么改：核对该行各项金额，改正写错的一个。

What it finds: in a row of a summary the total is not the sum of fiscal appropriation, special account and
other funds. A row with none of the three is not a fault.

Why it matters: one of the row's figures was copied wrongly.

Example: 文化业务经费 has 20.00 and 20.00 and balances; with 2.00 it would not.

How to fix it: check the row's amounts and correct the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "A02",
    Severity.ERROR,
    Scope.PROJECT,
    message=("行内资金不平：{name}", "Row does not balance: {name}"),
    fix=(
        "总计 {expected}，分项之和 {found}；请核对 {cell} 所在行，改正写错的一个。",
        "The total is {expected}, the parts add up to {found}; check the row of {cell} and correct the wrong figure.",
    ),
    since="0.1",
    kind="summary",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the row if its parts do not add up to its total."""
    funding = context.project.funding
    parts = sum(funding.parts, Decimal(0))
    if funding.total is not None and funding.parts and parts != funding.total:
        found, expected = context.money(parts), context.money(funding.total)
        yield context.finding(context.where("total"), name=context.name or "", found=found, expected=expected)
