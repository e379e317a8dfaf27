"""A count that is exact in one place and approximate in the other.

查什么：目标与指标数量相同，但一个写“约”、一个不写。

为什么：约数和确数考核时不一样，两处应一致，最好都用确数。

例子：“综治中心绩效奖励”目标写约23人，指标“绩效奖励人数”为 ≥23人。

怎么改：两处都写确数，如 23人 或 ≥23人。

What it finds: goal and indicator have the same number, but only one of them says 约 (about).

Why it matters: an exact and an approximate number are assessed differently; both places should agree, best on an
exact one.

Example: the goal of 综治中心绩效奖励 says 约23人, its indicator 绩效奖励人数 is ≥23人.

How to fix it: write an exact number in both places, such as 23人 or ≥23人.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.counts import Match, differing_counts, matches
from toolkit.checks.readings import Goal
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "G05",
    Severity.INFO,
    Scope.PROJECT,
    message=("目标“{found}”，指标“{name} {value}”", "Goal says {found}, indicator says {name} {value}"),
    fix=(
        "请把 {cell} 的目标与 {place} 的指标“{name}”写成一致，都用确数。",
        "Make the goal in {cell} and the indicator “{name}” in {place} agree; use exact numbers in both.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each indicator whose number only one side calls approximate."""
    yield from differing_counts(context, _differences(context))


def _differences(context: ProjectContext) -> Iterator[tuple[Goal, Match]]:
    for goal, found in matches(context):
        for match in found:
            if match.equal and match.count.quantity.approximate != match.quantity.approximate:
                yield goal, match
