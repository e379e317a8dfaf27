"""Findings that only a round's ledger can make: unasked changes, an officer's reasons."""

from __future__ import annotations

from dataclasses import replace

from toolkit.checks.context.batch import PlacedFacts, RoundNotes
from toolkit.checks.runner import check_batch
from toolkit.checks.settings import DEFAULT, Settings
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.ledger_rows import ReturnRow, VerdictKind
from toolkit.model.finding import Bilingual, Finding, Where
from toolkit.rounds.compare_returns import FieldChange, ReturnChanges

_EMPTY = Bilingual("（空）", "(empty)")


def unasked_findings(changed: ReturnChanges, settings: Settings) -> tuple[Finding, ...]:
    """Returns a finding for each change that nobody had asked for.

    Args:
        changed: from one return to the next.
        settings: severities in force; they may switch the rule off.
    """
    notes = RoundNotes(unasked=[_facts(changed.later, one) for one in changed.unasked])
    return _found(notes, settings)


def _facts(later: ReturnRow, one: FieldChange) -> PlacedFacts:
    facts = {"field": one.field, "before": one.before or _EMPTY, "after": one.after or _EMPTY}
    return replace(_place(later), cell=one.cell or None), {**facts, "found": facts["after"]}


def sent_back_findings(one: ProjectStatus) -> tuple[Finding, ...]:
    """Returns a finding with the reason of an officer who sent a project back.

    No setting weakens it: it is a person's decision.
    """
    verdict = one.verdict
    if verdict is None or verdict.verdict is not VerdictKind.RETURN or one.counting is None:
        return ()
    facts = {"reason": verdict.why, "name": verdict.who, "day": verdict.at.date().isoformat(), "found": verdict.why}
    return _found(RoundNotes(sent_back=[(_place(one.counting), facts)]), DEFAULT)


def placed(finding: Finding, back: ReturnRow) -> Finding:
    """Returns a finding of the ledger at the place of its return."""
    return replace(finding, where=replace(_place(back), cell=finding.where.cell))


def _place(back: ReturnRow) -> Where:
    return Where(back.name, back.sheet, None, back.project or None)


def _found(notes: RoundNotes, settings: Settings) -> tuple[Finding, ...]:
    return tuple(check_batch((), settings, ("across",), notes=notes))
