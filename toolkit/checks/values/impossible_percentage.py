"""An impossible percentage.

查什么：占比类指标的百分比大于 100% 或小于 0，区间看两端。增长率、提高幅度等可以超过 100%，-5%~5% 这样的偏差可以小于 0，
都不查。

为什么：占比不会超过全部，多半是输入或识别错了。

例子：“≥92%”误成“292%”。

怎么改：核对后改正。

What it finds: a share of more than 100% or less than 0, at either end of a range. Rates of growth and the like may be
more than 100%, and deviations such as -5%~5% less than 0; they are not checked.

Why it matters: no part is more than the whole; mostly it was mistyped or misread.

Example: ≥92% that became 292%.

How to fix it: correct it.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings, singles
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import percent_ends
from toolkit.checks.words import grows
from toolkit.indicators.value import Compared, Operator, Value
from toolkit.model.finding import Finding, Severity


@rule(
    "V10",
    Severity.ERROR,
    Scope.PROJECT,
    message=("百分比超出范围：{found}", "Percentage out of range: {found}"),
    fix=(
        "请核对 {cell} “{name}”的“{found}”，占比应在 0 到 100% 之间。",
        "Correct {found} of “{name}” in {cell}; a share is between 0 and 100%.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each share above 100% or below 0."""
    for one in readings(context):
        if any(map(_is_out, singles(one.value))) and not grows(f"{one.indicator.name}{one.text}"):
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text)


def _is_out(value: Value) -> bool:
    ends = percent_ends(value)
    if not ends or not isinstance(value, Compared):
        return False
    below = len(ends) == 1 and ends[0] < 0  # a range around 0 is a deviation
    return below or ends[-1] > 100 or (value.op is Operator.GT and ends[-1] == 100)
