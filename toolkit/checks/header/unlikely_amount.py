"""An amount of unlikely magnitude.

查什么：预算金额小于 100 元或大于 1 亿元；界限可在设置里改（low、high，单位元）。

为什么：多半是万元和元填混了：元的表里填了 3.63，或万元的表里填了 36300。

例子：真实项目最小的也有 2,400 元（元岗街道第 16 项）。

怎么改：核对金额和单位；确实如此的可以注明。

What it finds: an amount below 100 元 or above 100 million; the bounds are settings (low, high, in 元).

Why it matters: mostly 万元 and 元 were mixed up: 3.63 on a form in 元, or 36300 on one in 万元.

Example: the smallest real project in the seeds has 2,400 元 (row 16 of 元岗街道).

How to fix it: check the amount and its unit; if it is right, say so.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "H05",
    Severity.WARNING,
    Scope.PROJECT,
    message=("金额数量级异常，请核对单位：{found}", "Unlikely magnitude, check the unit: {found}"),
    fix=(
        "请核对 {cell} 的金额，按表上所印的单位填写；没有错的不用改，说明即可。",
        "Check that the amount in {cell} is in the unit that the form prints; if it is right, leave it and say so.",
    ),
    since="0.1",
    options={"low": "100", "high": "100000000"},
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields a total outside the bounds."""
    total = context.project.funding.total
    if total is not None and not context.number("low") <= total <= context.number("high"):
        found = context.money(total)
        yield context.finding(context.where("total"), found=found)
