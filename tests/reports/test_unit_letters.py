"""The letter to each unit, as a page and as a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from tests.papers.rounds import FACTS, words
from tests.support.batches import FAMILY, SECURITY, UNIT
from toolkit.model import Severity
from toolkit.papers import letter_docx
from toolkit.reports import Report
from toolkit.reports.letter.unit_letters import LetterExtras, letter_html, unit_letter
from toolkit.reports.sections import Owners, unit_name

PARTY = "东莞市东坑镇党建工作办公室"


def unit_reports(report: Report) -> Iterator[tuple[str, Report]]:
    """Yields each unit by name with the part of a report that concerns it."""
    owners = Owners(report.files)
    names = dict.fromkeys(name for file in report.files for read in file.records if (name := unit_name(read)))
    findings = [(owners.unit(one), one) for one in report.findings]
    waived = [(owners.unit(one.finding), one) for one in report.waived]
    for name in names:
        own = [
            replace(file, records=tuple(read for read in file.records if unit_name(read) == name))
            for file in report.files
        ]
        yield (
            name,
            replace(
                report,
                files=tuple(file for file in own if file.records),
                findings=tuple(finding for unit, finding in findings if unit == name),
                waived=tuple(one for unit, one in waived if unit == name),
                notes=(),
            ),
        )


def test_the_letter_names_its_unit_and_no_other(report: Report) -> None:
    for unit, own in unit_reports(report):
        letter = unit_letter(own, FACTS, unit)
        page, text = letter_html(own, letter), words(letter_docx(letter))
        for other in {UNIT, PARTY} - {unit}:
            assert other not in page
            assert other not in text
        for needed in (f"{unit}：", "李明 0769-00000000", "东莞市东坑镇财政分局", "2023年11月20日"):
            assert needed in page
            assert needed in text


def test_page_and_document_say_the_same_findings(report: Report) -> None:
    own = dict(unit_reports(report))[UNIT]
    letter = unit_letter(own, FACTS, UNIT)
    page, text = letter_html(own, letter), words(letter_docx(letter))
    assert {one.name for one in letter.projects} >= {SECURITY, FAMILY}
    listed = [finding for project in letter.projects for finding in project.findings]
    assert any(finding.severity is Severity.ERROR for finding in listed)
    for finding in listed:
        assert finding.message in text
        for fix in finding.fixes:
            assert fix in text
        assert finding.code in page
    assert letter.title == "退回修改意见"
    assert "2023年11月30日（星期四）" in page


def test_what_no_report_has_is_in_the_letter_too(report: Report) -> None:
    own = dict(unit_reports(report))[UNIT]
    letter = unit_letter(own, FACTS, UNIT, LetterExtras(("骏达（审核意见）.xlsx",), ("消防经费",)))
    for text in (letter_html(own, letter), words(letter_docx(letter))):
        for needed in ("骏达（审核意见）.xlsx", "消防经费"):
            assert needed in text


@pytest.mark.parametrize("name", ["<b>甲</b>&乙", '"丙"'])
def test_names_are_escaped_on_the_page(name: str, clean: Report) -> None:
    facts = replace(FACTS, name=name, department=name, contact=name, day=date(2024, 1, 2))
    page = letter_html(clean, unit_letter(clean, facts, name, LetterExtras((name,), (name,))))
    assert "<b>甲</b>" not in page
    assert '"丙"' not in page
