"""A change without its baseline.

查什么：值是相对的变化，没有对比的数：如“比往年下降”，或“提高10%”而不说比哪一年。

为什么：不知道原来是多少，就算不出变了没有。

例子：元岗街道“城中村安全隐患 比往年下降”。

怎么改：写明基数和幅度，如“比2022年（120处）下降10%”。

What it finds: a relative change with nothing to compare it with: 比往年下降, or 提高10% without saying since when.

Why it matters: without the earlier number nobody can tell whether it changed.

Example: 城中村安全隐患 比往年下降.

How to fix it: state the baseline and the change, such as 比2022年（120处）下降10%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import grows
from toolkit.indicators.value import Percentage, Qualitative, ShapeKind
from toolkit.model.finding import Finding, Severity

_SINCE = re.compile(r"[比较于]|上年|去年|同期|基数|\d{4}年")


@rule(
    "V16",
    Severity.WARNING,
    Scope.PROJECT,
    message=("缺少对比基数：{found}", "Baseline missing: {found}"),
    fix=(
        "请在 {cell} 写明“{name}”的基数和变化幅度，如“比上年（某数）下降10%”。",
        "State the baseline of “{name}” and its change in {cell}, such as 比上年（某数）下降10%.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each change without a baseline, in words or in percent."""
    for one in readings(context):
        match one.value:
            case Qualitative(kind=ShapeKind.RELATIVE):
                missing = True
            case Percentage(lead=lead):
                missing = grows(lead) and not _SINCE.search(f"{one.indicator.name}{lead}")
            case _:
                missing = False
        if missing:
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text)
