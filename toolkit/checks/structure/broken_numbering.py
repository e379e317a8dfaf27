"""Item numbers that are not consecutive.

查什么：汇总表“绩效指标”一格里各项序号不连续或重复。

为什么：跳号多半是中间删掉或漏抄了一项。

例子：序号为 1、2、4，第 3 项不见了。

怎么改：核对是否缺项，补上或重新编号。

What it finds: the item numbers in a summary's cell of indicators jump or repeat.

Why it matters: a gap mostly means that an item was deleted or not copied.

Example: the items are numbered 1, 2, 4.

How to fix it: check whether an item is missing; add it, or renumber the items.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S14",
    Severity.WARNING,
    Scope.SEEN,
    message=("指标序号不连续：{found}", "Item numbers are not consecutive: {found}"),
    fix=(
        "请核对 {cell} 是否缺项，补齐后按 1、2、3… 重新编号。",
        "Check whether an item is missing in {cell}, add it, and number the items 1, 2, 3 and so on.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.PACKED_NUMBERING)
