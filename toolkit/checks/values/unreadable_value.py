"""A value that looks like a number or date but is not.

查什么：指标值像数、比率或日期，其实读不成：数字里夹着字母（9O%、l00%、1〇0人）、数字中间断开（9 0%）、
运算符、百分号或单位写了两遍（≥≥90%、90%%、100人人）、日历上没有的日期（2024年13月）、前大后小的区间（5-3次）、
小数点或千分位写错（1.2.3、1,00人）。A4纸、5G基站、CO2、Ⅱ级 等照常。

为什么：看起来没有错，汇总、比较时却不是那个数。

例子：“≥9O%”里的 O 是字母，不是零。

怎么改：按提示重新输入数字，用半角。

What it finds: a value that looks like a number, a rate or a date and cannot be read as one: letters among the digits
(9O%, l00%, 1〇0人), split digits (9 0%), a sign or unit written twice (≥≥90%, 90%%, 100人人), a date that no
calendar has (2024年13月), a range that runs backwards (5-3次), a misplaced point or comma (1.2.3, 1,00人). A4纸,
5G基站, CO2 or Ⅱ级 are right.

Why it matters: it looks right, but it is not that number when it is compared or added up.

Example: the O in ≥9O% is a letter, not a zero.

How to fix it: type the number again, in half-width digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.pretenders import doubt_of
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Bilingual, Fact, Finding, Severity


@rule(
    "V23",
    Severity.WARNING,
    Scope.PROJECT,
    message=("指标值读不成数字或日期：{found}（{why}）", "Not a readable number, rate or date: {found} ({why})"),
    fix=(
        "请在 {cell} 重新填写“{name}”的“{found}”{meant}，数字一律用半角。",
        "Type {found} of “{name}” in {cell} again{meant}, in half-width digits.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each value that is not what it looks like."""
    for one in readings(context):
        doubt = doubt_of(one.text, one.value)
        if doubt is not None:
            hint = Bilingual(f"，如“{doubt.meant}”", f" (did you mean {doubt.meant}?)") if doubt.meant else ""
            facts: dict[str, Fact] = {"name": one.name, "found": one.text, "expected": doubt.meant}
            yield context.finding(one.where, about=one.about, why=doubt.why, meant=hint, **facts)
