"""Home-made sheets whose labels name different units of money."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.own_forms import OWN, TABLES, check, folder_with, homemade, read

ANSWERS: dict[str, Any] = {
    "project_name": "村道硬化",
    "spending_unit": "城建办",
    "total": 50,
    "superior": 200000,
    "slots.0.name": "硬化村道",
    "slots.0.annual_value": "3公里",
}
IN_TABLE: dict[str, Any] = {
    "project_name": "村道硬化",
    "total": 50,
    "tables.cost.1.item": "人工",
    "tables.cost.1.amount": 205000,
    "tables.sources.1.amount": 30,
    "slots.0.name": "硬化村道",
    "slots.0.annual_value": "3公里",
}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return folder_with(tmp_path, OWN, TABLES)


def relabelled(path: Path, *labels: tuple[str, str]) -> Path:
    book = openpyxl.load_workbook(path)
    for was, now in labels:
        [cell] = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == was]
        cell.value = now
    book.save(path)
    return path


def test_each_amount_is_read_in_the_unit_of_its_own_label(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", ANSWERS)
    [project] = read(templates, relabelled(path, ("上级资金（万元）", "上级资金（元）"))).projects
    assert project.funding.total == Decimal(500000)
    assert dict(project.extra) == {"superior": "200000.00"}


def test_an_amount_without_a_unit_among_two_units_is_an_error_and_not_a_guess(templates: Path, tmp_path: Path) -> None:
    path = relabelled(
        homemade(templates, tmp_path / "自制.xlsx", ANSWERS),
        ("资金总额（万元）", "资金总额"),
        ("上级资金（万元）", "上级资金（元）"),
        ("项目绩效目标申报表", "单位：万元"),
    )
    [project] = read(templates, path).projects
    assert project.funding.total is None
    assert any("50（万元/元）" in one for ones in check(templates, path).values() for one in ones)


def test_an_amount_that_names_its_unit_itself_is_certain(templates: Path, tmp_path: Path) -> None:
    path = relabelled(
        homemade(templates, tmp_path / "自制.xlsx", {**ANSWERS, "total": "50万元"}),
        ("资金总额（万元）", "资金总额"),
        ("上级资金（万元）", "上级资金（元）"),
        ("项目绩效目标申报表", "单位：万元"),
    )
    assert read(templates, path).projects[0].funding.total == Decimal(500000)


def test_a_further_tables_column_has_the_unit_of_its_own_heading(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", IN_TABLE, "tables")
    [project] = read(templates, relabelled(path, ("金额（万元）", "金额（元）"))).projects
    assert project.tables["cost"][0]["amount"] == "205000.00"
    assert not project.tables.get("sources")  # 预算数 names no unit, and the sheet has two
    found = check(templates, path)
    assert any("30（万元/元）" in one for ones in found.values() for one in ones)


LINES = [
    ("单位：千元", "50000"), ("金额单位：百万元", "50000000"), ("编制单位：东坑镇　　金额单位：人民币元", "50"),
    ("（元）", "50"), ("单位：元（保留两位小数）", "50"), ("单位：万美元", None), ("主管单位：状元", "500000"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "yuan"), LINES)
def test_a_line_above_names_the_unit_in_full(templates: Path, tmp_path: Path, line: str, yuan: str | None) -> None:
    path = relabelled(
        homemade(
            templates, tmp_path / "自制.xlsx", {**ANSWERS, "superior": None, "slots.0.name": "补助标准（单位：元）"}
        ),
        ("资金总额（万元）", "资金总额"),
        ("上级资金（万元）", "上级资金"),
        ("项目绩效目标申报表", line),
    )
    [project] = read(templates, path).projects
    assert project.funding.total == (None if yuan is None else Decimal(yuan))
    assert ("H02" in check(templates, path)) == (yuan is None)


@pytest.mark.parametrize(("label", "yuan"), [("资金总额（千元）", 50000), ("资金总额[百万元]", 50000000)])
def test_a_label_names_its_unit_in_full(templates: Path, tmp_path: Path, label: str, yuan: int) -> None:
    path = relabelled(
        homemade(templates, tmp_path / "自制.xlsx", {**ANSWERS, "superior": None}), ("资金总额（万元）", label)
    )
    [project] = read(templates, path).projects
    assert project.funding.total == yuan
