"""A formula in a cell to fill.

查什么：填写格里是公式而不是值；公式和上次算出的结果都列出。

为什么：公式引用的单元格一变结果就变，移到汇总表里更会出错；报送的应是确定的数。

例子：预算金额写成 =B3*12，显示 36300。

怎么改：复制该格，在原处“选择性粘贴—数值”。

What it finds: a formula instead of a value in a cell to fill; the formula and its stored result are both
named.

Why it matters: the result changes with other cells and breaks when it is moved; what is returned must be a
fixed value.

Example: the amount is =B3*12 and shows 36300.

How to fix it: copy the cell and paste it in place as a value.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S11",
    Severity.ERROR,
    Scope.SEEN,
    message=("填报单元格含公式：{formula}", "A cell to fill contains a formula: {formula}"),
    fix=(
        "请把 {cell} 的公式 {formula} 换成数值 {value}（选择性粘贴—数值）。",
        "Replace the formula {formula} in {cell} with its value {value} (Paste Special, Values).",
    ),
    since="0.1",
    silences=("H01", "H02", "H06", "H07", "G01", "V01", "V02", "S07"),
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.FORMULA, found="formula")
