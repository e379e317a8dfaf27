"""The JSON document of `check --format json` and `read --json`."""

from __future__ import annotations

import json
from collections.abc import Iterable

from toolkit.checks.finding_text import fix, sentence
from toolkit.model.finding import Bilingual, Fact, Finding
from toolkit.model.records import DepartmentTarget, Project
from toolkit.model.serial import JSON, SCHEMA_VERSION, department_json, project_json
from toolkit.reports.report import Format, Report
from toolkit.reports.waivers import WaivedFinding


def render(report: Report, *, projects: bool = False) -> str:
    """Returns the document as text.

    A byte of a file name that is no UTF-8 is written as JSON escapes it.

    Args:
        report: what was read and found.
        projects: whether the project records are in it, as `read` gives them.
    """
    return _text(document(report, projects=projects))


def findings_text(findings: Iterable[Finding]) -> str:
    """Returns the findings alone, as a list."""
    return _text([finding_json(finding) for finding in findings])


def _text(content: JSON | list[JSON]) -> str:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def document(report: Report, *, projects: bool = False) -> JSON:
    """Returns the document as plain data.

    `waived`, `notes` and `changes` are left out where they are empty.
    """
    out: JSON = {"schema_version": SCHEMA_VERSION}
    in_files, departments = [], []
    for record in (read.record for file in report.files for read in file.records):  # too many to be held
        if isinstance(record, DepartmentTarget):
            departments.append(department_json(record))
        elif projects and isinstance(record, Project):
            in_files.append(project_json(record))
    if projects:
        out["projects"] = in_files
    out["departments"] = departments
    out["findings"] = [finding_json(finding) for finding in report.findings]
    if report.waived:
        out["waived"] = [_waived_json(waived) for waived in report.waived]
    if report.notes:
        out["notes"] = [{"message": note.zh, "message_en": note.en} for note in report.notes]
    if report.changes:
        out["changes"] = [
            {"code": change.code, "what": change.what.zh, "what_en": change.what.en, "by": change.by}
            for change in report.changes
        ]
    out["files"] = report.file_counts._asdict()
    return out


def finding_json(finding: Finding) -> JSON:
    """Returns a finding with its sentences; null where there is no value."""
    where = finding.where
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": where.file,
        "sheet": where.sheet,
        "cell": where.cell,
        "project_name": where.project,
        "found": _plain(finding.facts.get("found")),
        "expected": _plain(finding.facts.get("expected")),
        "message": sentence(finding, "zh"),
        "fix": fix(finding, "zh"),
        "message_en": sentence(finding, "en"),
        "fix_en": fix(finding, "en"),
    }


def _plain(fact: Fact | None) -> str | None:
    return fact.zh if isinstance(fact, Bilingual) else fact


def _waived_json(waived: WaivedFinding) -> JSON:
    waiver = waived.waiver
    return {
        **finding_json(waived.finding),
        "waiver": {
            "reason": waiver.reason,
            "name": waiver.name,
            "date": waiver.date.isoformat(),
            "expires": waiver.expires.isoformat() if waiver.expires else None,
        },
    }


FORMAT = Format(id="json", suffix=".json", render=render)
