"""Drop-downs or limits were lost.

查什么：下拉列表或数据限制没有了，多半是从别处粘贴造成的。

为什么：丢了限制也无妨：每项内容在这里都会重新检查。

例子：“项目类型”是从去年的表粘贴来的，下拉列表没了。

怎么改：无需处理；以后请“选择性粘贴—数值”。

What it finds: drop-downs or limits are missing, mostly because of pasting from elsewhere.

Why it matters: no harm: every rule is checked again here.

Example: 项目类型 was pasted from last year's form and lost its list.

How to fix it: nothing to do; paste values only next time.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S22",
    Severity.INFO,
    Scope.SEEN,
    message=("数据有效性丢失：{ref}", "Drop-downs or limits were lost: {ref}"),
    fix=("无需处理；以后粘贴时请用“选择性粘贴—数值”。", "Nothing to do; paste values only next time."),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.VALIDATIONS_LOST, found="ref")
