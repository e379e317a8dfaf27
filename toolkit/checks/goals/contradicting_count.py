"""A count in the goal contradicts the indicator.

查什么：目标里的数量与同一事物的数量指标不一致。只比对单位相同、名称对得上的；拿不准的不提示。
6万人与 60000人相同，人、名、位相同，“12次以上”与“≥12次”相同。

为什么：目标和指标说的是同一件事，数字不同就不知道考核哪一个。

例子：“计生经费（常）”目标写约22人，指标“镇财政承担补助奖励人数”为 ≧15人。

怎么改：核对实际数量，把目标和指标改成一致。

What it finds: a number in the goal differs from the quantity indicator of the same thing. Only the same unit
and a matching name are compared; what is not sure is left alone. 6万人 is 60000人, and 人, 名 and 位 are one unit.

Why it matters: goal and indicator are about one thing; with two numbers nobody knows which one counts.

Example: the goal of 计生经费（常） says 约22人, its indicator 镇财政承担补助奖励人数 is ≧15人.

How to fix it: find out the right number and write it in both places.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.counts import Match, differing_counts, matches
from toolkit.checks.readings import Goal
from toolkit.checks.registry import Scope, rule
from toolkit.indicators.value import Operator
from toolkit.model.finding import Finding, Severity


@rule(
    "G04",
    Severity.WARNING,
    Scope.PROJECT,
    message=("目标中“{found}”与指标“{name} {value}”不一致", "Goal says {found}, indicator says {name} {value}"),
    fix=(
        "请核对 {cell} 的目标与 {place} 的指标“{name}”，改成同一个数量。",
        "Compare the goal in {cell} with the indicator “{name}” in {place} and write the same number in both.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each indicator that contradicts its goal's one sure count."""
    yield from differing_counts(context, _contradictions(context))


def _contradictions(context: ProjectContext) -> Iterator[tuple[Goal, Match]]:
    for goal, found in matches(context):
        for number in dict.fromkeys(match.reading.number for match in found):
            own = [match for match in found if match.reading.number == number]
            sure = [match for match in own if match.sure]
            if len(sure) == 1 and not any(map(_agrees, own)) and not _another_is_meant(sure[0], found):
                yield goal, sure[0]


def _agrees(match: Match) -> bool:
    """Whether both can be true.

    The numbers are the same, or the indicator exceeds the goal's lower bound.
    """
    floor = match.count.quantity.op in (Operator.GE, Operator.GT)
    return match.equal or (floor and match.quantity.number > match.count.quantity.number)


def _another_is_meant(match: Match, found: list[Match]) -> bool:
    """Whether the count belongs to another indicator.

    That one has its number and more of its words.
    """
    return any(other.count == match.count and other.equal and other.common > match.common for other in found)
