"""Locked text was changed.

查什么：下发时锁定的文字（标题、栏目、类别名称）与交回的不同。

为什么：锁定文字一改，同一张表对不同的人就是两个意思，年度、单位也可能跟着变。

例子：“2024年度目标”被改成“2023年度目标”。

怎么改：把该单元格恢复为原文；最好用下发的表重新填写。

What it finds: text that was locked when the form was issued (title, labels, categories) is different now.

Why it matters: with a changed label the same form means two things; year or unit may have changed with it.

Example: 2024年度目标 was changed to 2023年度目标.

How to fix it: restore the original text; if possible, fill in the issued form again.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S04",
    Severity.ERROR,
    Scope.SEEN,
    message=("锁定内容被改动：{cell}", "Locked content was changed: {cell}"),
    fix=(
        "请把 {cell} 恢复为“{expected}”（现为“{found}”），或用下发的表重新填写。",
        "Restore “{expected}” in {cell} (now “{found}”), or fill in the issued form again.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.LOCKED_CHANGED)
