"""A workbook with macros.

查什么：带宏的工作簿（.xlsm 或含 VBA 工程）。

为什么：宏从不运行，也不会带入汇总表；填报用不着宏，来历不明的宏应当问一句。

例子：社区用旧的“自动汇总.xlsm”改名交来。

怎么改：另存为不含宏的 .xlsx。

What it finds: workbooks that carry macros (.xlsm, a VBA project).

Why it matters: macros are never run and never copied into the summary; a form needs none, and a macro of
unknown origin is worth a question.

Example: a community fills an old 自动汇总.xlsm and returns it.

How to fix it: save it as .xlsx without macros.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "F05",
    Severity.WARNING,
    Scope.SEEN,
    message=("文件含宏，宏已忽略", "The file contains macros; they were ignored"),
    fix=("请另存为不含宏的 .xlsx。", "Save it as .xlsx without macros."),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.MACROS)
