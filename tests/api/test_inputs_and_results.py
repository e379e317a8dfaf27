"""Bytes and open files in and out, and what a result says of itself."""

from __future__ import annotations

import json
import pickle
import re
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

import toolkit
from tests.support.records import CLEAN, UNIT
from toolkit import InputError, Outcome, Severity, check, generate, merge, read, report

OTHER = "东莞市东坑镇党建工作办公室"


@pytest.fixture
def returned(tmp_path: Path) -> tuple[Path, Path]:
    """A form in order, and one of another unit without the total goal."""
    faulty = replace(CLEAN, project_name="宣传经费", spending_unit=OTHER, period_goal=None)
    folder = tmp_path / "报回"
    right, wrong = generate("form13", output=folder, records=[CLEAN, faulty]).paths
    return right, wrong


def test_bytes_with_a_name_give_what_the_file_gives(returned: tuple[Path, Path]) -> None:
    right, wrong = returned
    from_files = check(right, wrong)
    from_bytes = check([(str(path), path.read_bytes()) for path in returned])
    assert from_bytes.projects == from_files.projects
    assert [*from_bytes.findings] == [*from_files.findings]
    assert {file.path for file in from_bytes.files} == set(map(str, returned))


@pytest.mark.parametrize("jobs", [1, 2])
def test_open_files_keep_their_names_in_any_number_of_processes(returned: tuple[Path, Path], jobs: int) -> None:
    with returned[0].open("rb") as first, returned[1].open("rb") as second:
        outcome = read(first, [second], jobs=jobs)
    assert [file.path for file in outcome] == [path.name for path in returned]
    assert [project.source and project.source.file for project in outcome.projects] == [p.name for p in returned]


def test_an_archive_of_bytes_names_its_members(returned: tuple[Path, Path], tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(returned[0], "甲.xlsx")
    outcome = read(("上报.zip", (tmp_path / "a.zip").read_bytes()))
    assert [file.path for file in outcome] == ["上报.zip!甲.xlsx"]


@pytest.mark.parametrize("wrong", [StringIO("text"), 7, b"PK"])
def test_what_is_no_input_is_refused_in_a_sentence(wrong: object) -> None:
    with pytest.raises(InputError, match=r"二进制|不能读取"):
        read(wrong)  # type: ignore[arg-type]  # on purpose


def test_a_summary_is_written_to_an_open_file(returned: tuple[Path, Path], tmp_path: Path) -> None:
    out = BytesIO()
    merged = merge(*returned, output=out)
    assert merged.path == Path("-")
    merge(*returned, output=tmp_path / "汇总.xlsx")
    written = read(tmp_path / "汇总.xlsx").projects
    assert [replace(one, source=None) for one in read(("汇总.xlsx", out.getvalue())).projects] == [
        replace(one, source=None) for one in written
    ]
    with ZipFile(out) as book:
        assert not [name for name in book.namelist() if b"TargetMode" in book.read(name)], (
            "a link to a file leads nowhere"
        )
    assert [project.project_name for project in read(("汇总.xlsx", out.getvalue())).projects] == [CLEAN.project_name]


def test_findings_are_chosen_by_code_severity_unit_and_project(returned: tuple[Path, Path]) -> None:
    findings = check(*returned).findings
    missing = findings.where(severity=Severity.ERROR)
    assert {one.where.project for one in missing} == {"宣传经费"}
    assert [*findings.where(unit=OTHER, severity="error")] == [*missing]
    assert not [*findings.where(unit=UNIT, severity="error")]
    code = missing[0].code
    assert [*findings.where(code=code)] == [*findings.where(code=[code, "F01"])]
    assert [*findings.where(code=code[0])] == [one for one in findings if one.code.startswith(code[0])]
    assert [*findings.where(project="宣传 经费")] == [*findings.where(file=returned[1])]


def test_a_finding_says_its_sentences_in_both_languages(returned: tuple[Path, Path]) -> None:
    finding = check(*returned).findings.where(severity="error")[0]
    assert finding.message("zh") == finding.message()
    assert "is empty" in finding.message("en")
    assert finding.fix("zh") != finding.fix("en")
    assert finding.message() in str(finding)


def test_a_result_shows_its_size_and_survives_pickling(returned: tuple[Path, Path]) -> None:
    outcome = check(*returned)
    assert repr(outcome).startswith("<Outcome: 2 files, 2 projects; ")
    assert "<table>" in outcome._repr_html_()
    assert "宣传经费" in outcome._repr_html_()
    assert "宣传经费" in outcome.findings.where(severity="error")._repr_html_()
    assert str(CLEAN.project_name) in read(returned[0])._repr_html_()
    assert json.loads(outcome.findings.to_json()) == json.loads(outcome.to_json())["findings"]
    copied: Outcome = pickle.loads(pickle.dumps(outcome))
    assert copied.projects == outcome.projects
    assert [*copied.findings] == [*outcome.findings]


def test_results_show_what_they_are_on_one_line_and_no_password(returned: tuple[Path, Path], tmp_path: Path) -> None:
    issued = generate("form13", output=tmp_path / "空表", password="never-shown")
    assert repr(issued) == "<Issued: 3 workbooks with 3 forms; 0 unfinished, 0 unused>"
    merged = merge(*returned, output=tmp_path / "汇总.xlsx")
    assert re.fullmatch(r"<Merged: 1 project, \d+\.\d\d 元 in .*汇总.xlsx; 1 left out, 0 superseded>", repr(merged))
    assert re.fullmatch(r"<Report: 2 files; \d+ errors?, .*; 0 waived>", repr(report(merged.outcome)))


def test_a_severity_that_does_not_exist_is_no_empty_answer(returned: tuple[Path, Path]) -> None:
    with pytest.raises(InputError, match="error"):
        check(returned[0]).findings.where(severity="fatal")


def test_frames_of_nothing_have_their_columns() -> None:
    empty = read(("空.xlsx", b""))
    frames = empty.to_frame()
    assert "total" in frames.projects.columns
    assert "annual_value" in frames.indicators.columns
    assert list(empty.findings.to_frame().columns) == [
        "code", "severity", "file", "sheet", "cell", "project", "message", "fix",
    ]  # fmt: skip


def test_the_package_lists_what_it_offers() -> None:
    assert set(toolkit.__all__) <= set(dir(toolkit))
    assert {"Limits", "Merged", "annotate", "report"} <= set(toolkit.__all__)
