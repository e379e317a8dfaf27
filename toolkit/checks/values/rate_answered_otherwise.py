"""A rate with a value of another kind.

查什么：名称是比率（…率、（%）），值不是百分比，如件数、“及时”。“效率”“频率”不算；只缺百分号另见 V05。

为什么：比率要用百分比考核，答非所问就评不了分。

例子：元岗街道“投诉率 5件以下”“建档率 1人1档”“补贴发放及时率 及时”。

怎么改：写成百分比，或把名称改成与值相符，如“投诉件数 ≤5件”。

What it finds: a name that is a rate (…率, （%）) with a value that is not a percentage, such as a number of pieces.
效率 and 频率 do not count; a percent sign that is merely missing is V05.

Why it matters: a rate is assessed by its percentage.

Example: 投诉率 5件以下, 建档率 1人1档, 补贴发放及时率 及时.

How to fix it: write a percentage, or change the name to fit the value, such as 投诉件数 ≤5件.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import ValueReading, readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import is_rate
from toolkit.indicators.value import Composite, Percentage, Qualitative, Quantity, ShapeKind
from toolkit.model.finding import Finding, Severity

#: Units of shares other than the percent sign.
_SHARES = ("", "‰", "百分点", "个百分点")
#: Words that other rules speak of, or that say 0%.
_OTHERS = (ShapeKind.ZERO, ShapeKind.RELATIVE, ShapeKind.UNASSESSABLE, ShapeKind.PLACEHOLDER)


@rule(
    "V09",
    Severity.WARNING,
    Scope.PROJECT,
    message=("名称为“率”，值不是比率：{name} {found}", "The name is a rate, the value is not: {name} {found}"),
    fix=(
        "请把 {cell} “{name}”的“{found}”改成百分比，或把名称改成与值相符。",
        "Change {found} of “{name}” in {cell} to a percentage, or change the name to fit the value.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each rate whose value is something else."""
    for one in readings(context):
        if is_rate(one.indicator.name) and not _fits(one):
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text)


def _fits(one: ValueReading) -> bool:
    match one.value:
        case Percentage() | Composite():
            return True
        case Quantity(unit=unit):
            return unit in _SHARES
        case Qualitative(kind=kind):
            return kind in _OTHERS
    return "%" in one.text or "％" in one.text or "‰" in one.text
