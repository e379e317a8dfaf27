"""A label in another spelling.

查什么：栏目名称里多了空格、换行，或括号换了写法。

为什么：不影响读取；记下来，便于查看表是怎么变的。

例子：“预算金额（元）”写成“预算金额 (元)”，“社会效益指标”中间断了行。

怎么改：无需处理。

What it finds: a label with blanks, line breaks or other brackets.

Why it matters: it is read all the same; the record shows how the form has changed.

Example: 预算金额（元） spelled 预算金额 (元); 社会效益指标 broken over two lines.

How to fix it: nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S10",
    Severity.INFO,
    Scope.SEEN,
    message=("栏目名称已归一：{found}→{expected}", "The label was read as its usual spelling: {found} → {expected}"),
    fix=("无需处理；如要整洁，可改回“{expected}”。", "Nothing to do; “{expected}” is the usual spelling."),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.LABEL_RESPELLED)
