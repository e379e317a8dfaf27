"""Findings as a ledger keeps them: data without sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from toolkit.ledger.ledger_rows import (
    UNASKED_RULE,
    Standing,
)
from toolkit.ledger.ledger_tables import RECORD, UNASKED
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


def add_unasked(connection: Connection, event: int, file: int, number: int, findings: Iterable[Finding]) -> None:
    """Adds the findings on changes of a return that nobody had asked for."""
    connection.execute(
        insert(UNASKED).values(event_id=event, file_id=file, number=number, changes=findings_text(findings))
    )


def unasked_of(connection: Connection) -> Mapping[tuple[int, int], tuple[Finding, ...]]:
    """Returns the findings on changes that nobody had asked for, by file and record."""
    found = connection.execute(select(UNASKED).order_by(UNASKED.c.id))
    return {(row.file_id, row.number): tuple(map(_unasked, json.loads(row.changes))) for row in found}


def _unasked(kept: Mapping[str, Any]) -> Finding:
    """Returns a finding on an unasked change.

    Versions before 0.4 kept the change itself.
    """
    if "code" in kept:
        return finding_from(kept)
    facts = {name: kept[name] for name in ("field", "before", "after")}
    return Finding(UNASKED_RULE, Severity.WARNING, Where("", None, kept["cell"] or None), facts)


def findings_then(connection: Connection, file: int, number: int) -> tuple[Finding, ...]:
    """Returns the findings of a record while it was the one that counted.

    What a unit was asked to correct does not change by what it sends afterwards. Changes that nobody had asked for
    are among them.
    """
    wanted = select(RECORD.c.findings).where(
        RECORD.c.file_id == file, RECORD.c.number == number, RECORD.c.standing != Standing.SUPERSEDED.value
    )
    found = connection.execute(wanted.order_by(RECORD.c.id.desc()).limit(1)).scalar()
    changed = select(UNASKED.c.changes).where(UNASKED.c.file_id == file, UNASKED.c.number == number)
    unasked = [one for text in connection.execute(changed.order_by(UNASKED.c.id)).scalars() for one in json.loads(text)]
    return (*map(finding_from, json.loads(found or "[]")), *map(_unasked, unasked))


def findings_text(findings: Iterable[Finding]) -> str:
    """Returns findings as the text of a column."""
    return json.dumps([*map(finding_json, findings)], ensure_ascii=False, separators=(",", ":"))
