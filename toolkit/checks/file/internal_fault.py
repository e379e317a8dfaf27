"""A fault of the program itself.

查什么：读取某个文件或运行某条规则时，程序自己出了错。

为什么：这不是表格的错；但这一步没有做完，不能说这份表没有问题，所以先不汇总。其他规则的意见照常有效。

例子：运行规则 H02 时出现 ZeroDivisionError。

怎么改：把终端上写明的故障报告和这份表发给维护人员；急用时可在放行清单中写明原因放行。

What it finds: the program itself failed to read a file or to run a rule.

Why it matters: the form is not to blame, but the step was not finished and nobody can say that the form is
right; it is not merged for now. The findings of other rules remain valid.

Example: rule H02 ends with a ZeroDivisionError.

How to fix it: send the fault report named on the terminal, and the form, to the maintainers; if it is urgent, waive
this finding with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "F13",
    Severity.ERROR,
    Scope.SEEN,
    message=(
        "程序内部故障：{part}没有完成（{reason}）；其他意见照常有效",
        "Internal fault: {part} did not finish ({reason}); all other findings remain valid",
    ),
    fix=(
        "这不是表格的错。请把故障报告和这份表发给维护人员；急用时可放行本条。",
        "The form is not to blame. Send the fault report and the form to the maintainers; "
        "if it is urgent, waive this finding.",
    ),
    since="0.2",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.FAULT, found="reason")
