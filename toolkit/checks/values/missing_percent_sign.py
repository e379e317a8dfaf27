"""A rate without its percent sign.

查什么：名称是比率（…率、（%））或满意度，值只有数字。“效率”“频率”不算。

为什么：100 和 100% 差一百倍，系统会照字面读。

例子：“干部慰问（常）”的“慰问活动完成及时率（%）”值写 100。

怎么改：写成 100%。

What it finds: a name that is a rate (…率, （%）) or a satisfaction, with a number alone. 效率 and 频率 do not count.

Why it matters: 100 is a hundred times 100%, and systems read it literally.

Example: 慰问活动完成及时率（%） with the value 100.

How to fix it: write 100%.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import is_full_share, unitless, with_unit
from toolkit.checks.words import grows, is_share, unit_in_name
from toolkit.indicators.value import Percentage, Quantity, Value, parse_value
from toolkit.model.finding import Bilingual, Fact, Finding, Severity


@rule(
    "V05",
    Severity.ERROR,
    Scope.PROJECT,
    message=("比率缺少百分号：{found}", "Percent sign missing: {found}"),
    fix=(
        "请在 {cell} 为“{name}”的“{found}”补上百分号，写成 {expected}{other}。",
        "Add the percent sign to {found} of “{name}” in {cell}: enter {expected}{other}.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each rate that is a bare number."""
    for one in readings(context):
        name = one.indicator.name
        if unitless(one.value) and is_share(name) and unit_in_name(name) in (None, "%"):
            expected, other = _expected(name, one.value)
            facts: dict[str, Fact] = {"name": one.name, "found": one.text, "expected": expected, "other": other}
            yield context.finding(one.where, about=one.about, **facts)


def _expected(name: str | None, value: Value) -> tuple[str, Fact]:
    """Returns the value with its percent sign, and further advice.

    A fraction of one is probably that share, and both readings are named.
    """
    text = with_unit(value, "%")
    share = parse_value(text)
    if is_full_share(name, share):
        return "100%", ""
    if not isinstance(value, Quantity) or not isinstance(share, Percentage):
        return text, ""
    if 0 < value.number < 1:
        likely = replace(share, number=value.number * 100).spell()
        return likely, Bilingual(f"（若本来就是 {text}，写 {text}）", f" (or {text} if that is meant)")
    if value.number > 100 and not grows(name or ""):
        return text, Bilingual("，并核对数字：占比不会超过 100%", "; check the number too: no share is above 100%")
    return text, ""
