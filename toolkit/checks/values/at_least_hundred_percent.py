"""At least 100%.

查什么：占比写成“≥100%”。增长率等可以超过 100%，不查。

为什么：占比最多就是 100%，“≥”是多余的。

例子：“资金使用合规率 ≥100%”。

怎么改：写成 100%。

What it finds: a share of ≥100%. Rates of growth and the like may be more, and are not checked.

Why it matters: a share is 100% at most; the sign says nothing.

Example: 资金使用合规率 ≥100%.

How to fix it: write 100%.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import is_full_share
from toolkit.indicators.value import Compared, Operator
from toolkit.model.finding import Finding, Severity


@rule(
    "V11",
    Severity.INFO,
    Scope.PROJECT,
    message=("“≥100%”应写作“100%”", "Write 100% instead of ≥100%"),
    fix=("请把 {cell} 的“{found}”写成 100%。", "Write 100% in {cell} instead of {found}."),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each share of at least 100%."""
    for one in readings(context):
        value = one.value
        if isinstance(value, Compared) and value.op is Operator.GE and is_full_share(one.indicator.name, value):
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text, expected="100%")
