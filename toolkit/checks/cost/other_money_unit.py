"""Money in another unit than the form's.

查什么：表头金额单位是元，指标里写万元；或表头是万元，成本指标的总额写元。单价写元是通常写法，不算。

为什么：同一张表里两种单位容易看错一万倍。

例子：“法院、检察院定额经费镇街承担部分”表头为元，“辅助人员聘用成本标准”写 ≥12万元/年。

怎么改：换算成表头的单位，如 120000元/年。

What it finds: an indicator in 万元 on a form in 元, or a sum in 元 under cost on a form in 万元. Unit prices are
usually in 元 and are not asked.

Why it matters: two units on one form are easily misread by a factor of ten thousand.

Example: 辅助人员聘用成本标准 ≥12万元/年 on a form in 元.

How to mend it: convert it to the unit of the form, such as 120000元/年.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import Reading, readings, singles
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import is_cost
from toolkit.indicators.value import Amount, Money
from toolkit.model.finding import Finding, Severity
from toolkit.model.money import YUAN


@rule(
    "C05",
    Severity.WARNING,
    Scope.PROJECT,
    message=("指标金额单位与表头不同：{found}", "Unit differs from the form: {found}"),
    fix=(
        "请把 {cell} “{name}”的“{found}”换算成{expected}。",
        "Convert {found} of “{name}” in {cell} to {expected}.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Each amount in a unit that the form's own amounts are not in."""
    unit = context.project.funding.unit_as_written or context.definition.unit
    for one in readings(context):
        if any(written != unit for written in _units(one, unit)):
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text, expected=unit)


def _units(one: Reading, unit: str) -> Iterator[str]:
    """The units that count: all on a form in 元, those of whole costs on one in a larger unit."""
    for part in singles(one.value):
        whole = isinstance(part, Money) and is_cost(one.indicator)
        if isinstance(part, Amount) and (unit == YUAN or whole or part.unit_as_written != YUAN):
            yield part.unit_as_written
