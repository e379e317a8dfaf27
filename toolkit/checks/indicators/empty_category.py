"""A category of output without an indicator.

查什么：单张的表里数量、质量或时效指标空着。产出指标一项都没有时另见 I01；汇总表不查；经济、生态效益空着是正常的。

为什么：做多少、做得怎样、何时做完，三样都要能考核。

例子：“采购保安服装”只填了数量和质量，时效指标空着。

怎么改：每类至少填写一项，时效指标可写完成时间或及时率。

What it finds: a form leaves quantity, quality or time empty. No output indicator at all is I01; a summary is not
checked, and empty economic or ecological benefits are normal.

Why it matters: how much, how well and by when should all be assessable.

Example: a form has quantity and quality for 采购保安服装, and 时效指标 is empty.

How to fix it: fill in at least one of each; for time, a date or a rate of timeliness will do.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import COST, OUTPUT, remembered
from toolkit.forms.definition import FormDefinition
from toolkit.indicators.framework import Framework
from toolkit.model.finding import Finding, Severity


@rule(
    "I04",
    Severity.WARNING,
    Scope.PROJECT,
    message=("未填写{name}", "{name} is empty"),
    fix=("请至少填写一项{name}。", "Fill in at least one {name}."),
    since="0.1",
    kind="form",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each required category of output that is empty.

    Without any output there is another finding.
    """
    filled = {one.level2 for one in context.project.indicators}
    any_output = any(one.level1 == OUTPUT for one in context.project.indicators)
    for name in _required(context) if any_output else ():
        if name not in filled:
            yield context.finding(context.where_level(name), about=OUTPUT, name=name)


def _required(context: ProjectContext) -> list[str]:
    """Returns the required categories of output; cost has its own rule."""
    if not isinstance(context.definition, FormDefinition):
        return []
    output = _output(context.framework)
    needed = context.definition.indicators.needed
    return [second.name for _, second in context.framework.pairs() if second.name in needed & output]


@remembered
def _output(framework: Framework) -> frozenset[str]:
    return frozenset(second.name for first, second in framework.pairs() if first.name == OUTPUT) - {COST}
