"""A goal without a number.

查什么：数量指标有数量，年度目标却一个数也没有。平时不查，要查时在设置里打开（severity: info）。

为什么：有的地方要求目标细化量化；多数单位只在指标里写数，故默认停用。

例子：“楼盘住宅小区运营管理经费”指标有 2台电脑、8个楼盘，年度目标没有数字。

怎么改：在年度目标里写明主要工作的数量，与指标一致。

What it finds: the quantity indicators have numbers and the annual goal has none. Off unless switched on in the
settings (severity: info).

Why it matters: some offices ask for goals in figures; most units give them in the indicators only, so it is off.

Example: 楼盘住宅小区运营管理经费 counts 2台电脑 and 8个, and its annual goal has no number.

How to fix it: state the main quantities in the annual goal, the same as in the indicators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.counts import counts
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import QUANTITY
from toolkit.indicators.value import Quantity
from toolkit.model.finding import Finding, Severity

_DATES = re.compile(r"\d{4}(?:年|-)|[〔\[【(]\d{4}[〕\]】)]\d+号|\d{1,2}[月日号]|^\d+[.、]", re.MULTILINE)


@rule(
    "G08",
    Severity.INFO,
    Scope.PROJECT,
    message=("年度目标未体现数量", "Goal has no quantity"),
    fix=(
        "请在 {cell} 写明数量，如“{name} {value}”。",
        "State a quantity in {cell}, such as {name} {value}.",
    ),
    since="0.1",
    enabled=False,
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the annual goal if it has no number, with a quantity to name."""
    goal = context.project.annual_goal
    counted = [one for one in readings(context) if one.indicator.level2 == QUANTITY and isinstance(one.value, Quantity)]
    if goal and counted and not re.search(r"\d", _DATES.sub("", goal)) and not any(counts(goal)):
        first = counted[0]
        yield context.finding(context.where("annual_goal"), about="annual_goal", name=first.name, value=first.text)
