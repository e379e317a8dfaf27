"""A return that a later return of the same project supersedes.

查什么：同一项目交了几次，内容不同，能定出先后：算较晚的一份，本份不再检查，也不汇总。

为什么：check 和 merge 用同一个办法定先后，退回意见只针对算数的那一份。

例子：骏达社区第一次交的表有错，改好后又交了一次；第一次的表列为“被取代”。

怎么改：无需处理；算错了的，汇总时用 --prefer 指定以哪个文件为准。

What it finds: a project was returned several times and it is clear which return is the later one: that one counts;
this one is neither checked nor merged.

Why it matters: `check` and `merge` decide about versions in the same way, and the letter concerns the return
that counts.

Example: a unit corrected its form and sent it again; the first return is listed as superseded.

How to fix it: nothing to do; if the wrong one counts, name the right file with --prefer.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "A18",
    Severity.INFO,
    Scope.BATCH,
    message=("被取代，不计入：{reason}", "Superseded and not counted: {reason}"),
    fix=(
        "无需处理；应以本份为准的，汇总时请用 --prefer 指定。",
        "Nothing to do; if this file is the one that should count, name it with --prefer when merging.",
    ),
    since="0.2",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each return that a later one supersedes."""
    for where, reason in context.superseded.items():
        yield context.finding(where, reason=reason, found=reason)
