"""Sheets renamed, moved or added.

查什么：工作表改了名、换了顺序，或多出别的工作表。

为什么：表按内容识别，改名不影响读取；多出的表里没有可读的绩效目标表。

例子：“治安经费”被改名为“Sheet1 (2)”。

怎么改：无需处理。

What it finds: sheets were renamed, reordered or added.

Why it matters: forms are recognised by content, so a name does no harm; an added sheet has no form.

Example: 治安经费 was renamed to Sheet1 (2).

How to fix it: nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S17",
    Severity.INFO,
    Scope.SEEN,
    message=("工作表名称或数量变化（{change}）", "Sheets were renamed or their number changed ({change})"),
    fix=("无需处理；请确认没有漏交的工作表。", "Nothing to do; make sure that no sheet is missing."),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.SHEETS_CHANGED, found="change")
