"""Links to other workbooks.

查什么：链接到别的工作簿或外部数据的文件。

为什么：别人的电脑上没有那个文件，打开时会提示更新，数值可能变成旧的或出错。

例子：预算金额那格写着对“2023年预算.xlsx”的引用。

怎么改：把链接来的数改为直接填写，再断开链接。

What it finds: files that link to other workbooks or to external data.

Why it matters: the other file is not on the reader's computer; values turn old or into errors.

Example: the amount refers to a cell of 2023年预算.xlsx.

How to fix it: enter the value itself and break the link.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "F06",
    Severity.WARNING,
    Scope.SEEN,
    message=("含外部链接：{target}", "External link: {target}"),
    fix=(
        "把引用“{target}”的单元格改为直接填写的数值，再用“数据—编辑链接”断开链接。",
        "Replace the cells that refer to “{target}” with typed values, then break the link under Data, Edit Links.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.EXTERNAL_LINK, found="target")
