"""A formula that was never calculated.

查什么：公式没有存下计算结果，多见于程序生成、从未打开过的表。

为什么：没有结果就没有值；看上去像空格，其实不是。

例子：由脚本写入的 =SUM(C3:C5) 没有结果。

怎么改：在表格软件里打开、计算并保存，再粘贴成数值。

What it finds: a formula without a stored result, written by a program that never calculates.

Why it matters: without a result there is no value; it looks empty and is not.

Example: a script wrote =SUM(C3:C5) and nobody has opened the file since.

How to fix it: open the file, let it calculate, save it, and paste the result as a value.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S24",
    Severity.ERROR,
    Scope.SEEN,
    message=("公式未计算：{cell}", "The formula was never calculated: {cell}"),
    fix=(
        "请打开文件重新计算，把 {cell} 的公式 {formula} 换成数值。",
        "Open the file, let it calculate, and replace the formula {formula} in {cell} with its value.",
    ),
    since="0.1",
    silences=("H01", "H02", "H06", "H07", "G01", "V01", "V02", "S07", "S11"),
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.UNCOMPUTED)
