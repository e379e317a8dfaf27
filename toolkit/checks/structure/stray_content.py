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
from toolkit.model.evidence import Observation, Observed
from toolkit.model.finding import Bilingual, Finding, Severity

#: A signature has no cell to fill: moved into one, it would be taken for what belongs there.
_ADVICE = {
    "footer": Bilingual("汇总时不读，可留可删", "it is not read; keep it or delete it"),
    "signature": Bilingual("请删去，签名写在打印出来的表下方", "delete it and sign below the printed form"),
    "format": Bilingual(
        "看到的数和存下的数不同，请先把单元格格式改回“常规”，再填正确的数字，只填数字",
        "the number shown is not the number stored; set the cell's format to General and type the right one in digits",
    ),
    "level": Bilingual(
        "请在这一行所属类别的首行恢复二级指标名称",
        "restore the name of its category (二级指标) in the first row of that category",
    ),
}
_NOTE = Bilingual(
    "请删去；如是表上某一栏的内容，先填进那一栏的填写格",
    "delete it; if it belongs in a cell to fill, enter it there first",
)

_UNREAD = Bilingual("（栏目名称不在或被改，未读入）", " (its label is missing or was changed; not read)")
_LEVEL = Bilingual(
    "（上方的类别名称不在，类别留空）", " (the label of its category is missing; the category is left empty)"
)


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
            yield context.finding(where, Severity.ERROR, doubt=_UNREAD, advice=_restore(seen), **seen.facts)
            continue
        severity = Severity.INFO if by == "footer" else None
        yield context.finding(where, severity, advice=_ADVICE.get(by, _NOTE), **seen.facts)
    for seen, where in context.seen(Observed.AMBIGUOUS):
        cell, found = seen.facts.get("expected", ""), str(seen.facts.get("found", ""))
        about = context.field_at(str(cell)) if isinstance(context, RecordContext) else ""
        doubt = Bilingual(f"（“{found}”有几种读法，已留空）", f" (“{found}” can be read in several ways; left empty)")
        advice = _ADVICE.get(str(seen.facts.get("by", "")), _choose(str(cell)))
        if seen.facts.get("by") == "level":
            doubt = _LEVEL
        if seen.facts.get("by") == "kind":
            doubt, advice = _of_no_kind(seen)
        yield context.finding(where, Severity.ERROR, about=about, doubt=doubt, advice=advice, **seen.facts)


def _choose(cell: str) -> Bilingual:
    """Returns advice for content that can be read in several ways."""
    place = f" {cell}" if cell else ""
    return Bilingual(
        f"请只把正确的一个填入应填的单元格{place}，其余删去",
        f"enter the right one in the cell to fill{place} and delete the rest",
    )


def _of_no_kind(seen: Observation) -> tuple[Bilingual, Bilingual]:
    """Returns doubt and advice for a cell that holds nothing of its column's kind."""
    name, found = str(seen.facts.get("field", "")), str(seen.facts.get("found", ""))
    doubt = Bilingual(f"（“{found}”不能作为“{name}”，已留空）", f" (“{found}” is no {name}; left empty)")
    return doubt, Bilingual(f"请按“{name}”的填法重新填写", f"fill in the {name} again in its proper form")


def _restore(seen: Observation) -> Bilingual:
    """Returns advice for a cell whose label is missing."""
    name = str(seen.facts.get("field", ""))
    return Bilingual(
        f"请先按下发的表恢复“{name}”的栏目名称，再核对这一格的内容",
        f"restore the label of {name} as the form was issued, then check this cell",
    )
