"""An issued sheet is missing.

查什么：下发时同一工作簿里的某张表没有交回来。

为什么：一张表一个项目，少一张就少汇总一个项目的钱。

例子：骏达社区的工作簿发了 11 张表，交回时“拥军优属经费”不见了。

怎么改：把该表补回来；项目确已取消的，由主管部门从名册中删去，并放行本条。

What it finds: a sheet that was issued in this workbook did not come back.

Why it matters: one sheet is one project; its money would be missing in the summary.

Example: eleven sheets were issued and 拥军优属经费 did not return.

How to fix it: return the sheet; if the project is cancelled, take it off the roster and waive this finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S18",
    Severity.ERROR,
    Scope.SEEN,
    message=("缺少工作表：{sheet}", "Sheet missing: {sheet}"),
    fix=(
        "请补交工作表“{sheet}”；项目已取消的，由主管部门从名册中删去，并放行本条。",
        "Return the sheet “{sheet}”; if the project is cancelled, take it off the roster and waive this finding.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    for observation, where in context.seen(Observed.SHEET_MISSING):
        project = str(observation.facts.get("project_name", "")) or None
        yield context.finding(replace(where, project=project), **observation.facts)
