"""A legacy or foreign format.

查什么：以 .xls、.et、.ods、.xlsb 交来的表。

为什么：值都读得到，但锁定、合并、数据有效性等结构在这些格式里有的读不到，无法与下发的表逐项核对。

例子：WPS 默认存成 .et 的“文体活动经费.et”。

怎么改：值无误就不必处理；下次请另存为 .xlsx。

What it finds: forms returned as .xls, .et, .ods or .xlsb.

Why it matters: the values are read, but locks, merges or validations are not all kept there, so the structure
cannot be compared with what was issued.

Example: 文体活动经费.et, as WPS saves it by default.

How to fix it: nothing to do if the values are right; save as .xlsx next time.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "F08",
    Severity.INFO,
    Scope.SEEN,
    message=(
        "旧格式文件，部分结构无法核对（{kind}）",
        "Legacy format; part of the structure cannot be verified ({kind})",
    ),
    fix=(
        "值已读取；方便时请另存为 .xlsx 再报。",
        "The values were read; where convenient, save the file as .xlsx and return it.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.FOREIGN_FORMAT, found="kind")
