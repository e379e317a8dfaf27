"""Hidden rows, columns, sheets or cells with content.

查什么：隐藏的行、列或工作表里有内容；或单元格格式（如 ;;;）使内容看上去是空的。金额等数字看不见时为错误。

为什么：打印出来看不见的内容会被读进汇总，盖章的纸件和电子件就不一致了。

例子：“质量指标”有一行被隐藏，里面还留着去年的指标；预算金额一格看上去是空的，里面却有 36300。

怎么改：取消隐藏，或把单元格格式改回“常规”；不要的内容删去。

What it finds: hidden rows, columns or sheets with content, and cells whose number format (such as ;;;) shows
nothing of it. It is an error where an amount or another number cannot be seen.

Why it matters: what the printed and sealed paper does not show would still be merged.

Example: a hidden row of 质量指标 still holds last year's indicator; the cell of the amount looks empty and holds 36300.

How to fix it: unhide it, or set the cell's format to General; delete what does not belong there.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Bilingual, Finding, Severity

#: Characters of a hidden text that are quoted.
_BRIEF = 30
_HOW = Bilingual("（“{found}”，因单元格格式看不见）", " (“{found}”, not shown because of the cell's number format)")
_WAY = Bilingual("（把单元格格式改回“常规”）", " (set the cell's format to General)")


@rule(
    "S20",
    Severity.WARNING,
    Scope.SEEN,
    message=("隐藏的内容：{ref}{how}", "Hidden content: {ref}{how}"),
    fix=(
        "请让 {ref} 显示出来{way}，核对内容，不要的删去。",
        "Unhide {ref}{way}, check the content and delete what does not belong there.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation; a hidden number is an error."""
    for seen, where in context.seen(Observed.HIDDEN_CONTENT):
        facts = {"found": seen.facts.get("ref", ""), **seen.facts}
        if seen.facts.get("by") == "format":
            text = str(facts["found"])[:_BRIEF]
            facts |= {"how": Bilingual(_HOW.zh.format(found=text), _HOW.en.format(found=text)), "way": _WAY}
        yield context.finding(where, Severity.ERROR if seen.facts.get("numeric") else None, **facts)
