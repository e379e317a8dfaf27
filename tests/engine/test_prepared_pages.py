"""Pages made where a file is read are those of the report."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.records import sample
from toolkit import api
from toolkit.engine import Running
from toolkit.model import Severity
from toolkit.reports import Report
from toolkit.reports.formats.text import TextPages, pieces

HERE, SEVERAL = Running(jobs=1, cache=False), Running(jobs=2, cache=False)
PAGES = TextPages("zh")


@pytest.fixture
def folder(returned: Path, tmp_path: Path) -> Path:
    """Some fifty forms and other files.

    One form is there twice, one file cannot be read, one is to be skipped.
    """
    shutil.copytree(returned, tmp_path / "报回")
    first, *_ = sorted((tmp_path / "报回").rglob("*.xlsx"))
    shutil.copy(first, first.with_name("再报一次.xlsx"))
    (first.parent / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (first.parent / "~$开着.xlsx").write_bytes(b"")
    return tmp_path / "报回"


def text(report: Report, pages: TextPages) -> bytes:
    """Returns the report as the program writes it."""
    return b"".join(pieces(report, pages))


def unprepared(report: Report) -> Report:
    """Returns the same report, of which nothing was made before."""
    return replace(report, findings=tuple(report.findings), prepared=None)


@pytest.mark.parametrize("running", [HERE, SEVERAL])
@pytest.mark.parametrize("pages", [PAGES, TextPages("en", 60, colour=True), TextPages("zh", every=True)])
def test_the_text_is_the_same(folder: Path, running: Running, pages: TextPages) -> None:
    report = api.report(api.check(folder, running=running, pages=pages), lang=pages.lang)
    assert any(report.prepared.page(number) for number in range(len(report.files)))  # type: ignore[union-attr]
    assert text(report, pages) == text(unprepared(report), pages)


def test_a_report_in_another_language_is_made_anew(folder: Path) -> None:
    report = api.report(api.check(folder, running=HERE, pages=PAGES), lang="en")
    assert text(report, TextPages("en")) == text(unprepared(report), TextPages("en"))


def test_counts_are_those_of_the_findings(folder: Path) -> None:
    report = api.report(api.check(folder, running=HERE))
    same = unprepared(report)
    assert report.file_counts == same.file_counts
    assert report.file_counts.skipped
    assert report.file_counts.with_errors
    assert [report.count(severity) for severity in Severity] == [same.count(severity) for severity in Severity]


def test_findings_of_a_file_and_of_several_are_each_counted_once(tmp_path: Path) -> None:
    first, second, *_ = sample("000-junda")
    alike = replace(second, annual_goal=first.annual_goal, period_goal=first.period_goal)
    key = tmp_path / "key"
    key.write_text("the department's key")
    api.generate("form13", output=tmp_path / "报回", records=[first, alike], password="x", key=key)
    outcome = api.check(tmp_path / "报回", running=HERE, pages=PAGES)
    between = [finding for finding in outcome.findings if finding.code == "G06"]
    assert 0 < len(between) < len(outcome.findings)
    report = api.report(outcome)
    assert [report.count(one) for one in Severity] == [unprepared(report).count(one) for one in Severity]
    assert text(report, PAGES) == text(unprepared(report), PAGES)


def test_findings_that_do_not_count_are_on_no_page(folder: Path, tmp_path: Path) -> None:
    outcome = api.check(folder, running=HERE, pages=PAGES)
    wrong = next(one for one in outcome.findings if one.severity is Severity.ERROR and one.where.project)
    for less in (outcome.only({wrong.code}), outcome.only(())):
        report = api.report(less)
        assert text(report, PAGES) == text(unprepared(report), PAGES)
    waivers = tmp_path / "放行.yaml"
    who = "reason: 已核实, name: 张三, date: 2024-03-01"
    waivers.write_text(f"waivers: [{{code: {wrong.code}, project: {wrong.where.project}, {who}}}]\n", encoding="utf-8")
    report = api.report(outcome, waivers=waivers)
    assert report.waived
    assert text(report, PAGES) == text(unprepared(report), PAGES)


def test_what_a_roster_and_other_files_say_is_on_the_page(folder: Path, tmp_path: Path) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text(
        "用款单位,项目名称,项目类型,起始年度,到期年度,预算年度,预算金额（元）\n骏达,没有报来的项目,其他事业发展性支出,2024,2024,2024,5000\n",
        encoding="utf-8",
    )
    report = api.report(api.check(folder, running=HERE, pages=PAGES, roster=roster))
    shown = text(report, PAGES)
    assert shown == text(unprepared(report), PAGES)
    assert "未收到：骏达".encode() in shown
    assert "再报一次.xlsx".encode() in shown
