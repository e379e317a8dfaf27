"""The unit is in both name and value.

查什么：名称括号里的单位（如（%）、（次））在值里又写了一遍。

为什么：重复没有错，但只写在值里更清楚，名称也便于比对。

例子：“治安经费（常）”的“任务完成及时率（%） ≧90%”。

怎么改：把名称里的括号去掉，写“任务完成及时率”。

What it finds: a unit in brackets after a name, such as （%） or （次）, that the value repeats.

Why it matters: it is not wrong, but a unit in the value alone is clearer, and names compare better.

Example: 任务完成及时率（%） with the value ≧90%.

How to fix it: remove the brackets from the name: 任务完成及时率.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import ValueReading, readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import unit_of
from toolkit.checks.words import unit_in_name
from toolkit.indicators.value import Money, Percentage, UnitPrice
from toolkit.model.finding import Finding, Severity


@rule(
    "V20",
    Severity.INFO,
    Scope.PROJECT,
    message=("单位重复：{name}", "Unit repeated: {name}"),
    fix=(
        "可以去掉 {cell} 名称里的“{unit}”，值“{found}”里已有。",
        "You may remove {unit} from the name in {cell}; the value {found} already has it.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each name that repeats the unit of its value."""
    by_number = {one.number: one for one in readings(context)}
    for number, indicator, where in context.indicators():
        unit = unit_in_name(indicator.name)
        if unit is not None and number in by_number and _unit(by_number[number]).endswith(unit):
            facts = {"name": indicator.name or "", "unit": unit, "found": by_number[number].text}
            yield context.finding(where, about=f"indicators.{number}", **facts)


def _unit(one: ValueReading) -> str:
    match one.value:
        case Percentage():
            return "%"
        case Money(unit_as_written=unit):
            return unit
        case UnitPrice(unit_as_written=unit, per=per):
            return "/".join((unit, *per))
    return unit_of(one) or ""
