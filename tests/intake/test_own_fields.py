"""Fields of a definition's own: issued, filled, saved by LibreOffice, read, merged, split."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.own_forms import OWN, check, folder_with, form_in, homemade, issued, read
from toolkit.api import prove
from toolkit.forms import compile_layout, load_framework
from toolkit.model import FrozenMap, Funding, Indicator, Project, same_record

ANSWERS: dict[str, Any] = {
    "project_name": "村道硬化",
    "spending_unit": "城建办",
    "phone": "0769-22001234、13800001111",
    "started": "2025年7月1日",
    "share": "30%",
    "is_new": "新增项目□ 延续项目√",
    "sort": "专项债",
    "since": 2024,
    "number": "东财〔2024〕7号",
    "reason": "市委一号文件。\n镇党委会议纪要。",
    "total": 120.5,
    "superior": 80.25,
    "annual_goal": "硬化村道3公里。",
    "slots.0.name": "硬化村道",
    "slots.0.annual_value": "3公里",
}
EXTRA = {
    "phone": "0769-22001234、13800001111",
    "started": "2025-07-01",
    "share": "30%",
    "is_new": "延续项目",
    "sort": "专项债",
    "since": "2024",
    "number": "东财〔2024〕7号",
    "reason": "市委一号文件。\n镇党委会议纪要。",
    "superior": "802500.00",
}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return folder_with(tmp_path, OWN)


def fill(path: Path, templates: Path, answers: dict[str, Any], name: str = "own") -> None:
    """Types answers into the open cells of an issued workbook."""
    form = form_in(templates, name)
    inputs = compile_layout(form, load_framework(form.framework, templates), 2025).inputs
    workbook = openpyxl.load_workbook(path)
    for key, value in answers.items():
        workbook.worksheets[0][str(inputs[key].range.first)] = value
    workbook.save(path)


def test_a_definition_with_fields_of_its_own_is_proven(templates: Path) -> None:
    assert prove("own", templates) is None


@pytest.mark.libreoffice
def test_an_issued_form_saved_by_libreoffice_gives_every_answer(
    templates: Path, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    path = issued(templates, tmp_path)
    fill(path, templates, ANSWERS)
    [saved] = office([path], "xlsx")
    outcome = read(templates, saved)
    [project] = outcome.projects
    assert dict(project.extra) == EXTRA
    assert project.funding.total == Decimal(1205000)
    assert [one.code for one in outcome.findings if str(one.severity) != "info"] == []


def test_a_home_made_sheet_gives_the_same_answers(templates: Path, tmp_path: Path) -> None:
    [project] = read(templates, homemade(templates, tmp_path / "自制.xlsx", ANSWERS)).projects
    assert dict(project.extra) == EXTRA


def test_the_blank_form_shows_its_boxes_and_says_nothing(templates: Path, tmp_path: Path) -> None:
    path = issued(templates, tmp_path)
    texts = {cell.value for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row}
    assert "新增项目□ 延续项目□" in texts
    [project] = read(templates, path).projects
    assert dict(project.extra) == {}


def test_what_cannot_be_read_is_null_and_an_error(templates: Path, tmp_path: Path) -> None:
    wrong = {
        "started": "下半年",
        "is_new": "新增项目√ 延续项目√",
        "superior": "50-60万",
        "phone": "见通讯录",
        "share": "少许",
    }
    path = homemade(templates, tmp_path / "自制.xlsx", {**ANSWERS, **wrong})
    [project] = read(templates, path).projects
    assert not set(project.extra) & set(wrong)
    assert check(templates, path)["H14"] == [
        "联系电话无法识别：见通讯录",
        "开工日期无法识别：下半年",
        "配套比例无法识别：少许",
        "项目属性无法识别：新增项目√ 延续项目√",
        "上级资金无法识别：50-60万",
    ]


def test_a_choice_that_is_not_offered_is_kept_and_named(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", {**ANSWERS, "sort": "彩票公益金"})
    [project] = read(templates, path).projects
    assert project.extra["sort"] == "彩票公益金"
    assert check(templates, path)["H07"] == ["资金性质不在选项内：彩票公益金"]


def test_a_roster_fills_and_locks_own_fields(templates: Path, tmp_path: Path) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text("项目名称,实施单位,联系电话,上级资金\n村道硬化,城建办,0769-22001234,80.25", "utf-8")
    path = issued(templates, tmp_path, roster=roster)
    [project] = read(templates, path).projects
    assert dict(project.extra) == {"phone": "0769-22001234", "superior": "802500.00"}
    fill(path, templates, {"phone": "0769-99999999"})
    assert check(templates, path)["S30"] == ["预填内容被改动：联系电话 0769-22001234→0769-99999999"]


def test_a_record_with_own_answers_goes_into_the_form_and_comes_back(templates: Path, tmp_path: Path) -> None:
    record = Project(
        "own", "1", "村道硬化", budget_year=2025, spending_unit="城建办",
        funding=Funding(Decimal(1205000), unit_as_written="万元"), extra=FrozenMap(EXTRA),
        indicators=(Indicator("产出指标", "数量指标", "硬化村道", None, "3公里"),),
    )  # fmt: skip
    [project] = read(templates, issued(templates, tmp_path, records=[record])).projects
    assert project.extra == record.extra
    assert same_record(project, record)
