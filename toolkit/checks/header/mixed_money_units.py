"""Mixed units of money.

查什么：同一张表的金额有的写万元、有的写元，或与表头的单位不同。只看资金总额与构成，单价（如 500元/人）不算。

为什么：万元和元差一万倍，混写最容易漏“万”字。

例子：各工作站装修费用：预算数 85万元，财政资金 85元。

怎么改：统一用表头的单位填写。

What it finds: amounts of one statement that are partly in 万元 and partly in 元, or not in the unit of the form.
Only the total and its parts count, not a unit price such as 500元/人.

Why it matters: the two differ by ten thousand, and a 万 is easily forgotten.

Example: 各工作站装修费用 says 预算数 85万元 and 财政资金 85元.

How to fix it: write all amounts in the unit of the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity
from toolkit.model.money import parse_amount
from toolkit.model.schema import MONEY_KEYS


@rule(
    "H04",
    Severity.WARNING,
    Scope.PROJECT,
    message=("金额单位不一致（{found}）", "Mixed units of money ({found})"),
    fix=(
        "请把表头的单位和各项金额统一为{expected}（换算后再填），并核对是否漏写“万”字。",
        "Convert all amounts, and the unit in the heading, to {expected}; check whether a 万 is missing.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the units of the amounts if there are several."""
    units = sorted(set(_units(context)))
    if len(units) > 1:
        where = context.where("funds_text" if context.asks_for("funds_text") else "total")
        yield context.finding(where, found="/".join(units), expected=context.definition.unit)


def _units(context: ProjectContext) -> Iterator[str]:
    """Yields the unit of the sheet, and each unit that an amount names."""
    sheet = context.project.funding.unit_as_written
    if context.definition.kind == "form":
        yield context.definition.unit
    if sheet:
        yield sheet
    spent, _, _ = (context.project.funds_text or "").partition("用于")
    for text in (*map(context.raw, MONEY_KEYS), *_STATED.findall(spent)):
        amount = text and parse_amount(text, sheet or context.definition.unit)
        if amount:
            yield amount[1]


_STATED = re.compile(
    r"(?:预算数?|资金|拨款|总额|合计)\s{0,9}[为共：:]?\s{0,9}((?>[\d.,]+\s*(?:亿|千|万)?元?))(?![/／每])"
)
