"""The control totals of a summary do not agree.

查什么：merge 写出的汇总表，其“对账”表上的数，按“项目”“明细”“问题清单”“报送情况”“部门整体目标”各表和总表首行重新计算，
对不上；自设栏目的一列被删掉，也在这里指出。

为什么：读入 = 纳入 + 退回更正 + 被取代，金额也是如此；对不上，说明汇总之后有项目或金额被删、被加、被改。

例子：汇总后在“项目”表删去一行，“对账”仍说纳入 45 个项目，“项目”表只剩 44 个。

怎么改：用各单位报回的文件重新汇总；确是有意改动的，请逐项核对后保留。

What it finds: in a summary that `merge` wrote, a figure of the sheet 对账 that differs from its other sheets (projects,
indicators, remarks, returns, departments' targets, the first row of the table) when it is calculated again; a deleted
column of a form's own field too.

Why it matters: whatever was received was accepted, returned or superseded, in files, projects and money; if the
totals disagree, something was removed, added or changed after the merge.

Example: a row of the sheet of projects was deleted; the control totals still say 45 projects and there are 44.

How to fix it: merge the returned files again; if the change was intended, check it item by item.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "A11",
    Severity.WARNING,
    Scope.SEEN,
    message=("对账不符：{label}", "The control totals do not agree: {label}"),
    fix=(
        "对账表为 {found}，按各表重新计算为 {expected}；请用报回的文件重新汇总，或核对改动。",
        "The sheet 对账 says {found}, the others give {expected}; merge the returned files again or check the change.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields each control total that the other sheets contradict."""
    yield from context.report(Observed.ACCOUNT_BROKEN)
