"""Comments, pictures or embedded objects.

查什么：表里有批注、图片、图形或嵌入对象；不读取。

为什么：写在批注里、拍成图片的内容汇总不进去。

例子：把盖章页拍照贴在表下面。

怎么改：图片里若有该填的内容，请填到格子里；其余无需处理。

What it finds: comments, pictures, shapes or embedded objects; they are not read.

Why it matters: what is written in a comment or photographed is not merged.

Example: a photograph of the sealed page was pasted below the form.

How to fix it: enter in the cells what belongs there; otherwise nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S31",
    Severity.INFO,
    Scope.SEEN,
    message=("含批注、图片或嵌入对象（{kind}）", "Comments, pictures or embedded objects ({kind})"),
    fix=(
        "若其中有该填的内容，请填入表格；其余无需处理。",
        "If any of it belongs in the form, enter it there; otherwise nothing to do.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.EMBEDDED, found="kind")
