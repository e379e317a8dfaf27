"""Merged ranges were changed.

查什么：合并单元格与下发时不同，为警告；合并盖住了已填的格，或把两个填写格并成一个，为错误。

为什么：合并时软件只留左上角的值，其余的值就没了。

例子：把“实施周期指标值”和“当年度指标值”两格合并，只剩一个值。

怎么改：多合并的取消合并，补填被盖住的内容；被拆开的按下发的表重新合并。

What it finds: merged ranges differ from what was issued: a warning; a merge that hides a filled cell or joins
two cells to fill is an error.

Why it matters: a merge keeps only its first value; the others are lost.

Example: the two value cells of an indicator were merged and one value is left.

How to fix it: unmerge cells that were merged and fill in what was hidden; merge cells again that were split.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S21",
    Severity.WARNING,
    Scope.SEEN,
    message=("合并单元格被改动：{ref}", "Merged cells were changed: {ref}"),
    fix=(
        "请把 {ref} 恢复为下发时的样子：多合并的取消合并，分别填写；被拆开的重新合并。",
        "Restore {ref} as issued: unmerge cells that were merged and fill each; merge cells again that were split.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.MERGES_CHANGED, Severity.ERROR, when=("hides", "yes"), found="ref")
