"""A cell that looks empty but is not.

查什么：看上去是空的，其实有空格、不间断空格或零宽字符。

为什么：按空格处理；但自查公式会以为填过了。

例子：“经济效益指标”一行敲了两个空格。

怎么改：选中后按 Delete 清空。

What it finds: a cell that looks empty and contains blanks, no-break spaces or zero-width characters.

Why it matters: it is read as empty, but formulas may take it as filled.

Example: two blanks were typed into the row of 经济效益指标.

How to fix it: select the cell and press Delete.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S26",
    Severity.INFO,
    Scope.SEEN,
    message=("看似空白的单元格：{cell}", "The cell looks empty but is not: {cell}"),
    fix=("如无内容，请选中 {cell} 按 Delete 清空。", "If {cell} should be empty, select it and press Delete."),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.LOOKS_EMPTY)
