"""The unit is only in the name.

查什么：指标值只有数字，单位写在名称的括号里。比率缺百分号另见 V05。

为什么：汇总后名称和值可能分开看，单位应跟着数字走。

例子：“组织慰问活动轮次(次)”的值写 1；“居民活动次数（场）”的值写 72。

怎么改：把单位写到值里，如 1次、72场，名称里去掉括号。

What it finds: a value that is a number alone, with its unit in brackets after the name. A rate without its percent
sign is V05.

Why it matters: name and value may be read apart; the unit belongs to the number.

Example: 组织慰问活动轮次(次) with the value 1; 居民活动次数（场） with 72.

How to fix it: write the unit in the value, 1次 or 72场, and remove it from the name.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import unitless, with_unit
from toolkit.checks.words import is_share, unit_in_name
from toolkit.model.finding import Finding, Severity


@rule(
    "V04",
    Severity.INFO,
    Scope.PROJECT,
    message=("单位写在名称中：{name}", "Unit only in the name: {name}"),
    fix=(
        "请在 {cell} 写成“{expected}”，名称里的“{unit}”去掉。",
        "Write {expected} in {cell} and remove {unit} from the name.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each number whose unit only the name has."""
    for one in readings(context):
        unit = unit_in_name(one.indicator.name)
        if unit is not None and unitless(one.value) and not is_share(one.indicator.name):
            facts = {"name": one.name, "unit": unit, "found": one.text, "expected": with_unit(one.value, unit)}
            yield context.finding(one.where, about=one.about, **facts)
