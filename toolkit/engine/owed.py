"""Missing sheets that nobody owes any more: their projects were taken off the roster."""

from __future__ import annotations

from toolkit.checks.roster import Roster
from toolkit.model.finding import Finding

#: The rule that an issued sheet is missing.
MISSING_SHEET = "S18"


def is_owed(roster: Roster, finding: Finding) -> bool:
    """Whether a finding says something of what is still to come back; others always do."""
    if finding.code != MISSING_SHEET or finding.where.project is None:
        return True
    return roster.row(str(finding.facts.get("spending_unit", "")), finding.where.project) is not None
