"""Findings as SARIF 2.1.0, for programs that show results of checks.

A workbook has no lines: a result names its file as physical location, its sheet and cell as logical location.

A workbook has no lines, so a result names its file (physical location) and its sheet and cell (logical location).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from toolkit.checks.finding_text import Lang, fix, sentence
from toolkit.checks.registry import rules
from toolkit.model.finding import Finding, Severity
from toolkit.model.serial import JSON
from toolkit.reports.grouping import parts, place
from toolkit.reports.report import Format, Report
from toolkit.reports.waivers import Waiver
from toolkit.reports.wording import printable, say, title

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report) -> str:
    """Returns the log as text."""
    return printable(json.dumps(document(report), ensure_ascii=False, indent=1) + "\n")


def document(report: Report) -> JSON:
    """Returns the log as plain data: one run.

    Waived findings are results with a suppression.
    """
    lang = report.lang
    codes = dict.fromkeys([f.code for f in report.findings] + [waived.finding.code for waived in report.waived])
    numbers = {code: number for number, code in enumerate(codes)}
    hashes = {file.path: file.sha256 for file in report.files}
    artifacts = {path: number for number, path in enumerate(hashes)}
    results = [_result(finding, numbers, artifacts, lang) for finding in report.findings]
    for waived in report.waived:
        suppressed = {"suppressions": [_suppression(waived.waiver)]}
        results.append(_result(waived.finding, numbers, artifacts, lang) | suppressed)
    run: JSON = {
        "tool": {"driver": {"name": "jixiao", "version": report.version, "rules": [_rule(c, lang) for c in codes]}},
        "language": "zh-CN" if lang == "zh" else "en-US",
        "artifacts": [_artifact(path, sha256) for path, sha256 in hashes.items()],
        "results": results,
    }
    remarks = _remarks(report)
    if remarks:
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": remarks}]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def uri(path: str) -> str:
    """Returns a path as a percent-encoded URI reference; absolute ones with scheme."""
    if Path(path).is_absolute():
        return Path(path).as_uri()
    return quote(path.replace(os.sep, "/"), safe="/!", errors="surrogateescape")


def _rule(code: str, lang: Lang) -> JSON:
    out: JSON = {"id": code, "shortDescription": {"text": title(code, lang)}}
    rule = rules().get(code)
    if rule is not None:
        out["name"] = rule.name
        out["help"] = {"text": rule.page}
        out["defaultConfiguration"] = {"level": _LEVELS[rule.severity], "enabled": rule.enabled}
    return out


def _artifact(path: str, sha256: str) -> JSON:
    out: JSON = {"location": {"uri": uri(path)}}
    return out | {"hashes": {"sha-256": sha256}} if sha256 else out


def _result(finding: Finding, numbers: Mapping[str, int], artifacts: Mapping[str, int], lang: Lang) -> JSON:
    sentences = " ".join(text for text in (sentence(finding, lang), fix(finding, lang)) if text)
    out: JSON = {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": sentences},
    }
    location = _location(finding, artifacts)
    return out | {"locations": [location]} if location else out


def _location(finding: Finding, artifacts: Mapping[str, int]) -> JSON:
    where, out = finding.where, JSON()
    if where.file:
        artifact: JSON = {"uri": uri(where.file)}
        if where.file in artifacts:
            artifact["index"] = artifacts[where.file]
        out["physicalLocation"] = {"artifactLocation": artifact}
    if where.sheet is not None:
        out["logicalLocations"] = _cells(where.sheet, list(dict.fromkeys(parts(where.cell))))
    return out


def _cells(sheet: str, cells: Sequence[str]) -> list[JSON]:
    if not cells:
        return [{"name": sheet, "fullyQualifiedName": sheet, "kind": "sheet"}]
    return [{"name": cell, "fullyQualifiedName": place(sheet, cell), "kind": "cell"} for cell in cells]


def _suppression(waiver: Waiver) -> JSON:
    text = f"{waiver.reason}（{waiver.name}，{waiver.date}）"
    return {"kind": "external", "status": "accepted", "justification": text}


def _remarks(report: Report) -> list[JSON]:
    lang = report.lang
    texts: Iterable[str] = (
        *(say(note, lang) for note in report.notes),
        *(f"{one.code} {say(one.what, lang)} ({one.by})" for one in report.changes),
    )
    return [{"level": "note", "message": {"text": text}} for text in texts]


FORMAT = Format(id="sarif", suffix=".sarif", render=render)
