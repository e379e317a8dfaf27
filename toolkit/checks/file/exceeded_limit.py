"""A file that exceeds a safety limit.

查什么：打开前就被拦下的文件：解压后过大、压缩比异常、部件过多、含 DTD 或实体、单元格或合并区域铺得过远、路径可疑。
一个项目的绩效指标多到读不完，或一个文件的问题多到列不完时，也记此项，写明余下多少。

为什么：这样的文件会拖垮电脑，真正的绩效目标表不过几十 KB。未列出的都不是错误时只记警告，照常汇总。

例子：一张 1.6 KB 的表，只在 A1 和 XFD1048576 两格有内容。

怎么改：把填好的内容复制到下发的表里重报；确认无害时可用选项放宽该项限制。问题列不完的，先改正已列出的，再检查一次。

What it finds: files that are stopped before they are parsed: too large unzipped, a suspicious ratio, too many
members, DTD or entities, cells or merges that reach too far, suspicious paths. Where a project has more
indicators than can be read, or a file more findings than can be listed, it says how many are left.

Why it matters: such a file can bring a computer down; a real form has some ten kilobytes. Where nothing that was
left out is an error, this is a warning, and the file is merged.

Example: a workbook of 1.6 KB with content in A1 and XFD1048576 only.

How to fix it: copy what was filled in into the issued form; where the file is surely harmless, raise
the limit that is named. Where findings are left, fix those that are listed and check again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Bilingual, Finding, Severity

ADVICE = Bilingual(
    "请把内容填入下发的表，另存为新文件；不要在表外很远处留内容或格式",
    "Enter the content in the issued form and save it as a new file; leave nothing, not even formats, far outside "
    "the form",
)


@rule(
    "F04",
    Severity.ERROR,
    Scope.SEEN,
    message=("文件超出安全限制（{limit}）", "The file exceeds a safety limit ({limit})"),
    fix=("{advice}；改好后请重新报送。", "{advice}; then return the file."),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    for found in context.report(Observed.REFUSED, found="limit"):
        yield replace(found, facts={"advice": ADVICE, **found.facts})
