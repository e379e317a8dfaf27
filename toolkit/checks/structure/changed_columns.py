"""Columns inserted, deleted or moved.

查什么：与下发的表相比，列被插入、删除或移动，已重新对齐。

为什么：列一动，名称和指标值就可能错开。

例子：“法院、检察院定额经费镇街承担部分”的表多出第七列，后面的内容都右移了一列。

怎么改：核对三级指标与两列指标值是否对应；最好用下发的表重填。

What it finds: columns were inserted, deleted or moved; the form was re-aligned.

Why it matters: names and values may no longer be side by side.

Example: one form has a seventh column, and everything after it is one column to the right.

How to fix it: check that names and values belong together; if possible, fill in the issued form.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S16",
    Severity.WARNING,
    Scope.SEEN,
    message=("列被增删，已重新对齐：{columns}", "Columns were inserted or deleted; re-aligned: {columns}"),
    fix=(
        "请核对增删处（{columns}）的名称与指标值是否对应。",
        "Check that names and values belong together where columns changed ({columns}).",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.COLUMNS_CHANGED, found="columns")
