"""Money in another unit than the form's.

查什么：表头金额单位是元，指标里写万元；或表头是万元，成本指标的总额写元。单价写元是通常写法，不算。

为什么：同一张表里两种单位容易看错一万倍。

例子：“法院、检察院定额经费镇街承担部分”表头为元，“辅助人员聘用成本标准”写 ≥12万元/年。

怎么改：换算成表头的单位，如 120000元/年。

What it finds: an indicator in 万元 on a form in 元, or a sum in 元 under cost on a form in 万元. Unit prices are
usually in 元 and are not checked.

Why it matters: two units on one form are easily misread by a factor of ten thousand.

Example: 辅助人员聘用成本标准 ≥12万元/年 on a form in 元.

How to fix it: convert it to the unit of the form, such as 120000元/年.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import ValueReading, readings, singles
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import is_cost, is_price
from toolkit.indicators.value import Composite, Money, MoneyAmount, Value, canonical
from toolkit.model.finding import Finding, Severity
from toolkit.model.money import WAN, YUAN, parse_amount


@rule(
    "C05",
    Severity.WARNING,
    Scope.PROJECT,
    message=("指标金额单位与表头不同：{found}", "Unit differs from the form: {found}"),
    fix=(
        "请把 {cell} “{name}”的“{found}”换算成表头的单位，写成“{expected}”。",
        "Convert {found} of “{name}” in {cell} to the unit of the form: {expected}.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each amount in another unit than the form's."""
    unit = _unit(context)
    for one in readings(context):
        parts = singles(one.value)
        if any(_differs(part, one, unit) for part in parts):
            converted = tuple(_converted(part, unit) if _differs(part, one, unit) else part for part in parts)
            value = one.value
            expected = canonical(replace(value, parts=converted) if isinstance(value, Composite) else converted[0])
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text, expected=expected)


def _unit(context: ProjectContext) -> str:
    """Returns the unit of the form, by its sheet if that names one.

    A unit that only the amount names does not count (4.56万 on a form in 元).
    """
    written, own = context.project.funding.unit_as_written, context.definition.unit
    raw = context.raw("total")
    names_a_unit = raw and parse_amount(raw, YUAN) == parse_amount(raw, WAN)
    return own if names_a_unit else written or own


def _differs(part: Value, one: ValueReading, unit: str) -> bool:
    """Whether a part is in another unit than the form's.

    On a form in 元 all parts count; on one in a larger unit only whole costs do.
    """
    if not isinstance(part, MoneyAmount) or part.unit_as_written == unit:
        return False
    is_total = isinstance(part, Money) and is_cost(one.indicator) and not is_price(one.name)
    return unit == YUAN or is_total or part.unit_as_written != YUAN


def _converted(part: Value, unit: str) -> Value:
    """Returns the same amount in another unit; the two are equal."""
    return replace(part, unit_as_written=unit) if isinstance(part, MoneyAmount) else part
