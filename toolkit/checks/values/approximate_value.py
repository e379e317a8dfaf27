"""An approximate value.

查什么：指标值带“约”“大约”“左右”等约数词。

为什么：约数没有及格线，考核时说不清完成没有。

例子：“人员招考经费”的“招聘人数 约40人”。

怎么改：写确数或下限，如 40人、≥40人。

What it finds: a value with 约, 大约, 左右 and the like.

Why it matters: an approximate value draws no line between done and not done.

Example: 招聘人数 约40人.

How to fix it: write an exact number or a lower bound, such as 40人 or ≥40人.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings, singles
from toolkit.checks.registry import Scope, rule
from toolkit.indicators.value import Compared, Value
from toolkit.model.finding import Finding, Severity


@rule(
    "V06",
    Severity.WARNING,
    Scope.PROJECT,
    message=("指标值不应使用“约”：{found}", "Approximate value: {found}"),
    fix=(
        "请把 {cell} “{name}”的“{found}”改成确数，或写明下限（≥）、上限（≤）。",
        "Change {found} of “{name}” in {cell} to an exact number, a lower bound (≥) or an upper bound (≤).",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each approximate value."""
    for one in readings(context):
        if any(map(_is_rough, singles(one.value))):
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text)


def _is_rough(value: Value) -> bool:
    return isinstance(value, Compared) and value.approximate
