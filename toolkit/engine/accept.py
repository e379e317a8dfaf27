"""Which records enter the summary: all that no error stands against; the others are named with their reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from toolkit.checks.context import Expected
from toolkit.checks.registry import rules
from toolkit.checks.runner import arrange, check_batch
from toolkit.checks.sentence import fix, sentence
from toolkit.checks.settings import Settings
from toolkit.engine.accept_targets import reasons, sort_out_targets
from toolkit.engine.outcome import Outcome
from toolkit.errors import InputError
from toolkit.intake.limits import Limits
from toolkit.intake.result import ReadFile
from toolkit.merge.against import stands_against
from toolkit.merge.decide import Decided, decide, names
from toolkit.merge.modified import modified
from toolkit.merge.received import Received, left_out, received_from
from toolkit.merge.remark import LeftOut, Remark
from toolkit.model.finding import Bilingual, Finding, Severity, Where
from toolkit.model.project import DepartmentTarget, Project
from toolkit.reports.waivers import WaivedFinding, Waiver, apply

#: The rule that budget years are mixed.
MIXED_YEARS = "A07"
_FACT = re.compile(r"\{[^{}]*\}")


class Accepted(NamedTuple):
    """What a batch means for the summary.

    Attributes:
        outcome: without the findings that were waived.
        projects: those that no error stands against.
        left_out: what is not in the summary, and why.
        superseded: returns of a project of which another one counts.
        received: everything that came in.
        remarks: all findings as a summary lists them.
        waived: findings that a person waived.
        notes: waivers that are expired or did nothing.
        targets: departments' overall targets that no error stands against.
    """

    outcome: Outcome
    projects: tuple[Project, ...]
    left_out: tuple[LeftOut, ...]
    superseded: tuple[LeftOut, ...]
    received: tuple[Received, ...]
    remarks: tuple[Remark, ...]
    waived: tuple[WaivedFinding, ...]
    notes: tuple[Bilingual, ...]
    targets: tuple[DepartmentTarget, ...] = ()


def accept(
    outcome: Outcome, waivers: Sequence[Waiver], today: date, decided: Decided | None = None, *, years: bool = False
) -> Accepted:
    """Sort a batch out; a waived error keeps nothing out of the summary.

    Args:
        outcome: what was read and found, without what is superseded.
        waivers: findings that a person waived.
        today: by which waivers expire.
        decided: which of several returns of a project counts.
        years: whether several budget years are wanted, each for itself: that they are mixed is then no error.
    """
    decided = decided or Decided()
    found = [finding for finding in outcome.findings if not (years and finding.code == MIXED_YEARS)]
    judged = apply(found, waivers, outcome.heads, today)
    counting = replace(outcome, findings=judged.kept)
    projects, returned = sort_out(counting, decided)
    targets, others = sort_out_targets(counting, decided)
    told = tuple(remarks(judged.kept, judged.waived))
    gone, came = tuple(decided.superseded.values()), tuple(received(outcome))
    left = (*returned, *others)
    return Accepted(counting, projects, left, gone, came, told, judged.waived, judged.notes, targets)


def by_year(accepted: Accepted) -> Mapping[int | None, Accepted]:
    """The same for each budget year by itself, the latest first; what names no year stands in all of them."""
    years = {project.budget_year for project in accepted.projects}
    years |= {target.budget_year for target in accepted.targets if target.budget_year is not None}
    return {year: _of_year(accepted, year) for year in sorted(years, key=lambda year: -(year or 0))}


def _of_year(accepted: Accepted, year: int | None) -> Accepted:
    came = tuple(one for one in accepted.received if one.year == year or (one.year is None and not one.is_project))
    files = {one.where.file for one in came} | {""}
    return accepted._replace(
        projects=tuple(project for project in accepted.projects if project.budget_year == year),
        left_out=tuple(left for left in accepted.left_out if left.year == year or _of_any_year(left)),
        superseded=tuple(left for left in accepted.superseded if left.year == year or _of_any_year(left)),
        received=came,
        remarks=tuple(remark for remark in accepted.remarks if remark.finding.where.file in files),
        targets=tuple(target for target in accepted.targets if target.budget_year in (year, None)),
    )


def _of_any_year(left: LeftOut) -> bool:
    """Whether something names no year, and is no project."""
    return left.year is None and not left.is_project


def settle(
    outcome: Outcome, prefer: Sequence[Path], limits: Limits, settings: Settings, expected: Iterable[Expected]
) -> tuple[Outcome, Decided]:
    """Decide which of several returns of a project counts, and see the batch as if the others had not come.

    What was found on the others alone goes. What was found between files is found anew, with the files in the order
    of their names: of two that repeat each other it is the same one that is told, in whatever order they were given.

    Args:
        outcome: what was read and found.
        prefer: files that count, as a person decided.
        limits: what is refused as too large.
        settings: severities and thresholds in force.
        expected: what must come back.

    Raises:
        InputError: a preferred file is none of those that were read.
    """
    for path in prefer:
        if not any(names(path, file.path) for file in outcome.heads):
            raise InputError(f"--prefer {path}：读入的文件中没有它 (not among the files that were read)")
    decided = decide(outcome.heads, prefer, partial(modified, limits=limits))
    heads = tuple(sorted(decided.remaining(outcome.heads), key=lambda file: Path(file.path).parts))
    if heads == outcome.heads:
        return outcome, decided
    left = {file.path: file for file in heads}
    gone = {file.path: file for file in outcome.heads if left[file.path] != file}
    own = [finding for finding in outcome.findings if not rules()[finding.code].found_between(finding)]
    kept = [finding for finding in own if not _only_gone(finding, gone, left)]
    found = arrange((*kept, *check_batch(heads, settings, None, expected)), outcome.heads)
    return replace(outcome, findings=found), decided


def _only_gone(finding: Finding, gone: Mapping[str, ReadFile], left: Mapping[str, ReadFile]) -> bool:
    """Whether a finding concerns nothing but superseded records."""
    path = finding.where.file
    if path not in gone:
        return False
    concerned = [read for read in gone[path].records if stands_against(finding, read)]
    return bool(concerned) and not any(stands_against(finding, read) for read in left[path].records)


def received(outcome: Outcome) -> Iterator[Received]:
    """Everything that came in: every record, and every file without one."""
    for file in outcome.heads:
        for read in file.records:
            issued = read.stamp.prefilled if read.stamp else {}
            names = issued.get("spending_unit"), issued.get("project_name")
            yield received_from(read.record, (names[0], names[1]) if names[0] and names[1] else None)
        if not file.records and not file.skipped:
            yield Received(Where(file.path))


def sort_out(outcome: Outcome, decided: Decided) -> tuple[tuple[Project, ...], tuple[LeftOut, ...]]:
    """The accepted projects, and what is left out and why: projects with errors, files that gave nothing."""
    errors: dict[str, list[Finding]] = {}
    for finding in outcome.findings:
        if finding.severity is Severity.ERROR:
            errors.setdefault(finding.where.file, []).append(finding)
    accepted: list[Project] = []
    left: list[LeftOut] = []
    for file in outcome.files:
        own = errors.get(file.path, [])
        for read in file.records:
            record = read.record
            if not isinstance(record, Project) or read.source in decided.superseded:
                continue
            against = [finding for finding in own if stands_against(finding, read)]
            why = "；".join(filter(None, (decided.undecided.get(read.source), reasons(against))))
            if why:
                left.append(left_out(record, why))
            else:
                accepted.append(record)
        if not file.records and own:
            left.append(LeftOut(Where(file.path), reasons(own)))
    return tuple(accepted), tuple(left)


def remarks(findings: Iterable[Finding], waived: Iterable[WaivedFinding] = ()) -> Iterator[Remark]:
    """Findings with their Chinese sentences, as a summary lists them; waived ones with the word of who waived them."""
    for finding in findings:
        yield Remark(finding, sentence(finding, "zh"), fix(finding, "zh"), title=_title(finding.code))
    for one in waived:
        word = f"{one.waiver.reason}（{one.waiver.name}，{one.waiver.date}）"
        yield Remark(one.finding, sentence(one.finding, "zh"), word, waived=True, title=_title(one.finding.code))


@lru_cache(maxsize=256)
def _title(code: str) -> str:
    """What a rule looks for: its sentence without the facts."""
    return _FACT.sub("…", rules()[code].message.zh).split("：")[0]
