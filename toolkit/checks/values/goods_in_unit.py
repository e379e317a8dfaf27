"""A unit that includes the goods.

查什么：数字后的单位带着品名，如“2台电脑”。

为什么：品名属于名称；单位只写“台”，各项目才好汇总。

例子：“楼盘住宅小区运营管理经费”的“办公设备购置数量 ≧2台电脑”。

怎么改：名称写“电脑购置数量”，值写 ≥2台。

What it finds: a unit followed by the name of the goods, such as 2台电脑.

Why it matters: the goods belong in the name; with 台 alone projects can be added up.

Example: 办公设备购置数量 ≧2台电脑.

How to fix it: name it 电脑购置数量 and write ≥2台.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.indicators.value import Frequency, Quantity
from toolkit.model.finding import Finding, Severity


@rule(
    "V19",
    Severity.INFO,
    Scope.PROJECT,
    message=("单位含品名：{found}", "Unit contains goods: {found}"),
    fix=(
        "请把 {cell} 的“{goods}”移到名称“{name}”里，值只写数字和单位“{unit}”。",
        "Move {goods} from {cell} to the name “{name}”; leave only the number and the unit {unit} in the value.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each quantity with a word behind its unit."""
    for one in readings(context):
        value = one.value
        if isinstance(value, Quantity | Frequency) and value.trailing not in ("", value.unit):  # 100人人 is V23
            facts = {"name": one.name, "goods": value.trailing, "unit": value.unit, "found": one.text}
            yield context.finding(one.where, about=one.about, **facts)
