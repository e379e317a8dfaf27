"""Two projects of a unit have the same goal.

查什么：同一单位的两个项目，目标文字完全相同；后一个项目记此项。同一项目重复报送的另见 H08。

为什么：不同的项目花不同的钱，目标照抄，就看不出各自要做什么。

例子：“天河区社区居家养老‘大配餐’经费”与“居家养老购买服务及运营经费”目标相同。

怎么改：按本项目的内容重写目标。

What it finds: two projects of one unit have the same goal word for word; the later one carries the finding. The
same project handed in twice is H08.

Why it matters: different projects spend different money; with a copied goal nobody can tell what each is for.

Example: 天河区社区居家养老“大配餐”经费 has the goal of 居家养老购买服务及运营经费.

How to fix it: write the goal of this project.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.readings import fingerprint, full_record, goals
from toolkit.checks.registry import Scope, rule
from toolkit.checks.same_projects import Named, named_by, unit_of
from toolkit.model.finding import Finding, Severity


@rule(
    "G06",
    Severity.WARNING,
    Scope.BATCH,
    message=("与“{other}”目标相同", "Same goal as {other}"),
    fix=(
        "请按本项目的内容重写 {cell} 的目标，不要与“{other}”相同。",
        "Write this project's own goal in {cell} instead of that of “{other}”.",
    ),
    since="0.1",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each later goal that another project of the unit already has."""
    first_of: dict[tuple[str, int | None, bytes], Named] = {}
    for project in context.projects("goals"):
        full = full_record(project)
        unit, named = unit_of(project) or project.read.source.file, named_by(project)
        for goal in goals(full):
            first = first_of.setdefault((unit, project.project.budget_year, fingerprint(goal.text)), named)
            if first.identity != named.identity:
                yield full.finding(goal.where, about=goal.key, other=first.name, found=goal.text)
