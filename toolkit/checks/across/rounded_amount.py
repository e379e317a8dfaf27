"""An amount that is rounded in conversion.

查什么：以元为单位的金额不是 100 元的整数倍，换算成两位小数的万元时要舍入。

为什么：汇总表各行四舍五入后相加，可能与合计差 0.01 万元；合计始终按精确值计算。

例子：36,350 元换算为 3.64 万元，多出 50 元。种子里的金额都是 100 元的整数倍。

怎么改：无需处理；最好把预算编到百元。

What it finds: an amount in 元 that is no multiple of 100 is rounded when it is written in 万元 with two
decimals.

Why it matters: rounded rows may differ from their total by 0.01万元; the total is always made of exact amounts.

Example: 36,350 元 becomes 3.64万元, 50 元 too much. All amounts of the seeds are multiples of 100.

How to fix it: nothing to do; better budget in hundreds.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity
from toolkit.model.money import in_wan


@rule(
    "A06",
    Severity.WARNING,
    Scope.PROJECT,
    message=("换算万元有舍入：{found}", "Rounding in conversion to 万元: {found}"),
    fix=(
        "无需处理；汇总表显示 {expected}，合计按精确值计算。",
        "Nothing to do; the summary shows {expected} and adds exact amounts.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the total, where 万元 with two decimals does not hold it."""
    total = context.project.funding.total
    if total is not None and in_wan(total) * 10_000 != total:
        expected = f"{in_wan(total):,f}万元"
        yield context.finding(context.where("total"), found=context.money(total), expected=expected)
