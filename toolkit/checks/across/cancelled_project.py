"""An issued project that is no longer on the roster.

查什么：下发过的项目已从名册上删去，视为取消。

为什么：取消的项目不再欠报，也不应再计入汇总。

例子：“基层防线办经费（常）”三月取消，从名册上删去了，单位仍把表交了回来。

怎么改：无需单位处理；误删的，在名册上补回。

What it finds: a project that was issued is no longer on the roster: it counts as cancelled.

Why it matters: nobody has to return a cancelled project, and it does not belong in the summary.

Example: a project was cancelled in March and taken off the roster; its unit returned the form all the same.

How to fix it: the unit has nothing to do; if the row was deleted by mistake, put it back.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.roster_comparison import DifferenceKind, kept_off
from toolkit.model.finding import Finding, Severity


@rule(
    "A17",
    Severity.ERROR,
    Scope.BATCH,
    message=(
        "名册外，视为已取消：{name}，不纳入汇总",
        "Not on the roster any more, so cancelled: {name}; left out of the summary",
    ),
    fix=(
        "单位无需处理；误删的请在名册上补回{alike}。",
        "The unit has nothing to do; if it was deleted by mistake, put it back on the roster{alike}.",
    ),
    since="0.2",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each issued project that the roster no longer names."""
    yield from kept_off(context, DifferenceKind.CANCELLED)
