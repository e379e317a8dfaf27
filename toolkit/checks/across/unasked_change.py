"""A change between two returns that nobody had asked for.

查什么：在一轮填报中（jixiao round），同一项目重报时，哪些内容与上次收到的不同，而上次的审核意见没有要求修改。上次由
审核人退回的，目标和指标的改动算按要求修改；金额和项目基本信息只有退回说明提到才算。只用 check 核对文件时不查。

为什么：请单位改一处，它顺手改了别处，没有人会再看那一处；钱和指标值常常这样变掉。

例子：意见只要求补写年度目标，重报的表里“活动次数”从“≥4次”变成了“≥9次”。

怎么改：单位说明为什么改，审核人核实后放行；不该改的改回上次报送的内容，再报一次。

What it finds: in a round (`jixiao round`), what differs from the return before although no finding on it had asked for
that. Where an officer sent the project back, changes of goals and indicators are taken as asked for; changes of money
and of the project's facts only where the reason is about money. Plain `check` cannot see this.

Why it matters: a unit that is asked to correct one place and edits another changes something that nobody looks at
again; this is how amounts and values move.

Example: the letter asks for the annual goal only, and the new return also has “≥9次” in place of “≥4次”.

How to fix it: the unit explains the change and the officer waives it; what must not change is put back and sent again.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "A19",
    Severity.WARNING,
    Scope.BATCH,
    message=(
        "没有要求修改，却与上次报送的不同：{field}，“{before}”改成了“{after}”",
        "Changed since the return before without being asked: {field}, “{before}” is now “{after}”",
    ),
    fix=(
        "请说明为什么改；不该改的，改回上次报送的内容，再报一次。",
        "Explain the change; what must not change, put back as it was and send it again.",
    ),
    since="0.2",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each change that a round found."""
    if context.applies:
        for where, facts in context.notes.unasked:
            yield context.finding(where, **facts)
