"""The limit on the findings of one file.

Findings above the limit are counted and summed up in a finding of their own.

A few kilobytes can hold rows for hundreds of thousands of findings, which nobody reads and no report can hold. Files
that people filled in stay far below. Errors decide what is merged: a record that loses some of them gets one
that stands for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from toolkit.checks.registry import rules
from toolkit.checks.settings import Settings
from toolkit.model.finding import Bilingual, Finding, Severity, Where

#: Findings of one rule on one record.
OF_RECORD = 100
#: Findings of one rule on one file: in any case, and for each of its records.
OF_RULE, OF_RULE_EACH = 2_000, 10
#: All findings of one file, in the same way.
OF_FILE, OF_FILE_EACH = 10_000, 40
#: The rule that sums up what was left out.
SUMMED_UP = "F04"
_ADVICE = Bilingual(
    "请先改正已列出的问题，再检查一次，余下的会列出", "Fix the findings that are listed, then check again for the rest"
)


class Bounds:
    """The findings of one file, as many as may be shown.

    Args:
        path: of the file.
        records: how many records it has.
        settings: the severities in force.
    """

    def __init__(self, path: str, records: int, settings: Settings) -> None:
        self._path = path
        self._settings = settings
        self._of_rule = max(OF_RULE, OF_RULE_EACH * records)
        self._left = max(OF_FILE, OF_FILE_EACH * records)
        self._kept: Counter[str] = Counter()
        self._more: Counter[str] = Counter()

    def take(self, findings: Iterable[Finding], where: Where, most: int = OF_RECORD) -> Iterator[Finding]:
        """Yields the findings of a record, or of the file itself, that are shown.

        Args:
            findings: as they come.
            where: of all of them, for the error that stands for those left out.
            most: of one rule.
        """
        here: Counter[tuple[str, Severity]] = Counter()
        errors: Counter[str] = Counter()
        for finding in findings:
            code, kind = finding.code, (finding.code, finding.severity)
            here[kind] += 1
            if here[kind] <= most and self._kept[code] < self._of_rule and self._left > 0:
                self._kept[code] += 1
                self._left -= 1
                yield finding
            elif finding.severity is Severity.ERROR:
                errors[code] += 1
            else:
                self._more[code] += 1
        if errors:
            yield self._summed_up(Severity.ERROR, where, errors)

    def rest(self) -> Iterator[Finding]:
        """Yields a finding that sums up the omitted ones, errors aside."""
        if self._more:
            usual = self._settings.terms(rules()[SUMMED_UP]).severity
            severity = max(Severity.WARNING, usual, key=lambda one: one.rank)
            yield self._summed_up(severity, Where(self._path), self._more)

    def _summed_up(self, severity: Severity, where: Where, more: Counter[str]) -> Finding:
        zh = "、".join(f"{code} 另有 {count:,} 条" for code, count in sorted(more.items()))
        en = ", ".join(f"{count:,} more of {code}" for code, count in sorted(more.items()))
        limit = Bilingual(f"问题太多，未逐条列出：{zh}", f"too many findings to list: {en}")
        return Finding(SUMMED_UP, severity, where, {"limit": limit, "advice": _ADVICE, "found": limit})
