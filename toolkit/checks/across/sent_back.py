"""A return that the officer sent back, with the reason.

查什么：在一轮填报中（jixiao round），审核人看过以后退回的项目，写明由谁、哪一天、为什么。只用 check 核对文件时不查；
settings 中关掉或调低它，也不影响退回。

为什么：程序查不出的问题，人看得出；单位要在意见里看到为什么退回，才知道怎么改。

例子：表填得完整，但目标与批复的工作内容不符，审核人退回：“请按批复的工作内容重写目标”。

怎么改：按退回的原因修改，重新报送。

What it finds: in a round (`jixiao round`), a project that the officer sent back after reading it: who, when and why.
Plain `check` cannot see this; settings that turn it off or lower it do not touch the officer's decision.

Why it matters: people see what a program cannot; the unit must read the reason in its letter to know what to correct.

Example: the form is complete, but its goal is not about the work that was approved.

How to fix it: correct what the reason names, and send it again.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "A20",
    Severity.ERROR,
    Scope.BATCH,
    message=("审核人退回：{reason}（{name}，{day}）", "Sent back by the officer: {reason} ({name}, {day})"),
    fix=("请按退回的原因修改，重新报送。", "Correct what the reason names, and send it again."),
    since="0.2",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each return that an officer sent back."""
    for where, facts in context.notes.sent_back:
        yield context.finding(where, **facts)
