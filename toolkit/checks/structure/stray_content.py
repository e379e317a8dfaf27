"""Content outside the cells to fill.

查什么：填写格以外的内容，如表旁的备注；为警告。内容有几种读法、无法断定属于哪一栏时为错误，相关栏目留空。

为什么：写在格外的话汇总不进去；模棱两可的内容宁可留空退回，也不猜。

例子：“预算金额”右边同时写了 36300 和 36500 两个数，都不在填写格里。

怎么改：把内容移进填写格，多余的删去。

What it finds: content outside the cells to fill, such as a note beside the form: a warning. Where it can be
read in several ways the fields stay empty and it is an error.

Why it matters: what stands outside is not merged; what is ambiguous is returned, never guessed.

Example: 36300 and 36500 both stand beside 预算金额, neither in the cell to fill.

How to mend it: move it into the cell to fill and delete the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import RecordContext, SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.intake.observation import Seen
from toolkit.model.finding import Bilingual, Finding, Severity


@rule(
    "S09",
    Severity.WARNING,
    Scope.SEEN,
    message=("填写位置有误：{cell}{doubt}", "Filled in at the wrong place: {cell}{doubt}"),
    fix=(
        "请把 {cell} 的“{found}”移到应填的单元格 {expected}，多余内容删去。",
        "Move “{found}” from {cell} to the cell to fill {expected}; delete what is not needed.",
    ),
    since="0.1",
    silences=("H01", "H02", "H06", "H07", "G01", "V01", "V02", "S07"),
)
def check(context: SeenContext) -> Iterator[Finding]:
    """What stands outside, and what could not be placed."""
    yield from context.report(Seen.STRAY_CONTENT, Severity.INFO, when=("by", "footer"))
    for seen, where in context.seen(Seen.AMBIGUOUS):
        cell, found = seen.facts.get("expected", ""), str(seen.facts.get("found", ""))
        about = context.field_at(str(cell)) if isinstance(context, RecordContext) else ""
        doubt = Bilingual(f"（“{found}”有几种读法，已留空）", f" (“{found}” can be read in several ways; left empty)")
        yield context.finding(where, Severity.ERROR, about=about, doubt=doubt, **seen.facts)
