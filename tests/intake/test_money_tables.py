"""Money in rows and columns as plain fields."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from ruamel.yaml import YAML

from tests.forms.test_definition_chapters import EXAMPLES, laid_over
from tests.intake.test_own_fields import fill
from tests.support.own_forms import check, folder_with, homemade, issued, read
from toolkit import merge, split
from toolkit.api import prove
from toolkit.errors import ToolkitError
from toolkit.model import Project, same_record

NAME = "chapter"
ANSWERS: dict[str, Any] = {
    "project_name": "村道硬化",
    "total_initial": 50,
    "total": 60,
    "total_executed": 55.5,
    "superior_initial": 30,
    "superior_annual": 40,
    "superior_executed": 40,
    "local_initial": 20,
    "local_annual": "20",
    "local_executed": 15.5,
    "own_initial": 0,
    "own_annual": 0,
    "slots.0.name": "硬化村道",
    "slots.0.annual_value": "3公里",
}
EXTRA = {
    "total_initial": "500000.00",
    "total_executed": "555000.00",
    "superior_initial": "300000.00",
    "superior_annual": "400000.00",
    "superior_executed": "400000.00",
    "local_initial": "200000.00",
    "local_annual": "200000.00",
    "local_executed": "155000.00",
    "own_initial": "0.00",
    "own_annual": "0.00",
}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    form = laid_over(YAML(typ="safe").load(EXAMPLES["资金表"]))
    folder = folder_with(tmp_path)
    with (folder / "0.yaml").open("w", encoding="utf-8") as out:
        YAML(typ="safe").dump(form, out)
    return folder


def is_right(project: Project) -> None:
    assert project.funding.total == Decimal(600000)
    assert dict(project.extra) == EXTRA


def edited(path: Path, edit: Callable[[Worksheet], None]) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for merge_range in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merge_range))
    edit(sheet)
    book.save(path)
    return path


def cell(sheet: Worksheet, text: str) -> Any:
    return next(one for row in sheet.iter_rows() for one in row if one.value == text)


@pytest.mark.libreoffice
def test_the_table_comes_back_from_an_issued_form_by_summary_and_split(
    templates: Path, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    assert prove(NAME, templates) is None
    path = issued(templates, tmp_path, NAME)
    fill(path, templates, ANSWERS, NAME)
    for saved in (path, *office([path], "xlsx"), *office([path], "xls")):
        [project] = read(templates, saved).projects
        is_right(project)
        assert not {code for code in check(templates, saved) if code in ("H03", "S03", "S04", "S09", "S15")}
    key = templates.parent / "key"
    summary = merge(path, output=tmp_path / "汇总.xlsx", department="某镇", templates=templates, key=key).path
    parts = split(summary, output=tmp_path / "拆分", form=NAME, templates=templates, key=key, password="x").paths
    [back] = read(templates, *parts).projects
    assert same_record(back, project)


def test_a_home_made_sheet_gives_the_same(templates: Path, tmp_path: Path) -> None:
    [project] = read(templates, homemade(templates, tmp_path / "自制.xlsx", ANSWERS, NAME)).projects
    is_right(project)


def test_columns_in_another_order_and_a_column_between_are_read_by_their_headings(
    templates: Path, tmp_path: Path
) -> None:
    def edit(sheet: Worksheet) -> None:
        top = cell(sheet, "资金来源（万元）").row
        for row in range(top, top + 5):
            first, second = sheet.cell(row, 2), sheet.cell(row, 4)
            first.value, second.value = second.value, first.value
        sheet.insert_cols(3)

    path = edited(homemade(templates, tmp_path / "自制.xlsx", ANSWERS, NAME), edit)
    [project] = read(templates, path).projects
    is_right(project)


def test_a_missing_heading_is_an_error_and_its_column_is_not_guessed(templates: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        cell(sheet, "全年预算数").value = "调整数"

    path = edited(homemade(templates, tmp_path / "自制.xlsx", ANSWERS, NAME), edit)
    [project] = read(templates, path).projects
    assert project.funding.total is None
    assert "superior_annual" not in project.extra
    assert project.extra["superior_executed"] == EXTRA["superior_executed"]
    assert check(templates, path)["S03"] == ["缺少栏目：全年预算数"]


def test_two_values_under_one_heading_are_an_error(templates: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_cols(4)
        at = cell(sheet, "上级资金")
        sheet.cell(at.row, 4, 41)

    path = edited(homemade(templates, tmp_path / "自制.xlsx", ANSWERS, NAME), edit)
    [project] = read(templates, path).projects
    assert "superior_annual" not in project.extra
    assert any("40；41" in one for ones in check(templates, path).values() for one in ones)


def test_headings_with_a_unit_of_their_own_count(templates: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        cell(sheet, "全年执行数").value = "全年执行数（元）"
        for row, amount in zip(range(cell(sheet, "年度资金总额").row, 99), (555000, 400000, 155000), strict=False):
            sheet.cell(row, 4, amount)
        cell(sheet, "年初预算数").value = "年初预算数（万元）"
        cell(sheet, "全年预算数").value = "全年预算数（万元）"

    path = edited(homemade(templates, tmp_path / "自制.xlsx", ANSWERS, NAME), edit)
    [project] = read(templates, path).projects
    is_right(project)


def test_sums_over_the_table_are_checked(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", {**ANSWERS, "local_executed": 16}, NAME)
    assert check(templates, path)["H03"] == ["资金构成合计与资金总额执行数不符：56万元≠55.5万元"]


def test_cells_that_share_a_label_without_headings_are_refused(templates: Path) -> None:
    path = templates / "0.yaml"
    path.write_text(path.read_text("utf-8").replace("heading: 年初预算数", "heading: 全年预算数"), "utf-8")
    fault = prove(str(path))
    assert isinstance(fault, ToolkitError)
    assert "共用文字“年度资金总额”" in fault.message("zh")
