"""Names and units swapped between two rows.

查什么：同一类别的两项指标，各自的单位与对方的名称相配，与自己的不配。

为什么：多半是填值时两行填反了。

例子：“老干部报纸杂志费（常）”：“每类杂志、报纸征订数量”填约5种，“征订报纸、杂志类别”填约51份。

怎么改：核对后把两行的值对调。

What it finds: two indicators of one category whose units suit each other's names and not their own.

Why it matters: mostly two values went into the wrong rows.

Example: 每类杂志、报纸征订数量 has 约5种 (kinds) and 征订报纸、杂志类别 (kinds) has 约51份 (copies).

How to fix it: check the two values and exchange them.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import joined
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import swapped
from toolkit.model.finding import Finding, Severity


@rule(
    "I16",
    Severity.WARNING,
    Scope.PROJECT,
    message=("名称与单位疑似互换：{a}/{b}", "Names and units look swapped: {a}/{b}"),
    fix=(
        "请核对 {cell}：“{a}”与“{b}”的值是否填反，填反的请对调。",
        "Check whether the values of “{a}” and “{b}” in {cell} are in each other's rows; if so, exchange them.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each swapped pair, at both values."""
    for one, other in swapped(context):
        a, b = (f"{reading.name} {reading.text}" for reading in (one, other))
        yield context.finding(joined([one.where, other.where]), about=one.about, a=a, b=b, found=f"{a}/{b}")
