"""Two projects of a unit have the same indicators.

查什么：同一单位的两个项目，指标和年度值全部相同（次序不同也算）；后一个项目记此项。同一项目重复报送的另见 H08。

为什么：不同项目用同一套指标，考核不出各自做了什么，多半是整段复制。

例子：元岗街道“社区办公经费”等五个项目的六项指标与“街道党组织工作经费”完全相同。

怎么改：按本项目的内容重设指标。

What it finds: two projects of one unit have the same indicators with the same annual values, in whatever order; the
later one carries the finding. The same project handed in twice is H08.

Why it matters: one set of indicators cannot measure two projects; mostly the rows were copied.

Example: 社区办公经费 and four other projects have the six indicators of 街道党组织工作经费.

How to fix it: write indicators for what this project does.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.readings import full_record, said_of_indicators
from toolkit.checks.registry import Scope, rule
from toolkit.checks.same_projects import Named, named_by, unit_of
from toolkit.model.finding import Finding, Severity


@rule(
    "I11",
    Severity.WARNING,
    Scope.BATCH,
    message=("指标与“{other}”完全相同", "Indicators identical with {other}"),
    fix=(
        "请按本项目的内容重设指标，不要与“{other}”相同。",
        "Write this project's own indicators instead of those of “{other}”.",
    ),
    since="0.1",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each later project with the indicators of another of its unit."""
    first_of: dict[tuple[str, int | None, bytes], Named] = {}
    for project in context.projects("indicators"):
        full = full_record(project)
        if full.project.indicators:
            unit, named = unit_of(project) or project.read.source.file, named_by(project)
            first = first_of.setdefault((unit, project.project.budget_year, said_of_indicators(full)), named)
            if first.identity != named.identity:
                yield full.finding(full.where("indicators"), about="indicators", other=first.name)
