"""A type, level or code that differs from the roster.

查什么：项目类型、项目等级或项目编码与名册不一致。

为什么：分类按名册批准，写错会归错类。

例子：名册为“其他运转类（综合类）”，表里选了“其他特定目标类（部门职能类）”。

怎么改：以名册为准改正；名册有误的，先改名册。

What it finds: a project type, level or code that differs from the roster's.

Why it matters: projects are classified as approved; a wrong class puts the money in the wrong place.

Example: the roster says 其他运转类（综合类） and the form has another type.

How to fix it: correct it as on the roster; if the roster is wrong, correct the roster first.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.roster_comparison import DifferenceKind
from toolkit.model.finding import Finding, Severity


@rule(
    "A15",
    Severity.ERROR,
    Scope.BATCH,
    message=(
        "{label}与名册不符：表中“{found}”，名册“{expected}”",
        "{label} differs from the roster: “{found}” in the form, “{expected}” on the roster",
    ),
    fix=(
        "请把 {cell} 的{label}改为“{expected}”；名册有误的，先更正名册再检查。",
        "Change {label} in {cell} to “{expected}”; if the roster is wrong, correct the roster and check again.",
    ),
    since="0.2",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each type, level or code that differs from the roster's."""
    for project, difference in context.differing(DifferenceKind.CLASSIFICATION):
        facts = {"found": difference.found, "expected": difference.expected}
        label = project.label(difference.key)
        yield project.finding(project.where(difference.key), about=difference.key, label=label, **facts)
