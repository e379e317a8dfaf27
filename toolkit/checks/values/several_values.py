"""Several values in one.

查什么：一个指标值里有几个数，或超过 40 个字（most，可在设置里改）。百分比带说明文字另见 V12。

为什么：一个值只能考核一件事；几项混在一起，完成一半算不算完成说不清。

例子：元岗街道“值班备勤队伍 6名站长，36名队员”；“服务开展数量”一个值写了近三百字。

怎么改：拆成几项指标，每项一个值；只有一项的，值里只留要考核的数。

What it finds: a value with several numbers, or of more than 40 characters (a setting, most). A percentage with words
is V12.

Why it matters: one value can measure one thing; nobody can say whether half of a list is enough.

Example: 值班备勤队伍 6名站长，36名队员; 服务开展数量 with a value of almost 300 characters.

How to fix it: split it into several indicators with one value each; if there is only one, shorten the value.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.indicators.value import Composite, Percentage
from toolkit.model.finding import Finding, Severity
from toolkit.model.text import fold


@rule(
    "V13",
    Severity.WARNING,
    Scope.PROJECT,
    message=("一个指标值包含多项：{found}", "Several values in one: {found}"),
    fix=(
        "请把 {cell} 的“{name}”拆成几项指标，每项一个值；只有一项的，值里只留要考核的数。",
        "Split “{name}” in {cell} into indicators with one value each; if there is only one, keep only its number.",
    ),
    since="0.1",
    options={"most": "40"},
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each list of values, and each overlong value."""
    most = context.number("most")
    for one in readings(context):
        long = len(fold(one.text)) > most and not isinstance(one.value, Percentage)
        if long or isinstance(one.value, Composite):
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text)
