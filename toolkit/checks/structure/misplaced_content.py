"""Content in the wrong column or row.

查什么：内容不在它该在的行或列，已按栏目和类别名称认回原位。

为什么：按位置读会把名称当成值、把值当成名称；认回来的内容也应由人核对一遍。

例子：东坑镇综合治理办公室有 12 张表，其中三分之一的指标行左右错了一到两列，“成本指标”落在一级指标列。

怎么改：把内容复制回原位再清空多出的格（不要剪切，会打乱表旁的自查公式），核对名称与两个指标值是否对应。

What it finds: content in another column or row than it belongs to; it was recovered by its labels.

Why it matters: by position a name would be taken for a value; check what was recovered, too.

Example: in the forms of one office a third of the indicator rows are one or two columns off; 成本指标 is under
一级指标.

How to fix it: copy it back to its place and clear the cells that are left over (do not cut, which breaks the
self-check); check that name and values belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.finding_text import Lang, quoted
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observation, Observed
from toolkit.model.finding import Bilingual, Finding, Severity

_CELL = re.compile(r"[A-Z]{1,3}\d")


@rule(
    "S06",
    Severity.WARNING,
    Scope.SEEN,
    message=(
        "内容错位，已按标签识别，请核对：{cell}",
        "Content is out of place and was recovered by its labels; check {cell}",
    ),
    fix=(
        "请{advice}，并核对读出的结果。",
        "{advice}, and check what was read.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    for seen, where in context.seen(Observed.MOVED):
        advice = Bilingual(_advice(seen, where.cell or "", "zh"), _advice(seen, where.cell or "", "en"))
        yield context.finding(where, advice=advice, **seen.facts)


def _advice(seen: Observation, cell: str, lang: Lang) -> str:
    """Returns how to bring the content back to its place.

    Cutting a cell would break the self-check."""
    place, to = quoted(cell, lang), quoted(seen.facts.get("expected", ""), lang)
    found, zh = quoted(seen.facts.get("found", ""), lang), lang == "zh"
    if not to:
        return (
            f"核对 {place} 所在行，缺失的内容重新填写" if zh else f"Check the row of {place}, fill in what is missing"
        )
    if _CELL.match(to) is None:
        return f"把 {place} 的“{found}”移回 {to}" if zh else f"Move “{found}” from {place} back to {to}"
    if zh:
        return f"把 {place} 的“{found}”复制到 {to}，清空多出的单元格（不要剪切）"
    return f"Copy “{found}” from {place} to {to}, clear the cells that are left over (do not cut)"
