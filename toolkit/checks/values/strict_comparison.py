"""A strict comparison where at least is meant.

查什么：用大于号（>）或“大于”写下限。“超过”是有意为之，不查；>0 不查。

为什么：公文里“以上”含本数，应写 ≥；写 >100，正好 100 就不合格。

例子：“干部慰问（常）”目标写达100人以上，“慰问人数”写 >100人。

怎么改：把 > 改成 ≥。

What it finds: a lower bound with a greater-than sign (>) or 大于. 超过 means what it says, and >0 is right; neither is
checked.

Why it matters: 以上 in official texts includes the number itself and means ≥; with >100, exactly 100 would fail.

Example: a goal of 100人以上 and the indicator 慰问人数 >100人.

How to fix it: write ≥ instead of >.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import at_least
from toolkit.indicators.value import Compared, MoneyAmount, Percentage, Quantity
from toolkit.model.finding import Finding, Severity

_STRICT = (">", "大于")


@rule(
    "V21",
    Severity.INFO,
    Scope.PROJECT,
    message=("“以上”含本数，应为≥：{found}", "Use ≥ where the number itself is included: {found}"),
    fix=(
        "请把 {cell} 的“{found}”改成“{expected}”；确实不含本数的不用改。",
        "Write {expected} instead of {found} in {cell}, unless the number itself does not count.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each number with a strict lower bound."""
    for one in readings(context):
        value = one.value
        if isinstance(value, Compared) and value.comparison.written in _STRICT and not _is_zero(value):
            expected = at_least(one.indicator.name, value)
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text, expected=expected)


def _is_zero(value: Compared) -> bool:
    match value:
        case Quantity(number=number) | Percentage(number=number) | MoneyAmount(amount=number):
            return number == 0
    return False
