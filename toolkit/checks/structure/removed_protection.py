"""Sheet protection was taken off.

查什么：下发时的工作表保护被人取消，为警告；只是软件另存时自己丢掉的，为提示。

为什么：保护只是护栏，真正的核对是逐格比较；但取消过保护的表，改动处更要看仔细。

例子：社区为了多填几行，取消了保护。

怎么改：行数不够请向镇里要行数更多的表，不要取消保护。

What it finds: the protection of the sheet was taken off by a person: a warning; what programs drop by
themselves on saving is an info.

Why it matters: protection is a guard rail and every cell is compared anyway; yet such a form wants a closer
look.

Example: a community took it off to have more rows.

How to mend it: ask for a form with more rows instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.intake.observation import Seen
from toolkit.model.finding import Finding, Severity


@rule(
    "S19",
    Severity.WARNING,
    Scope.SEEN,
    message=("工作表保护已被取消", "The protection of the sheet was taken off"),
    fix=(
        "请核对改动之处；行数不够时请索取行数更多的表，不要自行取消保护。",
        "Look at what was changed; ask for a form with more rows instead of taking the protection off.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """One finding for each observation."""
    yield from context.report(Seen.PROTECTION_OFF, Severity.INFO, when=("by", "program"))
