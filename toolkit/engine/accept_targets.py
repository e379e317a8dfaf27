"""Which departments' overall targets enter the summary, as projects do: all that no error stands against."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.checks.sentence import sentence
from toolkit.engine.outcome import Outcome
from toolkit.merge.against import stands_against
from toolkit.merge.decide import Decided
from toolkit.merge.received import left_out
from toolkit.merge.remark import LeftOut
from toolkit.model.finding import Finding, Severity
from toolkit.model.project import DepartmentTarget


def sort_out_targets(outcome: Outcome, decided: Decided) -> tuple[tuple[DepartmentTarget, ...], tuple[LeftOut, ...]]:
    """The accepted targets, and those that are left out and why; heads hold a target whole."""
    accepted: list[DepartmentTarget] = []
    left: list[LeftOut] = []
    for file in outcome.heads:
        for read in file.records:
            record = read.record
            if not isinstance(record, DepartmentTarget) or read.source in decided.superseded:
                continue
            errors = (one for one in outcome.findings if one.severity is Severity.ERROR and one.where.file == file.path)
            against = [finding for finding in errors if stands_against(finding, read)]
            why = "；".join(filter(None, (decided.undecided.get(read.source), reasons(against))))
            if why:
                left.append(left_out(record, why))
            else:
                accepted.append(record)
    return tuple(accepted), tuple(left)


def reasons(findings: Sequence[Finding]) -> str:
    """Findings as the reason for which a record is left out."""
    return "；".join(dict.fromkeys(f"{finding.code} {sentence(finding, 'zh')}" for finding in findings))
