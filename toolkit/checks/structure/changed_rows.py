"""Rows inserted, deleted or moved.

查什么：与下发的表相比，行被插入、删除或移动，已重新对齐，为警告。需要的行没有了，或表旁自查公式显示单元格被剪切、
移动过，为错误。

为什么：增删行后，内容与栏目的对应可能变了；需要的行没有了，内容就丢了；剪切粘贴会让值悄悄换了位置。

例子：“数量指标”六行不够，社区取消保护后在中间插了两行。

怎么改：用行数够的表（如 --type 其他事业发展性支出）重填，或核对对齐后的结果。

What it finds: rows were inserted, deleted or moved and the form was re-aligned: a warning. A needed row is
missing, or the self-check formulas show that cells were cut and moved: an error.

Why it matters: content may belong to another label now; without a needed row its content is lost; cut and
paste moves values unseen.

Example: six rows for 数量指标 were too few, so two were inserted.

How to fix it: fill in a form with enough rows, or check what was read after re-alignment.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Bilingual, Fact, Finding, Severity

_ALIGNED = Bilingual("，已重新对齐", "; re-aligned")
_EMPTY = Bilingual("，对应不上的已留空", "; what could not be matched was left empty")
#: How many cells a sentence names.
_FEW = 6


@rule(
    "S15",
    Severity.WARNING,
    Scope.SEEN,
    message=("行或单元格有增删、移动{what}：{rows}", "Rows or cells were inserted, deleted or moved{what}: {rows}"),
    fix=(
        "请核对增删、移动处（{rows}）的内容是否与栏目对应；有缺失时用下发的表重新填写。",
        (
            "Check that the content where rows or cells changed ({rows}) belongs to its labels; if something is "
            "missing, fill in the issued form again."
        ),
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields changed rows, and cells that the self-check shows to have moved."""
    for seen, where in context.seen(Observed.ROWS_CHANGED):
        severity = Severity.ERROR if seen.facts.get("needed") == "yes" else None
        yield context.finding(where, severity, what=_ALIGNED, **seen.facts)
    for seen, where in context.seen(Observed.CELLS_SHIFTED):
        yield context.finding(where, Severity.ERROR, **{"what": _EMPTY, "rows": _first(where.cell or ""), **seen.facts})


def _first(cells: str) -> Fact:
    """Returns the first of many cells."""
    named = cells.split(",")
    few = ",".join(named[:_FEW])
    return few if len(named) <= _FEW else Bilingual(f"{few} 等", f"{few} and others")
