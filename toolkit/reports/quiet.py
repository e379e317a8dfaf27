"""Quiet findings: infos that ask nothing of the reader.

A report has one line a file for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from toolkit.checks.sentence import Lang
from toolkit.model.finding import Bilingual, Finding, Severity
from toolkit.reports.grouping import join, parts
from toolkit.reports.wording import say

#: Rules whose infos ask nothing of the reader, each in a few words.
QUIET: Mapping[str, Bilingual] = {
    "V07": Bilingual("运算符已归一", "operators normalised"),
    "V20": Bilingual("名称与值重复写了单位", "units repeated in names"),
    "S10": Bilingual("栏目名称已归一", "labels normalised"),
    "S17": Bilingual("工作表名称或数量变化", "sheets renamed or added"),
    "S22": Bilingual("下拉选项丢失", "drop-downs lost"),
    "S28": Bilingual("下发标识无法核验", "stamps not verified"),
    "S31": Bilingual("审核批注", "review comments"),
    "F07": Bilingual("临时文件", "temporary files"),
    "F08": Bilingual("旧格式", "older formats"),
    "A05": Bilingual("与其他单位的项目同名", "names shared with other units"),
}
#: The fact of S31 that marks comments of our own marked copies.
OWN = "own"
#: Cells that are named one by one.
_NAMED = 2


def is_quiet(finding: Finding) -> bool:
    """Whether a finding asks nothing of the reader.

    An info that the settings made an error or a warning does ask.
    """
    if finding.severity is not Severity.INFO or finding.code not in QUIET:
        return False
    return finding.code != "S31" or OWN in finding.facts


def split_quiet(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Returns the findings that ask something, and the quiet ones."""
    asking: list[Finding] = []
    quiet: list[Finding] = []
    for finding in findings:
        (quiet if is_quiet(finding) else asking).append(finding)
    return asking, quiet


def quiet_line(findings: Iterable[Finding], lang: Lang = "zh") -> str:
    """Returns one line for a file's quiet findings; empty without any.

    The most frequent rule comes first, and cells are named where all lie on one sheet: `另有 7 处无需处理：运算符已归一
    5 处（D14、E14…）、下拉选项丢失 2 处`.
    """
    quiet = [finding for finding in findings if is_quiet(finding)]
    if not quiet:
        return ""
    one_sheet = len({finding.where.sheet for finding in quiet}) == 1
    counts = Counter(finding.code for finding in quiet)
    pieces = []
    for code, count in sorted(counts.items(), key=lambda one: -one[1]):
        cells = [part for one in quiet if one.code == code for part in parts(one.where.cell)] if one_sheet else []
        pieces.append(_piece(say(QUIET[code], lang), count, cells, lang))
    if lang == "zh":
        return f"另有 {len(quiet)} 处无需处理：{'、'.join(pieces)}"
    return f"No action needed for {len(quiet)} more: {', '.join(pieces)}"


def _piece(name: str, count: int, cells: list[str], lang: Lang) -> str:
    named = join(cells[:_NAMED], lang) + ("…" if len(cells) > _NAMED else "")
    if lang == "zh":
        return f"{name} {count} 处" + (f"（{named}）" if named else "")
    return f"{name} {count}" + (f" ({named})" if named else "")
