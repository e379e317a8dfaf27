"""A long text in a row that is too low for it.

查什么：下发的表里，长文字（如年度目标）超出所在行的高度，打印时首尾会被截掉。

为什么：合并单元格不会自动调整行高，盖章的纸质表与电子表不一致。

例子：年度目标写了 600 字，行高仍是下发时的 120 磅，纸上只看得到中间几行。

怎么改：把该行拉高（表格保护下也能调行高，最高 409 磅）；仍放不下时精简文字。

What it finds: a long text of an issued form (an annual goal, say) that is longer than its row is tall.

Why it matters: merged cells do not grow by themselves; the sealed paper then lacks lines that the file has.

Example: an annual goal of 600 characters in a row that is still 120 points tall, as it was issued.

How to fix it: make the row taller (allowed in a protected sheet, up to 409 points); shorten a text that still does
not fit.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S33",
    Severity.WARNING,
    Scope.SEEN,
    message=(
        "{cell} 的{field}有 {characters} 字，行高不够，打印时会被截掉",
        "{cell}: {field} has {characters} characters; its row is too low, so printing cuts it off",
    ),
    fix=(
        "请把 {cell} 所在行拉高到 {points} 磅左右（最高 409 磅）；打印预览中仍看不全时，请精简文字。",
        "Make the row of {cell} about {points} points tall (at most 409); if the preview still cuts it, shorten it.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.CUT_ON_PAPER, found="characters")
