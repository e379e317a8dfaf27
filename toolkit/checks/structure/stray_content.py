"""Content outside the cells to fill.

查什么：填写格以外的内容，如表旁的备注；为警告。内容有几种读法、无法断定属于哪一栏时为错误，相关栏目留空。

为什么：写在格外的话汇总不进去；模棱两可的内容宁可留空退回，也不猜。

例子：“预算金额”右边同时写了 36300 和 36500 两个数，都不在填写格里。

怎么改：某一栏的内容填进那一栏的填写格，格外的一律删去；签名写在打印出来的表下方。

What it finds: content outside the cells to fill, such as a note beside the form: a warning. Where it can be
read in several ways the fields stay empty and it is an error.

Why it matters: what stands outside is not merged; what is ambiguous is returned, never guessed.

Example: 36300 and 36500 both stand beside 预算金额, neither in the cell to fill.

How to mend it: enter what belongs in a cell to fill there and delete what stands outside; sign below the
printed form.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import RecordContext, SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Seen
from toolkit.model.finding import Bilingual, Finding, Severity

#: A signature has no cell to fill: moved into one, it would be taken for what belongs there.
_ADVICE = {
    "footer": Bilingual("汇总时不读，可留可删", "it is not read; keep it or delete it"),
    "signature": Bilingual("请删去，签名写在打印出来的表下方", "delete it and sign below the printed form"),
}
_NOTE = Bilingual(
    "请删去；如是表上某一栏的内容，先填进那一栏的填写格",
    "delete it; where it belongs in a cell to fill, enter it there first",
)


@rule(
    "S09",
    Severity.WARNING,
    Scope.SEEN,
    message=("填写位置有误：{cell}{doubt}", "Filled in at the wrong place: {cell}{doubt}"),
    fix=(
        "{cell} 的“{found}”：{advice}。",
        "{cell} has “{found}”: {advice}.",
    ),
    since="0.1",
    silences=("H01", "H02", "H06", "H07", "G01", "V01", "V02", "S07"),
)
def check(context: SeenContext) -> Iterator[Finding]:
    """What stands outside, and what could not be placed."""
    for seen, where in context.seen(Seen.STRAY_CONTENT):
        by = str(seen.facts.get("by", ""))
        severity = Severity.INFO if by == "footer" else None
        yield context.finding(where, severity, advice=_ADVICE.get(by, _NOTE), **seen.facts)
    for seen, where in context.seen(Seen.AMBIGUOUS):
        cell, found = seen.facts.get("expected", ""), str(seen.facts.get("found", ""))
        about = context.field_at(str(cell)) if isinstance(context, RecordContext) else ""
        doubt = Bilingual(f"（“{found}”有几种读法，已留空）", f" (“{found}” can be read in several ways; left empty)")
        place = f" {cell}" if cell else ""
        advice = Bilingual(
            f"请只把正确的一个填入应填的单元格{place}，其余删去",
            f"enter the right one in the cell to fill{place} and delete the rest",
        )
        yield context.finding(where, Severity.ERROR, about=about, doubt=doubt, advice=advice, **seen.facts)
