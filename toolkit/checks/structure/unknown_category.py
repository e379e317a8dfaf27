"""An unknown indicator category.

查什么：二级或一级指标的名称不在本表的指标体系里。各地同义的叫法（如“效果指标”“环境效益”）认得，只作提示。

为什么：类别认不出，指标就归不了类，汇总时编码也对不上。

例子：社区自做的表里写“效果指标”，即“效益指标”。

怎么改：改用表上原有的类别名称；确有地方类别时，在指标体系文件里加上别名。

What it finds: a level that the form's framework does not know. A known local name (效果指标, 环境效益) is an info
only.

Why it matters: an indicator without a category has no place and no code in the summary.

Example: a home-made form says 效果指标 for 效益指标.

How to fix it: use the form's own category; if a local name is right, add it to the framework as an alias.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "S08",
    Severity.WARNING,
    Scope.SEEN,
    message=("未知指标类别：{name}", "Unknown indicator category: {name}"),
    fix=("请把类别“{name}”改为表上原有的类别名称。", "Change the category “{name}” to one that the form has."),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.CATEGORY_UNKNOWN, Severity.INFO, when=("alias", "yes"), found="name")
