"""Unprintable characters.

查什么：内容里有控制字符等打印不出来的字符，已清除。

为什么：从网页或聊天软件粘贴常带这些字符，会让汇总表打不开；清除后文字可能连在一起。

例子：从网页粘贴来的目标里带着 U+000B。

怎么改：核对清除后的文字，必要时重新填写。

What it finds: control or otherwise unprintable characters; they were removed.

Why it matters: they come with pasting and can make a workbook unreadable; without them words may run
together.

Example: a goal that was pasted from a web page contains U+000B.

How to fix it: check the text and type it again if needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S27",
    Severity.WARNING,
    Scope.SEEN,
    message=("含不可见控制字符，已清除", "Unprintable characters were removed"),
    fix=("请核对 {cell} 的文字，必要时重新填写。", "Check the text in {cell} and type it again if needed."),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.CONTROL_CHARACTERS)
