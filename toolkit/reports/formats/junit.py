"""Findings as JUnit XML: a file is a suite, an error a failure."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from toolkit.checks.finding_text import fix, sentence
from toolkit.model.finding import Finding, Severity
from toolkit.reports.grouping import place
from toolkit.reports.report import Format, Report
from toolkit.reports.wording import printable, title

#: What XML 1.0 cannot hold.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    """Returns the document as text.

    Every file has a suite with at least one case, so that a file without findings is seen to be in order. Warnings
    and infos are cases that passed, with their sentence as output.
    """
    suites = ElementTree.Element("testsuites", name="jixiao")
    by_file: dict[str, list[Finding]] = {file.path: [] for file in report.files if not file.skipped}
    for finding in report.findings:
        by_file.setdefault(finding.where.file, []).append(finding)
    for path, findings in by_file.items():
        _suite(suites, path, findings, report)
    failures = sum(finding.severity is Severity.ERROR for finding in report.findings)
    _count(suites, sum(1 for _ in suites.iter("testcase")), failures)
    ElementTree.indent(suites, " ")
    return ElementTree.tostring(suites, "unicode", xml_declaration=True) + "\n"


def _suite(suites: ElementTree.Element, path: str, findings: list[Finding], report: Report) -> None:
    name = _xml(path) or "jixiao"
    failures = sum(finding.severity is Severity.ERROR for finding in findings)
    suite = ElementTree.SubElement(suites, "testsuite", name=name)
    _count(suite, len(findings) or 1, failures)
    if not findings:
        ElementTree.SubElement(suite, "testcase", classname=name, name="OK")
    for finding in findings:
        where, lang = finding.where, report.lang
        spot = place(where.sheet, where.cell or "") if where.sheet else ""
        case = ElementTree.SubElement(
            suite, "testcase", classname=name, name=_xml(f"{finding.code} {title(finding.code, lang)} {spot}".strip())
        )
        text = _xml("\n".join(filter(None, (sentence(finding, lang), fix(finding, lang)))))
        if finding.severity is Severity.ERROR:
            ElementTree.SubElement(case, "failure", type=finding.code, message=text.partition("\n")[0]).text = text
        else:
            ElementTree.SubElement(case, "system-out").text = f"{finding.severity.value}: {text}"


def _count(suite: ElementTree.Element, tests: int, failures: int) -> None:
    """Sets the counts that servers ask for; some refuse a suite without its errors."""
    for name, count in {"tests": tests, "failures": failures, "errors": 0, "skipped": 0}.items():
        suite.set(name, str(count))


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", printable(text))


FORMAT = Format(id="junit", suffix=".xml", render=render)
