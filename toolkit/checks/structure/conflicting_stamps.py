"""Stamps that disagree.

查什么：几处下发标识彼此不一致，或缺了一处：工作表被复制到别的工作簿，两张表拼在一起，隐藏工作表被删。
只缺文档属性、关键词或定义的名称，其余一致的，只作提示。

为什么：标识说的是“发给谁、哪个项目”；对不上时，可能填在了别人的表上。

例子：骏达社区把“治安经费”那张表复制进“文体活动经费”的工作簿一起交来。

怎么改：核对单位和项目名称；有疑问就用发给本单位的原表重填。

What it finds: the stamps of a form contradict each other, or one is missing: the sheet was copied into another
workbook, two forms were put together, the hidden sheet was deleted. Where only the document property, the keywords
or the defined name are missing and the others agree, it is an info.

Why it matters: the stamp says for whom and for which project the form was issued; where stamps disagree, the
form may be another's.

Example: the sheet of 治安经费 was copied into the workbook of 文体活动经费.

How to fix it: compare unit and project; if in doubt, fill in the form that was issued to you.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S02",
    Severity.WARNING,
    Scope.SEEN,
    message=("下发标识不一致：{a}/{b}", "The stamps disagree: {a}/{b}"),
    fix=(
        "请核对单位和项目名称是否属于本表；有疑问时用发给本单位的原表重填。",
        "Check that unit and project belong to this form; if in doubt, fill in the form that was issued to you.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation; a missing copy alone is an info."""
    for seen, where in context.seen(Observed.STAMPS_DISAGREE):
        slight = seen.facts.get("slight") == "yes"
        yield context.finding(where, Severity.INFO if slight else None, **seen.facts)
