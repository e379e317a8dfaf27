"""Content outside the cells to fill.

查什么：填写格以外的内容，如表旁的备注；为警告。内容有几种读法、栏目名称不在因而无法断定属于哪一栏时为错误，相关栏目留空。

为什么：写在格外的话汇总不进去；模棱两可的内容宁可留空退回，也不猜。

例子：“预算金额”右边同时写了 36300 和 36500 两个数，都不在填写格里；金额存的是 36300，单元格格式使它显示为 36。

怎么改：某一栏的内容填进那一栏的填写格，格外的一律删去；签名写在打印出来的表下方。

What it finds: content outside the cells to fill, such as a note beside the form: a warning. Where it can be
read in several ways, or its label is missing, the fields stay empty and it is an error.

Why it matters: content outside is not merged; ambiguous content is returned, never guessed.

Example: 36300 and 36500 are both beside 预算金额, neither in the cell to fill; an amount of 36300 is shown as 36
by its cell's format.

How to fix it: enter content in the cell to fill that it belongs to and delete the rest; sign below the
printed form.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import RecordContext, SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.stray_words import (
    ADVICE,
    LEVEL_DOUBT,
    NOTE,
    UNREAD,
    choose_one,
    of_no_kind,
    of_two_units,
    restore_label,
)
from toolkit.model.evidence import Observed
from toolkit.model.finding import Bilingual, Finding, Severity


@rule(
    "S09",
    Severity.WARNING,
    Scope.SEEN,
    message=("填写位置有误：{cell}{doubt}", "Content in the wrong place: {cell}{doubt}"),
    fix=(
        "{cell} 的“{found}”：{advice}。",
        "{cell} has “{found}”: {advice}.",
    ),
    since="0.1",
    silences=("H01", "H02", "H06", "H07", "G01", "V01", "V02", "S07"),
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields content outside the form's cells, and content without a clear place."""
    for seen, where in context.seen(Observed.STRAY_CONTENT):
        by = str(seen.facts.get("by", ""))
        if by == "unlabelled":
            yield context.finding(where, Severity.ERROR, doubt=UNREAD, advice=restore_label(seen), **seen.facts)
            continue
        severity = Severity.INFO if by == "footer" else None
        yield context.finding(where, severity, advice=ADVICE.get(by, NOTE), **seen.facts)
    for seen, where in context.seen(Observed.AMBIGUOUS):
        cell, found, by = (str(seen.facts.get(fact, "")) for fact in ("expected", "found", "by"))
        about = context.field_at(cell) if isinstance(context, RecordContext) else ""
        doubt = Bilingual(f"（“{found}”有几种读法，已留空）", f" (“{found}” can be read in several ways; left empty)")
        advice = ADVICE.get(by, choose_one(cell))
        if by in ("level", "kind"):
            doubt, advice = (LEVEL_DOUBT, advice) if by == "level" else of_no_kind(seen)
        if seen.facts.get("by") == "unit":
            doubt, advice = of_two_units(seen)
        yield context.finding(where, Severity.ERROR, about=about, doubt=doubt, advice=advice, **seen.facts)
