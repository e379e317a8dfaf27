"""Two things in one indicator.

查什么：一项指标名称里有两个考核对象，如“受训人员满意度、师生认可度”。

为什么：一个值答不了两个问题，考核时不知算哪一个。

例子：骏达社区“社区办公经费”的满意度指标“受训人员满意度、师生认可度 ≧90%”。

怎么改：拆成两项，各写各的值，或只留一个。

What it finds: a name with two things to assess, such as 受训人员满意度、师生认可度.

Why it matters: one value cannot answer two questions.

Example: 受训人员满意度、师生认可度 ≧90% of 社区办公经费.

How to fix it: split it into two indicators, each with its own value, or keep one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import bare
from toolkit.model.finding import Finding, Severity

_MEASURE = r"(?<!效)率|满意度|认可度|知晓度|参与度|支持度|人数|人次|次数|场次|数量"
#: Longer names are no names; they have a rule of their own.
_LONGEST = 60
_TWO = re.compile(rf".+?(?:{_MEASURE})(?:、|,|;|/|和|及|与).+?(?:{_MEASURE})\Z")


@rule(
    "I14",
    Severity.INFO,
    Scope.PROJECT,
    message=("一项指标含多个对象：{name}", "Several subjects in one: {name}"),
    fix=(
        "请把 {cell} 的“{name}”拆成几项，各写各的值，或只留一项。",
        "Split “{name}” in {cell} into indicators with a value each, or keep one.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each name with two measures."""
    for number, indicator, where in context.indicators():
        name = bare(indicator.name)
        if len(name) <= _LONGEST and _TWO.match(name):
            yield context.finding(where, about=f"indicators.{number}", name=indicator.name or "")
