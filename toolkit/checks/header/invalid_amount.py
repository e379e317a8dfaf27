"""A missing or invalid amount.

查什么：预算金额没填、不是数字，或不大于零；各项资金小于零。

为什么：没有确定的金额就无法汇总，宁可退回也不按零计。

例子：预算金额写成“约3.6万”或“见附件”。

怎么改：填一个大于零的数字，只填数字，不写单位。

What it finds: an amount that is missing, not a number, or not above zero; a part of it below zero.

Why it matters: without a definite amount nothing can be added up; it is returned rather than counted as zero.

Example: the amount says 约3.6万 or 见附件.

How to fix it: enter a number above zero, digits only, without a unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Bilingual, Finding, Severity
from toolkit.model.schema import MONEY_KEYS


@rule(
    "H02",
    Severity.ERROR,
    Scope.PROJECT,
    message=("预算金额无效：{found}", "Invalid amount: {found}"),
    fix=(
        "请在 {cell} 按表上所印的单位填写大于零的数字，只填数字。",
        "Enter a number above zero in {cell}, in the unit that the form prints, digits only.",
    ),
    since="0.1",
    silences=("A02", "A06", "H03", "H05"),
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields a total that is no amount above zero, and negative parts."""
    total = context.project.funding.total
    if context.asks_for("total") and (total is None or total <= 0):
        found = context.raw("total").strip() or (_NOTHING if total is None else context.money(total))
        yield context.finding(context.where("total"), about="total", found=found)
    for key in MONEY_KEYS:
        part = getattr(context.project.funding, key)
        if key != "total" and part is not None and part < 0:
            yield context.finding(context.where(key), about=key, found=context.money(part))


_NOTHING = Bilingual("空", "nothing")
