"""A name or value that contains a separator of the summary.

查什么：指标名称或值里含有汇总文字的分隔符“；实施周期指标值:”或“;,数字、”。

为什么：汇总时会与真正的分隔符混淆，读回来就断错了。

例子：名称写成“发放补贴；实施周期指标值:全年”。

怎么改：换一种写法，如用逗号代替分号。

What it finds: an indicator's name or value contains what separates items in the summary's text: ；实施周期指标值: or
;,number、.

Why it matters: it would be taken for a real separator and the text would be cut in the wrong place.

Example: a name that says 发放补贴；实施周期指标值:全年.

How to fix it: rewrite it, for instance with a comma instead of the semicolon.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import remembered
from toolkit.indicators.packed import reserved
from toolkit.model.finding import Finding, Severity


@rule(
    "A09",
    Severity.WARNING,
    Scope.PROJECT,
    message=("内容含保留分隔符：{separator}", "Contains a reserved separator: {separator}"),
    fix=("请改写 {cell} 的“{found}”，去掉“{separator}”。", "Rewrite “{found}” in {cell} without “{separator}”."),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each part of an indicator that holds one."""
    for number, one, where in context.indicators():
        for part, text, separator in _reserved(one.name, one.period_value, one.annual_value):
            key = f"indicators.{number}.{part}"
            place = context.where(key) if context.asks_for(key) else where
            yield context.finding(place, separator=separator, found=text)


@remembered.together
def _reserved(*texts: str | None) -> tuple[tuple[str, str, str], ...]:
    """Yields the parts with a separator: name, text, separator."""
    parts = zip(("name", "period_value", "annual_value"), texts, strict=True)
    return tuple((part, text, separator) for part, text in parts if text and (separator := reserved(text)))
