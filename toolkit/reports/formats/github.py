"""Findings as workflow commands, which GitHub shows as annotations."""

from __future__ import annotations

from toolkit.checks.finding_text import fix, sentence
from toolkit.model.finding import Severity
from toolkit.reports.grouping import place
from toolkit.reports.report import Format, Report
from toolkit.reports.wording import printable, title

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """Returns a line a finding.

    A workbook has no lines: sheet and cell begin the message.
    """
    lines = []
    for finding in report.findings:
        where, lang = finding.where, report.lang
        spot = f"{place(where.sheet, where.cell or '')}: " if where.sheet else ""
        heading = _property(f"{finding.code} {title(finding.code, lang)}")
        text = _message(spot + " ".join(filter(None, (sentence(finding, lang), fix(finding, lang)))))
        file = f"file={_property(where.file)}," if where.file else ""
        lines.append(f"::{_COMMANDS[finding.severity]} {file}title={heading}::{text}\n")
    return printable("".join(lines))


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = Format(id="github", suffix="", render=render)
