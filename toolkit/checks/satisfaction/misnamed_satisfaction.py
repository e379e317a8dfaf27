"""A row of satisfaction with another name.

查什么：满意度一栏的名称里没有“满意”（“认可”“好评”也算有）；写了“满意”漏了“度”的只作提示。投诉类另见 T03。

为什么：名称要说明谁对什么满意，别的内容应放到别的类别。

例子：元岗街道“提升居民群众对居住社区的凝聚力、向心力。”填在满意度；“春节慰问活动”写“服务对象满意”。

怎么改：写成“居民满意度”等，其他内容移到效益指标。

What it finds: a name under satisfaction without 满意 (认可 and 好评 will do); one with 满意 but without 度 is only
an info. Complaints are T03.

Why it matters: the name says who is satisfied; other content belongs in other categories.

Example: 提升居民群众对居住社区的凝聚力、向心力。 under satisfaction; 服务对象满意.

How to fix it: name it 居民满意度 or the like, and move other content to the benefits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import SATISFACTION, bare, complains
from toolkit.model.finding import Finding, Severity

_SATISFIED = re.compile("满意|认可|好评")
_CLIPPED = re.compile(r"满意\Z")


@rule(
    "T04",
    Severity.WARNING,
    Scope.PROJECT,
    message=("满意度指标名称不符：{name}", "Name is not a satisfaction: {name}"),
    fix=(
        "请把 {cell} 的“{name}”改成“某某满意度”，其他内容移到效益指标。",
        "Rename “{name}” in {cell} to a satisfaction (…满意度); move other content to the benefit indicators.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each name under satisfaction about something else.

    A name that only lacks 度 weighs less.
    """
    for number, indicator, where in context.indicators():
        name = indicator.name
        if indicator.level1 != SATISFACTION or name is None or complains(name):
            continue
        if not _SATISFIED.search(name):
            yield context.finding(where, about=f"indicators.{number}", name=name)
        elif _CLIPPED.search(bare(name)):
            yield context.finding(where, Severity.INFO, about=f"indicators.{number}", name=name)
