"""An indicator's name is a sentence.

查什么：三级指标名称带句号、超过 20 个字（most，可在设置里改），或写的是“某日前完成”。

为什么：名称应是简短名词，要求写在值里；一句话既不好汇总，也不好评分。

例子：元岗街道“在2023年12月31日前完成。”作名称，值写 100%。

怎么改：改成名词，如名称“完成时间”，值“2023年12月31日前”。

What it finds: an indicator's name with a full stop, of more than 20 characters (a setting, most), or with a
deadline for what is done.

Why it matters: a name is a short noun and the requirement is in the value; a sentence is hard to add up or assess.

Example: 在2023年12月31日前完成。 as a name, with the value 100%.

How to fix it: use a noun, such as 完成时间 with the value 2023年12月31日前.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import bare
from toolkit.model.finding import Finding, Severity

_DATED = re.compile(r"\d[年月日号]底?(?:之?[前内]|底).{0,6}(?:完成|办结|发放|支付|拨付|到位|验收)")


@rule(
    "I10",
    Severity.WARNING,
    Scope.PROJECT,
    message=("指标名称应为简短名词：{name}", "Name should be a short noun: {name}"),
    fix=(
        "请把 {cell} 的名称“{name}”改成简短名词，要求写到指标值里。",
        "Change the name “{name}” in {cell} to a short noun; put the requirement in the value.",
    ),
    since="0.1",
    options={"most": "20"},
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each name that is a sentence."""
    most = context.number("most")
    for number, indicator, where in context.indicators():
        name = bare(indicator.name)
        if "。" in name or len(name) > most or _DATED.search(name):
            yield context.finding(where, about=f"indicators.{number}", name=indicator.name or "")
