"""An operator in another spelling.

查什么：运算符不是 ≥ ≤ > < =，而是 ≧、>=、大于等于、不少于、及以上等。读的时候已按标准理解，表上原文不动。

为什么：统一写法便于汇总和导入系统。

例子：“治安经费（常）”用 ≧8套；“干部慰问（常）”用“大于等于1000元/人”；元岗街道用“90%及以上”。

怎么改：可以不改；下次填报用 ≥、≤。

What it finds: an operator that is not one of ≥ ≤ > < = but ≧, >=, 大于等于, 不少于, 及以上 and the like. It was
understood; the sheet is left as it is.

Why it matters: one spelling is easier to merge and to import.

Example: ≧8套; 大于等于1000元/人; 90%及以上.

How to fix it: nothing to do; use ≥ and ≤ next time.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import spellings
from toolkit.checks.registry import Scope, rule
from toolkit.indicators.value import Compared, Spelling
from toolkit.model.finding import Finding, Severity

_STANDARD = (Spelling.STANDARD, Spelling.ABSENT)


@rule(
    "V07",
    Severity.INFO,
    Scope.PROJECT,
    message=("运算符已归一：{found}→{expected}", "Operator normalised: {found} → {expected}"),
    fix=(
        "{cell} 的“{found}”按“{expected}”理解，可以不改。",
        "{found} in {cell} was read as {expected}; nothing to do.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each operator in words or with another sign.

    Approximate words are V06.
    """
    for one in spellings(context):
        value = one.value
        if isinstance(value, Compared) and value.comparison.spelling not in _STANDARD and not value.approximate:
            written, sign = value.comparison.written, value.op.value
            yield context.finding(one.where, about=one.about, name=one.name, found=written, expected=sign)
