"""A list that is still blank.

查什么：交来的是下发的清单表（一行一个指标），里面一个项目也没有填。

为什么：空白表没有内容可以汇总，多半是交错了文件，或者没有保存。

例子：填好的是另一个文件，交来的还是下发时的空白清单。

怎么改：把填好的清单交来；确实没有项目的，请向下发单位说明。

What it finds: the list that was issued (a row for each indicator), without a single project in it.

Why it matters: nothing can be merged from a blank list; mostly another file was meant, or it was not saved.

Example: another file was filled in, and the blank list came back as it was issued.

How to fix it: return the list that was filled in; if there are no projects, tell the office that issued it.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "F14",
    Severity.ERROR,
    Scope.SEEN,
    message=("空白清单，没有填写项目：{found}", "A blank list without any project: {found}"),
    fix=(
        "请填写项目后重报；如果交错了文件，请把填好的交来。",
        "Fill in the projects and return it; if this is the wrong file, return the one that was filled in.",
    ),
    since="0.2",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.BLANK_LIST)
