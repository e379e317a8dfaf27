"""A file or folder that cannot be read.

查什么：给出的文件夹里读不出来的文件和子文件夹：没有权限、正被其他程序独占、失效的链接、管道和设备；指回所给
文件夹的链接只提示一下。

为什么：其他文件照常读取，但这里面若有报回的表，就没有收进来。

例子：“报回/城管办”没有打开的权限，里面的三份表没有读到。

怎么改：按写明的原因处理（请管理员开放权限、关闭其他程序、删掉链接），再运行一次。

What it finds: files and folders below the given ones that cannot be read: no permission, held open by another
program, a broken link, a pipe or device; a link back to the given folder is only mentioned.

Why it matters: the others are read all the same, but a form in that place was not read.

Example: the folder 报回/城管办 may not be opened, so its three forms were not read.

How to fix it: remove the named cause (permission, other program, link) and run the command again.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "F12",
    Severity.ERROR,
    Scope.SEEN,
    message=(
        "文件或文件夹读不出来，已跳过：{reason}",
        "This file or folder cannot be read and was skipped: {reason}",
    ),
    fix=("{advice}；其他文件已照常读取。", "{advice}; the other files were read."),
    since="0.2",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    yield from context.report(Observed.UNREADABLE, Severity.INFO, when=("linked", "yes"), found="reason")
