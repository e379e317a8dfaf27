"""An error value in a cell to fill.

查什么：填写格里是 #REF!、#N/A、#VALUE! 等错误值。

为什么：公式引用的内容没有了，原来的数已经丢失，不能当作空格。

例子：预算金额显示 #REF!，因为它引用的工作表被删了。

怎么改：直接填写正确的值。

What it finds: #REF!, #N/A, #VALUE! and the like in a cell to fill.

Why it matters: the cell that a formula referred to is gone, and the value with it; it is not an empty cell.

Example: the amount shows #REF! because the sheet that it referred to was deleted.

How to fix it: enter the right value.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S23",
    Severity.ERROR,
    Scope.SEEN,
    message=("单元格为错误值：{found}", "The cell is an error value: {found}"),
    fix=("请在 {cell} 直接填写正确的内容，代替 {found}。", "Enter the right content in {cell} instead of {found}."),
    since="0.1",
    silences=("H01", "H02", "H06", "H07", "G01", "V01", "V02", "S07", "S11"),
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.ERROR_VALUE)
