"""Content in the wrong column or row.

查什么：内容不在它该在的行或列，已按栏目和类别名称认回原位。

为什么：按位置读会把名称当成值、把值当成名称；认回来的内容也应由人核对一遍。

例子：东坑镇综合治理办公室有 12 张表，其中三分之一的指标行左右错了一到两列，“成本指标”落在一级指标列。

怎么改：把内容移回原位，核对名称与两个指标值是否对应。

What it finds: content that stands in another column or row than it belongs; it was recovered by its labels.

Why it matters: by position a name would be taken for a value; what was recovered still wants a look.

Example: in the forms of one office a third of the indicator rows stand one or two columns off; 成本指标 stands
under 一级指标.

How to mend it: move it back and see that name and values belong together.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S06",
    Severity.WARNING,
    Scope.SEEN,
    message=(
        "内容错位，已按标签识别，请核对：{cell}",
        "Content is out of place and was recovered by its labels; check {cell}",
    ),
    fix=(
        "请把 {cell} 的“{found}”移回 {expected}，并核对读出的结果。",
        "Move “{found}” from {cell} back to {expected} and check what was read.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.MOVED)
