"""A number without a unit.

查什么：指标值只有数字，名称的括号里也没有单位。比率缺百分号另见 V05；单位写在名称括号里另见 V04。

为什么：没有单位，4 是四次还是四人说不清。

例子：“村（社区）综合材料补贴”的“补贴发放次数 4”；“基层防线办经费（常）”的“采购宣传制品的数量 ≥20000”。

怎么改：在数字后写明单位，如 4次、≥20000份。

What it finds: a value that is a number alone, with no unit in brackets behind the name either. A rate without its
percent sign is V05; a unit in the name is V04.

Why it matters: 4 may be four times or four persons.

Example: 补贴发放次数 4; 采购宣传制品的数量 ≥20000.

How to fix it: write the unit after the number, such as 4次 or ≥20000份.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import unitless
from toolkit.checks.words import is_share, unit_in_name
from toolkit.model.finding import Finding, Severity


@rule(
    "V03",
    Severity.WARNING,
    Scope.PROJECT,
    message=("缺少计量单位：{found}", "Unit missing: {found}"),
    fix=(
        "请在 {cell} 为“{name}”的“{found}”写明单位，如次、人、份。",
        "Write the unit of “{name}” after the number {found} in {cell}, such as 次, 人 or 份.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each number without a unit anywhere."""
    for one in readings(context):
        name = one.indicator.name
        if unitless(one.value) and not is_share(name) and unit_in_name(name) is None:
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text)
