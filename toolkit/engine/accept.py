"""Which records enter the summary: all that no error stands against; the others are named with their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from toolkit.checks.sentence import fix, sentence
from toolkit.engine.outcome import Outcome
from toolkit.intake.result import ReadRecord
from toolkit.merge.remark import LeftOut, Remark
from toolkit.model.cell import CellRange
from toolkit.model.finding import Bilingual, Finding, Severity, Where
from toolkit.model.project import Project
from toolkit.reports.waivers import WaivedFinding, Waiver, apply


class Accepted(NamedTuple):
    """What a batch means for the summary.

    Attributes:
        outcome: without the findings that were waived.
        projects: those that no error stands against.
        left_out: what is not in the summary, and why.
        remarks: all findings as a summary lists them.
        waived: findings that a person waived.
        notes: waivers that are expired or did nothing.
    """

    outcome: Outcome
    projects: tuple[Project, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[Remark, ...]
    waived: tuple[WaivedFinding, ...]
    notes: tuple[Bilingual, ...]


def accept(outcome: Outcome, waivers: Sequence[Waiver], today: date) -> Accepted:
    """Sort a batch out; a waived error keeps nothing out of the summary."""
    judged = apply(outcome.findings, waivers, outcome.heads, today)
    counting = replace(outcome, findings=judged.kept)
    projects, left_out = sort_out(counting)
    told = tuple(remarks(judged.kept, judged.waived))
    return Accepted(counting, projects, left_out, told, judged.waived, judged.notes)


def sort_out(outcome: Outcome) -> tuple[tuple[Project, ...], tuple[LeftOut, ...]]:
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
            if not isinstance(read.record, Project):
                continue
            against = [finding for finding in own if stands_against(finding, read)]
            if against:
                where = Where(file.path, read.source.sheet, read.source.range, read.record.project_name)
                left.append(LeftOut(where, _reasons(against), read.record.funding.total))
            else:
                accepted.append(read.record)
        if not file.records and own:
            left.append(LeftOut(Where(file.path), _reasons(own)))
    return tuple(accepted), tuple(left)


def stands_against(finding: Finding, read: ReadRecord) -> bool:
    """Whether an error concerns a record: it lies on its cells, names it, or concerns its whole file."""
    where = finding.where
    if where.sheet is None:
        return where.project is None or where.project == _name(read)
    if where.sheet != read.source.sheet:
        return False
    if where.cell is None:
        return where.project is None or where.project == _name(read)
    return where.project in (None, _name(read)) and _overlap(where.cell, read.source.range)


def _name(read: ReadRecord) -> str | None:
    record = read.record
    return record.project_name if isinstance(record, Project) else record.department


def _overlap(cells: str, extent: str) -> bool:
    outer = CellRange.parse(extent)
    for part in cells.split(","):
        try:
            inner = CellRange.parse(part.strip())
        except ValueError:
            return True
        if inner.first.row <= outer.last.row and inner.last.row >= outer.first.row:
            return True
    return False


def _reasons(findings: Sequence[Finding]) -> str:
    return "；".join(dict.fromkeys(f"{finding.code} {sentence(finding, 'zh')}" for finding in findings))


def remarks(findings: Iterable[Finding], waived: Iterable[WaivedFinding] = ()) -> Iterator[Remark]:
    """Findings with their Chinese sentences, as a summary lists them; waived ones with the word of who waived them."""
    for finding in findings:
        yield Remark(finding, sentence(finding, "zh"), fix(finding, "zh"))
    for one in waived:
        word = f"{one.waiver.reason}（{one.waiver.name}，{one.waiver.date}）"
        yield Remark(one.finding, sentence(one.finding, "zh"), word, waived=True)
