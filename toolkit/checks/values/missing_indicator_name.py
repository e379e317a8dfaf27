"""A value without an indicator's name.

查什么：有指标值，没有三级指标名称；或名称一格写的是指标值，指标值一格写的却不是值（两格可能填反了）。

为什么：不知道是什么的值，无法考核。

例子：元岗街道第 38 项只写“3-满意度指标，31-服务对象满意度，90%及以上”，没有名称。

怎么改：补填三级指标名称；多余的值删去。

What it finds: a value stands there without the name of an indicator; or a value stands in the place of the name,
and what stands in the place of a value is none (the two may have changed places).

Why it matters: nobody knows what the value is of.

Example: row 38 of 元岗街道 says 3-满意度指标，31-服务对象满意度，90%及以上 and no name.

How to fix it: fill in the name, or delete the value.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.finding_text import quoted
from toolkit.checks.registry import Scope, rule
from toolkit.indicators.value import Compared, looks_like_value, parse_value
from toolkit.model.finding import Bilingual, Finding, Severity
from toolkit.model.records import Indicator


@rule(
    "V02",
    Severity.ERROR,
    Scope.PROJECT,
    message=("缺少三级指标名称（{level}，值“{found}”）", "Name missing ({level}, value “{found}”)"),
    fix=(
        "请在 {cell} {advice}。",
        "In {cell}, {advice}.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each value without a name, and each swapped pair of the two."""
    for number, indicator, where in context.indicators():
        about = f"indicators.{number}"
        level, name, values = indicator.level2, indicator.name, indicator.values
        if name is None and values:
            yield context.finding(where, about=about, level=level, found=values[-1], advice=_name(level, values[-1]))
        elif name is not None and _changed_places(indicator):
            yield context.finding(where, about=about, level=level, found=name, advice=_exchange(name))


def _name(level: str, value: str) -> Bilingual:
    return Bilingual(
        f"补填{level}的名称，或删去值“{quoted(value, 'zh')}”",
        f"fill in the name of this {level}, or delete the value “{quoted(value, 'en')}”",
    )


def _exchange(name: str) -> Bilingual:
    return Bilingual(
        f"核对“{quoted(name, 'zh')}”：名称和指标值填反了的请对调，缺名称的请补填",
        f"check “{quoted(name, 'en')}”: exchange name and value if they are swapped, else fill in the name",
    )


def _changed_places(indicator: Indicator) -> bool:
    """Whether name and value look swapped."""
    if indicator.name is None or all(map(looks_like_value, indicator.values)):
        return False
    return isinstance(parse_value(indicator.name), Compared)
