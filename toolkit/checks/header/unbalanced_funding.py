"""Funding parts that do not add up.

查什么：表上分列的资金（财政资金、财政专户、其他资金）加起来不等于总额；万元、元先换算再比。表上另有自设的资金
栏而没有说明如何相加（sums）的，只查是否超过总额。

为什么：部分与总额必有一个是错的，错哪个只有填表人知道。

例子：社会治理综合服务中心建设：预算数 30 万元，其中财政资金 30 元，漏了“万”字。

怎么改：核对各项资金和总额，改正其中写错的一个。

What it finds: the parts that a form names (fiscal, special account, other) do not add up to its total, after
conversion to one unit. Where a form has amounts of its own and does not say what adds up (sums), only parts
above the total are found.

Why it matters: one of the figures is wrong, and only the person who wrote them knows which.

Example: 社会治理综合服务中心建设 says 预算数 30 万元, of which 财政资金 30 元: the 万 is missing.

How to fix it: check the parts and the total and correct the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.forms.definition import USUAL_PARTS, FormDefinition, has_own_amounts
from toolkit.model.finding import Bilingual, Fact, Finding, Severity


@rule(
    "H03",
    Severity.ERROR,
    Scope.PROJECT,
    message=("资金构成合计与{name}不符：{found}≠{expected}", "Funding parts do not equal {name}: {found}≠{expected}"),
    fix=(
        "请核对各项资金与{name} {expected}，检查金额单位，改正写错的一个。",
        "Compare the parts with the {name} {expected}, check their units, and correct the wrong figure.",
    ),
    since="0.1",
    kind="form",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields amounts that differ from the sum of their parts."""
    form = context.definition
    if not isinstance(form, FormDefinition):
        return
    usual = {"total": USUAL_PARTS} if "total" not in form.sums else {}
    for key, names in {**usual, **form.sums}.items():
        parts = [amount for name in names if (amount := _amount(context, name)) is not None]
        expected = _amount(context, key)
        unread = any(_amount(context, name) is None and context.says(name) for name in names)
        if expected is None or not parts or unread or sum(parts, Decimal(0)) == expected:
            continue
        if key in usual and has_own_amounts(form) and sum(parts, Decimal(0)) < expected:
            continue  # amounts of the form's own may be the rest
        name = Bilingual("总额", "total") if key == "total" else form.fields[key].name
        facts: dict[str, Fact] = {
            "found": context.money(sum(parts, Decimal(0))),
            "expected": context.money(expected),
            "name": name,
        }
        yield context.finding(context.where(key), **facts)


def _amount(context: ProjectContext, name: str) -> Decimal | None:
    """Returns an amount of the head in 元, of an own field too."""
    value = context.value(name)
    return Decimal(value) if isinstance(value, str) else value if isinstance(value, Decimal) else None
