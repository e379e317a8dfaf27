"""Sums of further tables: the panel's formulas, rule H03, total rows on home-made sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.intake.test_further_tables import ANSWERS
from tests.intake.test_own_fields import fill
from tests.support.own_forms import TABLES, check, folder_with, form_in, homemade, issued, read
from toolkit.api import prove
from toolkit.errors import ToolkitError
from toolkit.forms import compile_layout, load_framework, self_check
from toolkit.forms.further_tables import cell_key

SUMMED = (
    TABLES.replace("rows: 3\n", "rows: 3\n    sums: {amount: [total_row, total]}\n")
    .replace("heading: 成本构成, rows: 1", "heading: 成本构成")
    .replace("lines: [中央, 省级, 区级]", "lines: [中央, 省级, 区级]\n    sums: {amount: [total]}")
)
TOTAL = cell_key("cost", 0, "amount")
RIGHT = {**ANSWERS, TOTAL: 50}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return folder_with(tmp_path, SUMMED)


def h03(templates: Path, path: Path) -> list[str]:
    return check(templates, path).get("H03", [])


def test_the_definition_is_proven(templates: Path) -> None:
    assert prove("tables", templates) is None


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("amount: [total_row, total]", "amuont: [total]", "amuont"),
        ("amount: [total_row, total]", "amount: [totl]", "totl"),
        ("amount: [total_row, total]", "item: [total]", "item"),
        ("amount: [total_row, total]", "amount: []", "total_row"),
    ],
)
def test_a_wrong_key_of_the_sums_is_named(old: str, new: str, named: str, tmp_path: Path) -> None:
    fault = prove("tables", folder_with(tmp_path, SUMMED.replace(old, new)))
    assert isinstance(fault, ToolkitError)
    assert named in fault.message("zh")
    assert "tables.cost.sums" in fault.message("zh")


@pytest.mark.libreoffice
@pytest.mark.parametrize("path", ["issued", "home-made"])
def test_rows_that_add_up_are_right_and_the_record_has_no_total_row(
    path: str, templates: Path, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    form = issued(templates, tmp_path, "tables")
    fill(form, templates, RIGHT, "tables")
    if path == "home-made":
        form = homemade(templates, tmp_path / "自制.xlsx", RIGHT, "tables")
    for saved in (form, *office([form], "xlsx")):
        assert not h03(templates, saved)
        [project] = read(templates, saved).projects
        assert [row["item"] for row in project.tables["cost"]] == ["人工", "材料"]


def test_a_total_row_that_is_not_the_sum_is_an_error(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", {**RIGHT, TOTAL: 55}, "tables")
    assert h03(templates, path) == ["资金构成合计与成本构成合计的金额（万元）不符：50万元≠55万元"]


def test_rows_that_do_not_add_up_to_the_declared_amount_are_an_error(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", {**RIGHT, "tables.sources.1.amount": 31}, "tables")
    assert h03(templates, path) == ["资金构成合计与总额不符：51万元≠50万元"]


def test_the_sum_of_a_row_that_cannot_be_read_is_not_judged(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", {**RIGHT, "tables.cost.2.amount": "见附件"}, "tables")
    found = check(templates, path)
    assert "H03" not in found
    assert found["H14"] == ["成本构成第2行金额（万元）无法识别：见附件"]


@pytest.mark.parametrize("word", ["合 计", "合计（万元）", "总计：", "资金合计"])
def test_a_total_row_among_more_rows_of_a_home_made_table_is_no_row(word: str, templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", RIGHT, "tables")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for merge in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merge))
    [label] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "合计"]
    sheet.insert_rows(label.row, 1)  # a subtotal of its own
    sheet.cell(label.row, 2, "小计")
    sheet.cell(label.row, 3, 20.5)
    sheet.cell(label.row + 1, 2, word)
    book.save(path)
    assert not h03(templates, path)
    [project] = read(templates, path).projects
    assert [row["item"] for row in project.tables["cost"]] == ["人工", "材料"]


def test_an_amount_with_words_in_a_row_is_an_error(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", {**RIGHT, "tables.cost.2.amount": "29.5（含税）"}, "tables")
    assert check(templates, path)["H14"] == ["成本构成第2行金额（万元）无法识别：29.5（含税）"]


@pytest.mark.libreoffice
def test_the_panel_says_what_the_check_says(templates: Path, tmp_path: Path, office: Callable[..., list[Path]]) -> None:
    path = issued(templates, tmp_path, "tables")
    fill(path, templates, {**RIGHT, TOTAL: 55, "tables.sources.1.amount": 31}, "tables")
    [saved] = office([path], "xlsx")
    form = form_in(templates, "tables")
    layout = compile_layout(form, load_framework(form.framework, templates), 2025)
    sheet = openpyxl.load_workbook(saved, data_only=True).worksheets[0]
    shown = {str(sheet.cell(one.cell.row + 1, one.cell.col + 1).value) for one in self_check(layout)}
    assert {"← 成本构成的金额（万元）之和不符", "← 资金来源的预算数之和不符"} <= shown
