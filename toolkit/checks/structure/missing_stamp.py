"""A form without any stamp.

查什么：没有任何下发标识的表：较早的表，或自己仿做的表，只能按栏目名称识别。

为什么：没有标识就不知道下发时是什么样，锁定内容、预填内容改没改都无从核对。

例子：东坑镇综合治理办公室的表是从 Word 转来的，页面上没有“表样编号”。

怎么改：内容无误就可以收；最好把内容填到本年下发的表里重报。

What it finds: forms that carry no stamp at all: older or home-made ones, recognised by their labels alone.

Why it matters: without a stamp nobody knows what was issued, so changes of locked or pre-filled cells cannot
be seen.

Example: an office's forms were converted from Word and have no printed code.

How to fix it: accept it if the content is right; if possible, fill in this year's issued form.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S01",
    Severity.WARNING,
    Scope.SEEN,
    message=("未发现下发标识，按标签识别", "No stamp was found; recognised by its labels"),
    fix=(
        "请核对各栏内容；有条件时改用本年下发的表填写。",
        "Check the content; if possible, fill in this year's issued form.",
    ),
    since="0.1",
    kind="form",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.NO_STAMP)
