"""The letter to each unit, as a page and as a document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.papers.rounds import FACTS, words
from tests.support.batches import FAMILY, SECURITY, UNIT
from toolkit.model import Severity
from toolkit.papers import letter_docx
from toolkit.reports import Report
from toolkit.reports.letter.unit_letters import LetterExtras, letter_html, unit_letter, unit_reports

PARTY = "东莞市东坑镇党建工作办公室"


def test_every_unit_has_the_part_of_the_report_that_concerns_it(report: Report) -> None:
    parts = dict(unit_reports(report))
    assert list(parts)[:2] == [UNIT, PARTY]
    own = parts[UNIT]
    assert {read.record.spending_unit for file in own.files for read in file.records} == {UNIT}  # type: ignore[union-attr]
    assert own.findings
    assert len(own.findings) < len(report.findings)
    assert len(own.waived) == 1
    assert not parts[PARTY].waived
    assert not own.notes, "remarks on waivers are the officer's"


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
