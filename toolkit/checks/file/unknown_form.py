"""No known form in the workbook.

查什么：能打开、但找不到绩效目标表或汇总表的工作簿；若是自评表等别的表，会点出名称。

为什么：勉强按位置去读别的表，会把错的值当成对的；认不出就整份退回。

例子：交来的是“项目支出绩效自评表”，不是“项目绩效目标表”。

怎么改：用下发的表填写；若栏目名称被改过，改回原样。

What it finds: workbooks that open but hold neither a form nor a summary; another kind of form, such as a
self-evaluation, is named.

Why it matters: reading another form by position would take wrong values for right ones.

Example: 项目支出绩效自评表 came back instead of 项目绩效目标表.

How to fix it: fill in the issued form; if labels were renamed, restore them.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "F09",
    Severity.ERROR,
    Scope.SEEN,
    message=("未找到可识别的表格（{kind}）", "No known form was found ({kind})"),
    fix=(
        "请用下发的“项目绩效目标表”填写后重报；若改过栏目名称，请恢复原名。",
        "Fill in the issued form and return it; if labels were renamed, restore them.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.UNRECOGNISED, found="kind")
