"""A unit that does not suit the name.

查什么：单位与名称问的不一致：人数写人次、场数写次、人员写户、次数写场、费用写次。两行填反的另见 I16。

为什么：人数和人次、户和人不是一回事，数字会被误解。

例子：“文体活动经费”的“适龄参与体检人数 ≧5人次”；元岗街道“供养特困人员 1户”。

怎么改：改单位或改名称，使两者一致。

What it finds: a unit that is not what the name asks for: 人次 for 人数, 次 for 场数, 户 for persons, 场 for 次数, 次
for a cost. Two values in each other's rows are I16.

Why it matters: persons and visits, or households and persons, are not the same number.

Example: 适龄参与体检人数 ≧5人次; 供养特困人员 1户.

How to fix it: change the unit or the name so that they agree.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import suits, swapped, unit_of
from toolkit.checks.words import is_rate
from toolkit.model.finding import Finding, Severity


@rule(
    "V18",
    Severity.INFO,
    Scope.PROJECT,
    message=("单位与名称不一致：{name} {found}", "Unit does not suit: {name} {found}"),
    fix=(
        "请核对 {cell}：“{name}”的单位写“{unit}”是否合适，改单位或改名称。",
        "Check whether {unit} is the right unit of “{name}” in {cell}; if not, change the unit or the name.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each unit that the name does not ask for."""
    exchanged = {reading.number for pair in swapped(context) for reading in pair}
    for one in readings(context):
        unit, name = unit_of(one), one.indicator.name
        if unit and not suits(name, unit) and not is_rate(name) and one.number not in exchanged:
            yield context.finding(one.where, about=one.about, name=one.name, unit=unit, found=one.text)
