"""Findings as JSON and back, as a ledger keeps them: data without sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.model.finding import Bilingual, Fact, Finding, Severity, Where


def finding_json(finding: Finding) -> dict[str, object]:
    """Returns a finding as JSON.

    A text in both languages is a list of two.
    """
    where = finding.where
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": where.file,
        "sheet": where.sheet,
        "cell": where.cell,
        "project": where.project,
        "facts": {name: list(fact) if isinstance(fact, Bilingual) else fact for name, fact in finding.facts.items()},
    }


def finding_from(kept: Mapping[str, Any]) -> Finding:
    """Returns the finding that JSON of `finding_json` describes."""
    where = Where(kept["file"], kept["sheet"], kept["cell"], kept["project"])
    facts: dict[str, Fact] = {
        name: Bilingual(*fact) if isinstance(fact, list) else fact for name, fact in kept["facts"].items()
    }
    return Finding(kept["code"], Severity(kept["severity"]), where, facts)
