"""A rate without its percent sign.

查什么：名称是比率（…率、（%））或满意度，值只有数字。“效率”“频率”不算。

为什么：100 和 100% 差一百倍，系统会照字面读。

例子：“干部慰问（常）”的“慰问活动完成及时率（%）”值写 100。

怎么改：写成 100%。

What it finds: a name that is a rate (…率, （%）) or a satisfaction, with a number alone. 效率 and 频率 are none.

Why it matters: 100 is a hundred times 100%, and a system reads what is written.

Example: 慰问活动完成及时率（%） with the value 100.

How to mend it: write 100%.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import unitless
from toolkit.checks.words import is_share, unit_in_name
from toolkit.model.finding import Finding, Severity


@rule(
    "V05",
    Severity.ERROR,
    Scope.PROJECT,
    message=("比率缺少百分号：{found}", "Percent sign missing: {found}"),
    fix=(
        "请在 {cell} 为“{name}”的“{found}”补上百分号，如 {expected}。",
        "Write the percent sign of “{name}” behind {found} in {cell}, as in {expected}.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Each rate that is a number alone."""
    for one in readings(context):
        name = one.indicator.name
        if unitless(one.value) and is_share(name) and unit_in_name(name) in (None, "%"):
            facts = {"name": one.name, "found": one.text, "expected": f"{one.text}%"}
            yield context.finding(one.where, about=one.about, **facts)
