"""A lock or temporary file.

查什么：Office、WPS、LibreOffice 打开表格时留下的临时文件（~$… 或 .~lock…）。

为什么：里面没有内容，跳过即可；只是说明有人还开着原表，可能尚未保存。

例子：文件夹里有“~$治安经费.xlsx”。

怎么改：关掉打开着的表格，临时文件会自己消失；确认原表已保存。

What it finds: temporary files that Office, WPS or LibreOffice leave beside an open workbook (~$…, .~lock…).

Why it matters: they hold nothing and are skipped; but somebody may still have the form open and unsaved.

Example: ~$治安经费.xlsx lies in the folder.

How to fix it: close the workbook; make sure that it was saved.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "F07",
    Severity.INFO,
    Scope.SEEN,
    message=("临时文件，已跳过", "Temporary file, skipped"),
    fix=(
        "无需处理；请确认对应的表已保存并关闭。",
        "Nothing to do; make sure that the form itself is saved and closed.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.LOCK_FILE)
