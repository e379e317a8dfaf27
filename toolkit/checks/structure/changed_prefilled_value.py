"""A pre-filled value was changed.

查什么：下发时填好并锁定的内容（预算限额、单位、项目名称等）与交回的不同。

为什么：限额是镇里定的，改了就超预算；名称改了就对不上部门预算。

例子：“治安经费（常）”下发 36300 元，交回写成 63300 元。

怎么改：恢复为下发时的内容；确需调整的，由下发单位更正后重新下发。

What it finds: a value that was filled in and locked when the form was issued (ceiling, unit, project name) is
different now.

Why it matters: the ceiling is the town's decision; a changed name no longer agrees with the department's
budget.

Example: 治安经费（常） was issued with 36300 元 and came back with 63300.

How to fix it: restore the issued value; if it must change, ask for a new form.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import RecordContext, SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S30",
    Severity.ERROR,
    Scope.SEEN,
    message=(
        "预填内容被改动：{name} {expected}→{found}",
        "A pre-filled value was changed: {name} {expected} → {found}",
    ),
    fix=(
        "请把 {cell} 恢复为“{expected}”；确需调整的，由下发单位更正后重新下发。",
        "Restore “{expected}” in {cell}; if it must change, ask the issuing office for a corrected form.",
    ),
    since="0.1",
    silences=("S04",),
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    for seen, where in context.seen(Observed.PREFILLED_CHANGED):
        key = str(seen.facts.get("field", ""))
        name = context.label(key) if isinstance(context, RecordContext) else key
        yield context.finding(where, **{"about": key, "name": name, **seen.facts})
