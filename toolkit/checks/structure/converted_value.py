"""A value that the program turned into something else.

查什么：填写后被表格软件自动变成日期、科学计数或百分比数字的内容；显示值照样读出，请核对。

为什么：“1-2”会变成 1 月 2 日，长编码会变成 1.70001E+08，原来写的字就找不回来了。

例子：填 90% 存成了数 0.9，按 90% 读出。

怎么改：核对读出的值；把单元格设为文本格式后重新填写。

What it finds: content that the program turned into a date, scientific notation or a percent number; it is
read as shown, please check.

Why it matters: 1-2 becomes the second of January and a long code becomes 1.70001E+08; what was typed is lost.

Example: 90% is stored as 0.9 and is read as 90%.

How to mend it: check the value; set the cell to text and type it again.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.intake.observation import Seen
from toolkit.model.finding import Finding, Severity


@rule(
    "S12",
    Severity.WARNING,
    Scope.SEEN,
    message=("单元格被自动转换：{cell}={value}", "The program converted a cell: {cell}={value}"),
    fix=(
        "请核对 {cell} 是否应为“{expected}”；不符时设为文本格式后重新填写。",
        "Check that {cell} means “{expected}”; if not, set the cell to text and type it again.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """One finding for each observation."""
    for seen, where in context.seen(Seen.CONVERTED):
        told = [str(seen.facts[name]) for name in ("found", "expected") if seen.facts.get(name)]
        yield context.finding(where, **{"value": "→".join(dict.fromkeys(told)), **seen.facts})
