"""Hidden rows, columns or sheets that hold content.

查什么：隐藏的行、列或工作表里有内容。

为什么：打印出来看不见的内容会被读进汇总，盖章的纸件和电子件就不一致了。

例子：“质量指标”有一行被隐藏，里面还留着去年的指标。

怎么改：取消隐藏；不要的内容删去。

What it finds: hidden rows, columns or sheets that hold content.

Why it matters: what the printed and sealed paper does not show would still be merged.

Example: a hidden row of 质量指标 still holds last year's indicator.

How to mend it: unhide it; delete what is not meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Seen
from toolkit.model.finding import Finding, Severity


@rule(
    "S20",
    Severity.WARNING,
    Scope.SEEN,
    message=("隐藏的行列含有内容：{ref}", "Hidden cells hold content: {ref}"),
    fix=("请取消隐藏 {ref}，核对内容，不要的删去。", "Unhide {ref}, check the content and delete what is not meant."),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """One finding for each observation."""
    yield from context.report(Seen.HIDDEN_CONTENT, found="ref")
