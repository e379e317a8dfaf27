"""Findings as CSV, a line each, for spreadsheets and scripts."""

from __future__ import annotations

import csv
from io import StringIO

from toolkit.checks.finding_text import fix, sentence
from toolkit.model.text import no_formula
from toolkit.reports.report import Format, Report
from toolkit.reports.wording import printable, severity_name

#: The first line, which no language changes.
COLUMNS = ("code", "severity", "severity_name", "file", "sheet", "cell", "project_name", "message", "fix")
#: Begins the file, so that Excel and WPS take it for UTF-8.
_MARK = "\ufeff"


def render(report: Report) -> str:
    """Returns the table as text; a finding that was waived is not in it."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for finding in report.findings:
        where, lang = finding.where, report.lang
        row = (
            finding.code,
            finding.severity.value,
            severity_name(finding.severity, lang),
            where.file,
            where.sheet or "",
            where.cell or "",
            where.project or "",
            sentence(finding, lang),
            fix(finding, lang),
        )
        writer.writerow([no_formula(value) for value in row])
    return printable(_MARK + out.getvalue())


FORMAT = Format(id="csv", suffix=".csv", render=render)
