"""A value that the program turned into something else.

查什么：填写后被表格软件自动变成日期、科学计数或百分比数字的内容；显示值照样读出，请核对。

为什么：“1-2”会变成 1 月 2 日，长编码会变成 1.70001E+08，原来写的字就找不回来了。

例子：填 90% 存成了数 0.9，按 90% 读出。

怎么改：重新填写；先打一个英文单引号（'），软件就不再转换。金额、年度只填数字，先把单元格改回常规格式。

What it finds: content that the program turned into a date, scientific notation or a percent number; it is
read as shown; check it.

Why it matters: 1-2 becomes the second of January and a long code becomes 1.70001E+08; what was typed is lost.

Example: 90% is stored as 0.9 and is read as 90%.

How to fix it: type it again with an apostrophe (') before it, so that no program converts it. For an amount or a year
set the cell to the format General first, and type digits only.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observation, Observed
from toolkit.model.finding import Bilingual, Finding, Severity


@rule(
    "S12",
    Severity.WARNING,
    Scope.SEEN,
    message=("单元格被自动转换：{cell}={value}", "The program converted a cell: {cell}={value}"),
    fix=(
        "请在 {cell} 重新填写{meant}。",
        "Type the content of {cell} again{meant}.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    for seen, where in context.seen(Observed.CONVERTED):
        found, expected = str(seen.facts.get("found", "")), str(seen.facts.get("expected", ""))
        shown = str(seen.facts.get("shown", expected))
        value = "→".join(dict.fromkeys(text for text in (found, shown) if text))
        yield context.finding(where, value=value, found=found, expected=expected, meant=_meant(seen, expected))


def _meant(seen: Observation, expected: str) -> Bilingual:
    """Returns how to type a value so that it stays.

    As text with an apostrophe; a number in a cell with the format General.
    """
    if seen.facts.get("numeric"):
        zh = "：先把单元格格式改回“常规”，只填数字"
        return Bilingual(zh, ": set the cell's format to General and type digits only")
    zh = f"：原意如为“{expected}”，请输入“'{expected}”" if expected else "，内容前先打一个英文单引号"
    en = f": if you mean {expected}, type '{expected}" if expected else " with an apostrophe before it"
    return Bilingual(
        f"{zh}（单引号使软件不再转换，不会显示）", f"{en} (the apostrophe is not shown and stops the conversion)"
    )
