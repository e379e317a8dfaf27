"""Words mixed into a percentage.

查什么：百分比前后带说明文字，如“≥90%发放到位”。

为什么：值里只写数才能汇总和比较；文字属于名称或指标描述。

例子：“社区工作经费”的“群众满意度”值写“≥90%积极调动广大居民的积极性…”。

怎么改：值只写 ≥90%，文字移到名称或绩效指标描述。

What it finds: a percentage with words before or after it, such as ≥90%发放到位.

Why it matters: only a bare number can be added up and compared; words belong in the name or the description.

Example: 群众满意度 with the value ≥90%积极调动广大居民的积极性….

How to fix it: write ≥90% alone and move the words to the name or the description.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.units import is_full_share
from toolkit.checks.words import grows
from toolkit.indicators.value import Percentage
from toolkit.model.finding import Finding, Severity

#: A lead this short (达到90%) is no sentence.
_SHORT = 2


@rule(
    "V12",
    Severity.WARNING,
    Scope.PROJECT,
    message=("指标值混入说明文字：{found}", "Text mixed into value: {found}"),
    fix=(
        "请在 {cell} 只写“{expected}”，其余文字移到名称或指标描述。",
        "Write {expected} alone in {cell}; move the words to the name or the description.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each percentage with words of its own, and the bare percentage."""
    for one in readings(context):
        value = one.value
        words = isinstance(value, Percentage) and value.trailing.strip("%‰")  # ≥90%% is V23
        if isinstance(value, Percentage) and (words or (len(value.lead) > _SHORT and not grows(value.lead))):
            bare = replace(value, lead="", trailing="")
            expected = "100%" if is_full_share(one.name, bare) else bare.spell()
            yield context.finding(one.where, about=one.about, name=one.name, found=one.text, expected=expected)
