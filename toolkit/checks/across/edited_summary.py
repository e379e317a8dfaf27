"""A summary's table that was edited after it was merged.

查什么：merge 写出的汇总表，其主表与后面“项目”“明细”两张表的记录对不上。

为什么：主表是给人看的，以主表为准；但说明有人在汇总之后改过数字或文字，来源单位的表里并没有这样改。

例子：汇总后把“治安经费（常）”的总计由 3.63 改成 36.30，来源记录仍是 36300 元。

怎么改：要改的请在来源单位的表上改，再重新汇总；确实只改汇总表的，请核对后保留。

What it finds: the table of a summary that `merge` wrote differs from the records on its other sheets.

Why it matters: people see the table, so the table counts; but somebody changed it after the merge, and the
unit's own form has no such change.

Example: the total of 治安经费（常） was changed from 3.63 to 36.30, its record still has 36,300 yuan.

How to fix it: change the unit's form and merge again; if only the summary should change, check it.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "A10",
    Severity.WARNING,
    Scope.SEEN,
    message=("汇总表内容与来源记录不一致：{field}", "The summary differs from its records: {field}"),
    fix=(
        "请核对“{found}”（记录为“{expected}”），需要改的请在来源单位的表上改后重新汇总。",
        "Check “{found}” (the record has “{expected}”); to change it, change the unit's form and merge again.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields each difference between the table and the records."""
    yield from context.report(Observed.SUMMARY_EDITED)
