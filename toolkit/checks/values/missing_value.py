"""An indicator without a value.

查什么：有三级指标名称，没有指标值。要填两个值的表只缺一个时是 S07。

为什么：没有值的指标无法考核。

例子：元岗街道第 36 至 38 项的“支出合规性”后面没有值。

怎么改：填写指标值；不用的指标把名称也删去。

What it finds: an indicator has a name and no value. Where a form asks for two values and has one, it is S07.

Why it matters: an indicator without a value cannot be assessed.

Example: 支出合规性 has no value in the rows 36 to 38 of 元岗街道.

How to fix it: fill in the value, or delete the name too.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.forms.table_definition import SCOPE_OF
from toolkit.model.finding import Finding, Severity
from toolkit.model.records import Indicator


@rule(
    "V01",
    Severity.ERROR,
    Scope.PROJECT,
    message=("指标值为空：{name}", "Value missing: {name}"),
    fix=(
        "请在 {cell} 填写“{name}”的指标值；不用的指标请删去名称。",
        "Fill in the value of “{name}” in {cell}, or delete the name.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each named indicator that lacks a required value."""
    for number, indicator, where in context.indicators():
        key = f"indicators.{number}"
        missing = _missing(context, key, indicator) if indicator.name is not None else None
        if missing is not None:
            place = context.where(missing) if context.asks_for(missing) else where
            yield context.finding(place, about=key, name=indicator.name or "")


def _missing(context: ProjectContext, key: str, indicator: Indicator) -> str | None:
    """Returns the first missing value; else None.

    In a summary the period's value may be left out.
    """
    for part, value in (("annual_value", indicator.annual_value), ("period_value", indicator.period_value)):
        other_side = indicator.scope is not None and SCOPE_OF[part] != indicator.scope
        if value is None and not other_side and not context.may_stay_empty(part):
            asked = context.asks_for(f"{key}.{part}") if context.definition.kind == "form" else part == "annual_value"
            if asked or not indicator.values:
                return f"{key}.{part}"
    return None
