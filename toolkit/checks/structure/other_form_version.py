"""Another version of the form.

查什么：用的不是本年版本的表。较早的已知版本照常读取，为警告，并说明表上没有哪些后来增加的栏目；版本不认识或比已知的还新，为错误。

为什么：版本不同，栏目和行数可能不同；不认识的版本无法保证读对。

例子：2024 年报送时用了上一年的旧表，只改了年度。

怎么改：改用本年下发的表；若表是新版，请更新本工具的模板。

What it finds: the form is not of this year's version. An older known version is read and is a warning, which names what
was added since; an unknown or newer one is an error.

Why it matters: labels and rows may differ; with an unknown version nobody can promise that it was read right.

Example: last year's form was filled for 2024 with only the year changed.

How to fix it: use this year's form; if the form is newer, update the definitions of this tool.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Flag, Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S05",
    Severity.WARNING,
    Scope.SEEN,
    message=("模板版本不符：{version}", "Another version of the form: {version}"),
    fix=(
        "请改用本年下发的表；如确为新版，请更新 templates 中的模板定义。",
        "Use this year's issued form; if this one is newer, update its definition in templates.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    for seen, where in context.seen(Observed.OTHER_VERSION):
        is_older = Flag.OLDER in seen.flags
        facts = {"found": seen.facts.get("version", ""), **seen.facts}
        yield context.finding(where, None if is_older else Severity.ERROR, **facts)
