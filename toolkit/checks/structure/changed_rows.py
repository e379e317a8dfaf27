"""Rows inserted, deleted or moved.

查什么：与下发的表相比，行被插入、删除或移动，已重新对齐，为警告。需要的行没有了，或表旁自查公式显示单元格被剪切、
移动过，为错误。

为什么：增删行后，内容与栏目的对应可能变了；需要的行没有了，内容就丢了；剪切粘贴会让值悄悄换了位置。

例子：“数量指标”六行不够，社区取消保护后在中间插了两行。

怎么改：用行数够的表（如 --type 其他事业发展性支出）重填，或核对对齐后的结果。

What it finds: rows were inserted, deleted or moved and the form was re-aligned: a warning. A needed row is
gone, or the self-check formulas show that cells were cut and moved: an error.

Why it matters: content may belong to another label now; with a needed row its content is lost; cut and paste
moves values unseen.

Example: six rows for 数量指标 were too few, so two were inserted.

How to mend it: fill a form with rows enough, or check what was read after re-alignment.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.intake.observation import Seen
from toolkit.model.finding import Finding, Severity


@rule(
    "S15",
    Severity.WARNING,
    Scope.SEEN,
    message=("行被增删，已重新对齐：{rows}", "Rows were inserted or deleted; re-aligned: {rows}"),
    fix=(
        "请核对 {rows} 行附近的内容是否与栏目对应；有缺失时用下发的表重新填写。",
        (
            "Check that the content near rows {rows} belongs to its labels; where something is missing fill in "
            "the issued form."
        ),
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Rows that changed, and cells that the self-check shows to have moved."""
    yield from context.report(Seen.ROWS_CHANGED, Severity.ERROR, when=("needed", "yes"), found="rows")
    for seen, where in context.seen(Seen.CELLS_SHIFTED):
        yield context.finding(where, Severity.ERROR, **{"rows": where.cell or "", **seen.facts})
