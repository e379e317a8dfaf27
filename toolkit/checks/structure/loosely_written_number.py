"""A number or year in a loose spelling.

查什么：数字或年度写成文字、全角数字、带千分位或单位；已归一，原文保留。

为什么：不影响读取；但同一张表里写法不一，容易看错。

例子：预算金额写“３６，３００元”，按 36300 读。

怎么改：读对了的无需处理；要整洁，改填读出的数，不写单位。

What it finds: a number or year written as text, in full-width digits, with separators or a unit; it was
normalised and the raw text kept.

Why it matters: it is read all the same; mixed spellings are easily misread by people.

Example: the amount is written ３６，３００元 and read as 36300.

How to fix it: nothing to do if it was read right; to tidy up, enter the number that was read, without a unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S25",
    Severity.INFO,
    Scope.SEEN,
    message=("数字格式已归一：{found}→{expected}", "The number was normalised: {found} → {expected}"),
    fix=(
        "读作 {expected}，不用改；要整洁，请在 {cell} 只填 {expected}。不是这个数的，请改正。",
        "Read as {expected}; nothing to do. To tidy up, enter {expected} alone in {cell}; correct it if it is wrong.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.NORMALISED)
