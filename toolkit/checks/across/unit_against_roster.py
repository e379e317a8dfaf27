"""A project that the roster has under another unit.

查什么：名册上有这个项目，但不属于表里写的单位。

为什么：钱会记到别的单位名下，真正的单位又像是没有报。

例子：“反诈经费”在名册上属于综合治理办公室，表里用款单位写成党建工作办公室。

怎么改：以名册为准改正用款单位；确是两个单位各有的项目，在名册上补一行。

What it finds: the roster has a project of this name for another unit than the form names.

Why it matters: the money would be counted for the wrong unit, and the right one would seem to be missing.

Example: 反诈经费 belongs to one office on the roster and the form names another one.

How to fix it: correct the unit as on the roster; if both units have such a project, add a row to the roster.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.roster_comparison import DifferenceKind
from toolkit.model.finding import Bilingual, Fact, Finding, Severity

_ONE_OF_THEM = Bilingual("中本项目所属的一个", ", whichever this project belongs to")


@rule(
    "A14",
    Severity.ERROR,
    Scope.BATCH,
    message=(
        "单位与名册不符：表中“{found}”，名册上该项目属于“{expected}”",
        "The unit differs from the roster: “{found}” in the form, but the roster has the project under “{expected}”",
    ),
    fix=(
        "请把 {cell} 的用款单位改为“{expected}”{which}；本单位确有此项目的，请先在名册上补一行。",
        "Change the unit in {cell} to “{expected}”{which}; "
        "if this unit has the project too, add it to the roster first.",
    ),
    since="0.2",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each project that the roster has under another unit."""
    for project, difference in context.differing(DifferenceKind.UNIT):
        facts: dict[str, Fact] = {"found": difference.found, "expected": difference.expected}
        if difference.several:
            facts["which"] = _ONE_OF_THEM
        yield project.finding(project.where(difference.key), about=difference.key, **facts)
