"""One of an indicator's two values is lost.

查什么：指标有名称，但实施周期值和年度值只剩一个。

为什么：两个值多半相同，但不能因此替人抄过去；缺哪个就请谁补。

例子：“绩效奖励发放合规率”整行右移一列，年度值 100% 掉出了表外。

怎么改：补填所缺的值。

What it finds: an indicator whose period value or annual value is missing.

Why it matters: the two are mostly equal, but one is never copied silently in place of the other.

Example: the row of 绩效奖励发放合规率 was shifted to the right and its annual value fell off the sheet.

How to fix it: fill in the missing value.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import RecordContext, SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observation, Observed
from toolkit.model.finding import Bilingual, Finding, Severity
from toolkit.model.records import Project

_WHICH = {"实施周期指标值": "period value", "年度指标值": "annual value"}
_PARTS = {"实施周期指标值": "period_value", "年度指标值": "annual_value"}


@rule(
    "S07",
    Severity.ERROR,
    Scope.SEEN,
    message=("仅有一个指标值，缺{which}", "The indicator has only one of its values; missing: {which}"),
    fix=("请在 {cell} 所在行补填“{name}”的{which}。", "Fill in the {which} of “{name}” in the row of {cell}."),
    since="0.1",
    silences=("V01",),
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields each indicator that lost a value, with the lost one."""
    for seen, where in context.seen(Observed.VALUE_LOST):
        lost = seen.facts.get("which", "")
        if isinstance(context, RecordContext) and context.may_stay_empty(_PARTS.get(str(lost), "")):
            continue
        which = Bilingual(lost, _WHICH.get(lost, lost)) if isinstance(lost, str) else lost
        yield context.finding(where, **{**seen.facts, "which": which, "about": _about(context, seen)})


def _about(context: SeenContext, seen: Observation) -> str:
    """Returns the indicator's key in its record; empty for a shared name."""
    half = context.once(_half).get(seen.facts.get("name"), ()) if isinstance(context, RecordContext) else ()
    return f"indicators.{half[0]}" if len(half) == 1 else ""


def _half(context: RecordContext) -> dict[object, list[int]]:
    """Returns the indicators with one value only, by their names.

    There may be very many, so this is worked out once.
    """
    found: dict[object, list[int]] = {}
    record = context.read.record
    for number, one in enumerate(record.indicators if isinstance(record, Project) else ()):
        if len(one.values) == 1:
            found.setdefault(one.name, []).append(number)
    return found
