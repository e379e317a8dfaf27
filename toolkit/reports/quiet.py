"""Infos that a report folds, so that what asks something comes first.

Quiet findings ask nothing of the reader: they are one line a file. Advice about content is listed where there is
little of it, else it is one line a file that counts it by rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.checks.finding_text import Lang
from toolkit.model.finding import Bilingual, Finding, Severity
from toolkit.reports.grouping import FindingGroup, group, join, parts, worst_first
from toolkit.reports.wording import say, title

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
#: Families of rules whose infos are advice about content; those of structure and money are listed in any case.
_ADVICE = frozenset("ACGITV")
#: Advice of more groups than this is counted by rule, not listed.
_FEW = 3
#: Cells that are named one by one.
_NAMED = 2


def is_quiet(finding: Finding) -> bool:
    """Whether a finding asks nothing of the reader.

    An info that the settings made an error or a warning does ask.
    """
    if finding.severity is not Severity.INFO or finding.code not in QUIET:
        return False
    return finding.code != "S31" or OWN in finding.facts


def is_advice(finding: Finding) -> bool:
    """Whether a finding is mere advice about content, and not quiet."""
    return finding.severity is Severity.INFO and finding.code[0] in _ADVICE and not is_quiet(finding)


def is_much_advice(groups: Iterable[FindingGroup]) -> bool:
    """Whether a file has more advice than is worth listing."""
    return sum(is_advice(one.findings[0]) for one in groups) > _FEW


@dataclass(frozen=True, slots=True)
class Folded:
    """The findings of one file as a report shows them.

    Attributes:
        listed: groups that are listed one by one, the worst first.
        advice: findings that are counted by rule only.
        quiet: findings that ask nothing.
    """

    listed: tuple[FindingGroup, ...]
    advice: Sequence[Finding] = ()
    quiet: Sequence[Finding] = ()


def fold(findings: Iterable[Finding], lang: Lang = "zh", *, by_project: bool = False) -> Folded:
    """Returns which findings of a file are listed, and which are folded.

    Args:
        findings: of one file.
        lang: of the sentences.
        by_project: keep projects apart that stand on one sheet.
    """
    asking, quiet = split_quiet(findings)
    groups = worst_first(group(asking, lang, by_project=by_project))
    if not is_much_advice(groups):
        return Folded(groups, (), quiet)
    listed = tuple(one for one in groups if not is_advice(one.findings[0]))
    return Folded(listed, [finding for finding in asking if is_advice(finding)], quiet)


def advice_line(findings: Iterable[Finding], lang: Lang = "zh") -> str:
    """Returns advice in one line, by rule, the most frequent first."""
    counts = sorted(Counter(finding.code for finding in findings).items(), key=lambda one: -one[1])
    if lang == "zh":
        return "；".join(f"{code} {title(code, lang)} {count}" for code, count in counts)
    return "; ".join(f"{code} {title(code, lang)}: {count}" for code, count in counts)


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
