"""A damaged file.

查什么：打不开或只剩一部分的文件：空文件、没有传完的压缩包、损坏的部件。

为什么：残缺的文件可能还能读出几格，但读不出来的部分没人知道；宁可整份退回。

例子：微信里没有下载完的“综合经费.xlsx”只有前半截。

怎么改：在自己电脑上重新打开、保存，再发送一次。

What it finds: files that cannot be opened or are cut short: empty, truncated in transfer, with a corrupt
part.

Why it matters: a damaged file may still give some cells, but nobody knows what is missing; it is safer
to return the whole file.

Example: 综合经费.xlsx was not fully downloaded from a chat and ends in the middle.

How to fix it: open it on the computer where it was made, save it and send it again.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Bilingual, Finding, Severity, Where


@rule(
    "F03",
    Severity.ERROR,
    Scope.SEEN,
    message=(
        "文件已损坏{at}，请重新保存后重报（{reason}）",
        "The file is damaged{at}; save it again and return it ({reason})",
    ),
    fix=(
        "请在原电脑上打开并重新保存，确认能正常打开后再报送。",
        "Open the file on the computer where it was made, save it again, check that it opens, and return it.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    for seen, where in context.seen(Observed.DAMAGED):
        facts = {"found": seen.facts.get("reason", ""), **seen.facts}
        yield context.finding(where, at=at(where), **facts)


def at(where: Where) -> Bilingual:
    """Returns the damaged place in a file; empty for the whole file."""
    place = "!".join(part for part in (where.sheet, where.cell) if part)
    return Bilingual(f"：{place}", f" at {place}") if place else Bilingual("", "")
