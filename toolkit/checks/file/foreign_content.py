"""A file that is not a spreadsheet.

查什么：内容不是电子表格的文件：网页、XML 表格 2003、CSV 等文字、PDF、图片、Word，不论扩展名写成什么。

为什么：改了扩展名的文件在某些软件里也能打开，但单元格、锁定和公式都已不在，读出来的数不可信。

例子：骏达社区交来“治安经费.xls”，其实是从网页导出的 HTML。

怎么改：用 WPS 或 Excel 打开，另存为 .xlsx 后重报；图片、PDF 请在下发的表中重新填写。

What it finds: files whose content is not a spreadsheet: a web page, XML 2003, CSV or other text, PDF,
picture, Word, whatever the extension says.

Why it matters: some programs open a renamed file, but cells, locks and formulas are gone and what is read
cannot be trusted.

Example: a community returns 治安经费.xls that is really HTML exported from a web page.

How to fix it: open it in WPS or Excel and save it as .xlsx; enter the content of a picture or
PDF in the issued form.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.attachments import attachments
from toolkit.checks.context import BatchContext, SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity, Where


def between(context: BatchContext) -> Iterator[Finding]:
    """Yields a finding for each attachment without a form."""
    for one in attachments(context):
        if not one.form and not one.member:
            yield context.finding(Where(one.path), kind=one.kind, found=one.kind)


@rule(
    "F01",
    Severity.ERROR,
    Scope.SEEN,
    message=(
        "不是电子表格文件（实为{kind}），请另存为 .xlsx 后重报",
        "Not a spreadsheet (it is {kind}); save it as .xlsx and return it",
    ),
    fix=(
        "请用 WPS 或 Excel 打开该文件，另存为 .xlsx 后重报；若是图片、PDF 或 Word，请在下发的表中填写；"
        "若是 7z、RAR 压缩包，请解压后报送其中的表。",
        (
            "Open the file in WPS or Excel, save it as .xlsx and return it; for a picture, PDF or Word file, fill in "
            "the issued form; for a 7z or RAR archive, unpack it and return the forms in it."
        ),
    ),
    since="0.1",
    between=between,
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.NOT_A_SPREADSHEET, found="kind")
