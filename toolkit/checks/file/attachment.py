"""A PDF, picture or Word file that came with a form.

查什么：与填好的表放在一起的 PDF、图片、Word 等文件：同一文件夹或压缩包里都是同一单位的表，或文件名里有单位、项目
或表的名称。

为什么：盖章扫描件、情况说明常随表附来，不是表，不读取，也不算错；只交扫描件、没有交表的，按 F01 指出。

例子：“骏达社区.zip”里有“治安经费.xlsx”和“治安经费盖章.pdf”。

怎么改：不必处理。

What it finds: PDF, picture and Word files that lie with a filled form: in its folder or archive, where all forms are
of one unit, or with the name of the unit, the project or the form in their own.

Why it matters: signed scans and explanations often come with a form; they are not read and nothing is wrong. Where a
scan came instead of a form, F01 reports it.

Example: 治安经费.xlsx and 治安经费盖章.pdf in 骏达社区.zip.

How to fix it: nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.attachments import attachments
from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity, Where


@rule(
    "F11",
    Severity.INFO,
    Scope.BATCH,
    message=("附件（{kind}），没有读取", "An attachment ({kind}); it was not read"),
    fix=(
        "无需处理；若里面有要上报的内容，请填入下发的表。",
        "Nothing to do; if it contains anything to report, enter that in the issued form.",
    ),
    since="0.2",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields a finding for each attachment of a form."""
    for one in attachments(context):
        if one.form:
            yield context.finding(Where(one.path), kind=one.kind, found=one.kind)
