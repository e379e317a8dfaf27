"""A form that has not come back.

查什么：名册里应报的单位或项目没有收到；没有名册时不查。

为什么：少一份就少一笔钱，汇总看上去却是齐的。

例子：名册上三个单位，党建工作办公室的表还没有交。

怎么改：催报；项目已取消的从名册中删去。

What it finds: a unit or project of the roster has not come back; without a roster this is not checked.

Why it matters: its money is missing in a summary that looks complete.

Example: the roster has three units and one of them has not returned its forms.

How to fix it: ask for it; if the project is cancelled, take it off the roster.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity, Where


@rule(
    "A03",
    Severity.ERROR,
    Scope.BATCH,
    message=("未收到：{unit}", "Not returned: {unit}"),
    fix=(
        "请向该单位催报；项目已取消的请从名册中删去。",
        "Ask the unit for it; if the project is cancelled, take it off the roster.",
    ),
    since="0.1",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each missing unit, and each missing project of the others.

    There is no file to name.
    """
    roster = context.roster.roster
    if not context.terms.enabled or not roster:
        return
    returned = context.roster.compared(context).returned
    units = {unit for unit, _ in returned}
    absent = dict.fromkeys(row.unit for row in roster.rows if row.key[0] not in units)
    for unit in absent:
        yield context.finding(Where(""), unit=unit, expected=unit)
    for row in roster.rows:
        if row.unit not in absent and row.key not in returned:
            yield context.finding(
                Where("", project=row.project), unit=f"{row.unit}“{row.project}”", expected=row.project
            )
