"""Follow-ons are left out: a finding that only follows from another one at the same place says nothing new.

A rule names the codes that follow from it (`silences`). Two findings are at the same place where file and sheet
are the same and either a single cell is (or both are about the whole sheet or file), or both are about the same
field of the same project (the fact `about`). All indicators of a row of a summary share one cell: findings about two
indicators are never at the same place. A finding is left out only where what it follows from weighs at least
as much, so that lowering a rule hides no error.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

from toolkit.checks.position import cells_named
from toolkit.model.finding import Finding

_Place = tuple[str, str | None]
_INDICATOR = re.compile(r"indicators\.\d+")


def leave_out(findings: Iterable[Finding], silences: Mapping[str, Container[str]]) -> list[Finding]:
    """The findings without those that only follow from others, in their order.

    Args:
        findings: of one run.
        silences: by code, the codes that follow from it.
    """
    findings = list(findings)
    causes: dict[_Place, list[Finding]] = {}
    for finding in findings:
        if silences.get(finding.code):
            causes.setdefault(_place(finding), []).append(finding)
    return [
        finding
        for finding in findings
        if not any(
            finding.code in silences[cause.code]
            and cause.severity.rank <= finding.severity.rank
            and _same_matter(cause, finding)
            for cause in causes.get(_place(finding), ())
        )
    ]


def _place(finding: Finding) -> _Place:
    return finding.where.file, finding.where.sheet


def _same_matter(cause: Finding, finding: Finding) -> bool:
    about, cause_about = (str(one.facts.get("about") or "") for one in (finding, cause))
    if about and about == cause_about and cause.where.project == finding.where.project:
        return True
    one, other = (_INDICATOR.match(said) for said in (about, cause_about))
    if one and other and one[0] != other[0]:
        return False
    return not cells_named(cause.where.cell).isdisjoint(cells_named(finding.where.cell))
