"""Formats are found by walking their folder."""

from __future__ import annotations

import pkgutil
from io import BytesIO
from xml.etree import ElementTree

from openpyxl import load_workbook

from toolkit.checks import rules
from toolkit.reports import Report
from toolkit.reports import formats as folder
from toolkit.reports.report import formats
from toolkit.reports.wording import title


def test_each_file_of_the_folder_is_a_format_called_after_it() -> None:
    assert set(formats()) == {info.name for info in pkgutil.iter_modules(folder.__path__)}
    assert {one.id: one.suffix for one in formats().values()} == {
        "csv": ".csv", "github": "", "html": ".html", "json": ".json", "junit": ".xml", "sarif": ".sarif",
        "text": ".txt", "xlsx": ".xlsx",
    }  # fmt: skip


def shared_texts(workbook: bytes) -> list[str]:
    """The texts of a workbook's cells."""
    sheets = load_workbook(BytesIO(workbook)).worksheets
    return [str(value) for sheet in sheets for row in sheet.iter_rows(values_only=True) for value in row if value]


def test_every_format_tells_of_every_error(report: Report) -> None:
    for one in formats().values():
        text = one.render(report)
        if isinstance(text, bytes):
            text = "\n".join(shared_texts(text)) + "\n"
        assert all(code in text for code in ("S04", "H02", "S07", "F03")), one.id
        assert text.endswith("\n")


def test_suites_of_junit_count_what_servers_ask_for(report: Report) -> None:
    suites = ElementTree.fromstring(formats()["junit"].render(report))
    for suite in (suites, *suites):
        cases = [*suite.iter("testcase")]
        failed = [case for case in cases if case.find("failure") is not None]
        counts = {name: int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped")}
        assert counts == {"tests": len(cases), "failures": len(failed), "errors": 0, "skipped": 0}


def test_a_rule_has_a_short_title_without_facts() -> None:
    assert title("S03", "zh") == "缺少栏目"
    assert title("F01", "zh") == "不是电子表格文件"
    assert title("S04", "en") == "Locked content was changed"
    assert title("Z99", "zh") == "Z99"


def test_a_title_has_no_holes_where_facts_stand_in_the_middle_of_a_sentence() -> None:
    assert title("T01", "zh") == "满意度指标低于 90%"
    assert title("T01", "en") == "Satisfaction below 90%"
    for code in rules():
        for text in (title(code, "zh"), title(code, "en")):
            assert text
            assert not set(text) & set("…{}")
