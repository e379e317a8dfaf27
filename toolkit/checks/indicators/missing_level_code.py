"""A packed text without its level codes.

查什么：汇总表“绩效指标”一格里，某项指标没有写一级或二级指标的编码，如“效益指标，生态效益”。

为什么：编码是系统认类别的依据；没有编码只能按名称猜，容易放错类别。

例子：元岗街道第 37 项“效益指标，生态效益，购买志愿服务，100人”没有编码；第 38 项缺一级指标。

怎么改：补上编码，如“2-效益指标,23-生态效益,…”。

What it finds: in a summary's cell of indicators an item lacks the code of its first or second level.

Why it matters: systems recognise categories by their codes; a name alone is easily misread.

Example: 效益指标，生态效益，购买志愿服务，100人 has no codes; another row lacks the first level.

How to fix it: write the codes, as in 2-效益指标,23-生态效益,….
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity

#: Numbers of `toolkit.indicators.packed_by_hand`: the first level is missing, the codes are.
_DEVIATIONS = ("D9", "D10")


@rule(
    "I15",
    Severity.WARNING,
    Scope.PROJECT,
    message=("缺少指标编码：{found}", "Level code missing: {found}"),
    fix=(
        "请在 {cell} 的“{found}”处补上一级、二级指标的编码，如“2-效益指标,23-生态效益,…”。",
        "Add the codes of both levels to “{found}” in {cell}, as in 2-效益指标,23-生态效益,….",
    ),
    since="0.1",
    kind="summary",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields the first item of a row's text without each code."""
    for seen, where in context.seen(Observed.PACKED_TOLERATED):
        if seen.facts.get("id") in _DEVIATIONS:
            yield context.finding(where, about="indicators", found=seen.facts.get("found", ""))
