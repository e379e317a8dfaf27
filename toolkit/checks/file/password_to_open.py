"""A file with a password to open.

查什么：设了“打开密码”的工作簿。

为什么：没有密码就读不到任何内容，项目无法汇总。工作表保护的密码不在此列，不用取消。

例子：党建办交来的“基层党建经费.xlsx”打开时要求输入密码。

怎么改：取消打开密码后重报；或在检查时用 --open-password 给出密码。

What it finds: workbooks encrypted with a password to open.

Why it matters: nothing can be read without it, so the project cannot be merged. The password of the sheet
protection is another one and may stay.

Example: 基层党建经费.xlsx asks for a password before it opens.

How to fix it: remove the password and return the file, or give the password with --open-password.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "F02",
    Severity.ERROR,
    Scope.SEEN,
    message=(
        "文件设有打开密码，请取消后重报（{reason}）",
        "The file has a password to open; remove it and return the file ({reason})",
    ),
    fix=(
        "在“文件—文档加密（或信息—保护工作簿）”中清除打开密码，保存后重报。",
        ("Clear the password under File, Info, Protect Workbook (WPS: File, Document Encryption), save and return it."),
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.ENCRYPTED)
