"""A bad file inside an archive.

查什么：压缩包（.zip）里的某个文件有 F01 至 F04 或 F09 的问题，写明它在包内的路径。

为什么：压缩包看上去交齐了，其实少读了一份。包内其他文件照常读取。

例子：“骏达社区.zip”里的“后勤经费.xlsx”打不开。

怎么改：改好这一个文件，重新打包或单独重报。

What it finds: a file inside a .zip that is no spreadsheet, encrypted, damaged, refused or without a known
form; its path inside is named.

Why it matters: the archive looks complete although one of its files was not read. The others are read all the
same.

Example: 后勤经费.xlsx inside 骏达社区.zip cannot be opened.

How to fix it: fix that file as its own rule says; return it alone or in a new archive.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.attachments import attachments
from toolkit.checks.context import BatchContext, Context, FileContext
from toolkit.checks.file import damaged_content, exceeded_limit, foreign_content, password_to_open, unknown_form
from toolkit.checks.finding_text import fix, sentence
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Bilingual, Finding, Severity, Where

_INNER = {
    Observed.NOT_A_SPREADSHEET: foreign_content.check,
    Observed.ENCRYPTED: password_to_open.check,
    Observed.DAMAGED: damaged_content.check,
    Observed.REFUSED: exceeded_limit.check,
    Observed.UNRECOGNISED: unknown_form.check,
}


def between(context: BatchContext) -> Iterator[Finding]:
    """Yields a finding for each attachment in an archive without a form."""
    for one in attachments(context):
        if not one.form and one.member:
            where = Where(one.path)
            foreign = Finding(foreign_content.check.code, foreign_content.check.severity, where, {"kind": one.kind})
            yield _finding(context, where, one.member, foreign)


def _finding(context: Context, where: Where, member: str, foreign: Finding) -> Finding:
    reason = Bilingual(sentence(foreign, "zh"), sentence(foreign, "en"))
    advice = Bilingual(fix(foreign, "zh"), fix(foreign, "en"))
    return context.finding(where, member=member, reason=reason, advice=advice, found=reason)


@rule(
    "F10",
    Severity.ERROR,
    Scope.FILE,
    message=("压缩包内文件有问题：{member}（{reason}）", "A file inside the archive is bad: {member} ({reason})"),
    fix=(
        "包内的“{member}”：{advice}改好后重新打包，或单独重报。",
        "Fix “{member}”: {advice} Return it alone or in a new archive.",
    ),
    since="0.1",
    between=between,
    silences=("F01", "F02", "F03", "F04", "F09"),
)
def check(context: FileContext) -> Iterator[Finding]:
    """Yields findings of other rules as findings about a member of an archive."""
    if not context.member:
        return
    for kind, inner in _INNER.items():
        for seen, where in context.seen(kind):
            facts = {"at": damaged_content.at(where), "advice": exceeded_limit.ADVICE, **seen.facts}
            yield _finding(context, where, context.member, Finding(inner.code, inner.severity, where, facts))
