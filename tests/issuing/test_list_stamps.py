"""The stamp of a list, and what it shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.issuing.test_lists import PROJECTS, _content
from tests.support.table_forms import shown_list
from toolkit import api
from toolkit.api import prove
from toolkit.checks import sentence
from toolkit.engine import Outcome
from toolkit.model import Severity


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return folder(tmp_path / "模板", shown_list())


def folder(path: Path, text: str) -> Path:
    """Returns a folder of its own for a list, and the key beside it."""
    path.mkdir()
    (path / "mylist.yaml").write_text(text, "utf-8")
    (path.parent / "key").write_text("测试", "utf-8")
    return path


def issued(templates: Path, tmp_path: Path, *, blank: bool = False) -> Path:
    records = None if blank else PROJECTS[:2]
    key = tmp_path / "key"
    [path] = api.generate(
        "mylist", output=tmp_path / "下发", records=records, year=2025, password="x", templates=templates, key=key
    ).paths
    return path


def read(templates: Path, path: Path, tmp_path: Path) -> Outcome:
    return api.read(path, templates=templates, key=tmp_path / "key")


def found(outcome: Outcome) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for one in outcome.findings:
        if one.severity is not Severity.INFO:
            out.setdefault(one.code, []).append(sentence(one, "zh"))
    return out


def edited(path: Path, edit: Callable[[Worksheet], None]) -> Path:
    book = load_workbook(path)
    edit(book.worksheets[0])
    book.save(path)
    return path


@pytest.mark.libreoffice
def test_nothing_is_named_in_an_issued_list_that_libreoffice_saved(
    templates: Path, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    path = issued(templates, tmp_path)
    for saved in (path, *office([path], "xlsx"), *office([path], "xls"), *office([path], "ods")):
        outcome = read(templates, saved, tmp_path)
        assert found(outcome) == {}
        assert [_content(one) for one in outcome.projects] == list(PROJECTS[:2])


@pytest.mark.libreoffice
def test_a_blank_list_is_called_blank(templates: Path, tmp_path: Path, office: Callable[..., list[Path]]) -> None:
    path = issued(templates, tmp_path, blank=True)
    for saved in (path, *office([path], "xlsx")):
        assert found(read(templates, saved, tmp_path)) == {
            "F14": ["空白清单，没有填写项目：部门预算项目绩效目标申报表"]
        }


def test_a_blank_home_made_list_is_called_blank_too(templates: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["部门预算项目绩效目标申报表（2025年度）"])
    sheet.append(["金额单位：元"])
    issued_sheet = load_workbook(issued(templates, tmp_path, blank=True)).worksheets[0]
    sheet.append([cell.value for cell in issued_sheet[3]][:12])
    path = tmp_path / "自制.xlsx"
    book.save(path)
    assert list(found(read(templates, path, tmp_path))) == ["F14"]


def test_an_edited_stamp_is_an_error(templates: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        cell = next(one for row in sheet.iter_rows() for one in row if str(one.value).startswith("JX1."))
        cell.value = f"{str(cell.value)[:-1]}{'0' if str(cell.value)[-1] != '0' else '1'}"

    assert "S02" in found(read(templates, edited(issued(templates, tmp_path), edit), tmp_path))


def test_another_year_in_the_title_is_ambiguous_and_the_year_is_not_guessed(templates: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["A1"].value = str(sheet["A1"].value).replace("2025", "2026")

    outcome = read(templates, edited(issued(templates, tmp_path), edit), tmp_path)
    assert any("2026年、2025年" in one for ones in found(outcome).values() for one in ones)
    assert {one.budget_year for one in outcome.projects} == {None}


def test_a_list_of_an_older_version_is_a_warning_and_of_an_unknown_one_an_error(
    templates: Path, tmp_path: Path
) -> None:
    path = issued(templates, tmp_path)
    text = shown_list().replace('version: "2025.1"', 'version: "2025.2"')
    older = folder(tmp_path / "新", text.replace("kind: list", 'kind: list\nolder: ["2025.1"]'))
    unknown = folder(tmp_path / "别", text)
    assert found(read(older, path, tmp_path)) == {"S05": ["模板版本不符：2025.1"]}
    outcome = read(unknown, path, tmp_path)
    assert [one.severity for one in outcome.findings if one.code == "S05"] == [Severity.ERROR]


def test_the_projects_of_another_unit_on_a_units_list_are_named(templates: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "甲社区":
                    cell.value = "丙社区"

    outcome = read(templates, edited(issued(templates, tmp_path), edit), tmp_path)
    assert any("丙社区" in one for ones in found(outcome).values() for one in ones)


def test_splitting_a_summary_gives_lists_back(templates: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    path = issued(templates, tmp_path)
    summary = api.merge(path, output=tmp_path / "汇总.xlsx", department="某镇", templates=templates, key=key)
    assert not summary.left_out
    [back] = api.split(summary.path, output=tmp_path / "拆分", templates=templates, key=key, password="x").paths
    assert [_content(one) for one in read(templates, back, tmp_path).projects] == list(PROJECTS[:2])


def proven(tmp_path: Path, *changes: tuple[str, str]) -> str:
    """Returns what the proof of a list says, empty where nothing is wrong."""
    text = shown_list()
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    path = tmp_path / "mylist.yaml"
    path.write_text(text, "utf-8")
    fault = prove(str(path))
    return fault.message("zh") if fault else ""


def test_a_list_is_proven_by_a_round_of_its_own(tmp_path: Path) -> None:
    assert proven(tmp_path) == ""


@pytest.mark.parametrize("name", ["flat", "combined"])
def test_a_summary_is_proven_by_a_round_of_its_own(name: str) -> None:
    assert prove(name) is None


def test_a_column_that_does_not_come_back_is_a_fault_of_the_list(tmp_path: Path) -> None:
    kind = ", kind: choice, choices: [正向指标, 反向指标]"
    message = proven(tmp_path, ("label: 指标方向性", "label: 成本（万元）"), (kind, ", kind: amount"))
    assert "mylist.yaml" in message
    assert "填好的清单：成本（万元） 填" in message
