"""Further tables of a form: drawn, filled, read by their headings, merged, split."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.intake.test_own_fields import fill
from tests.support.own_forms import TABLES, check, folder_with, homemade, issued, read
from toolkit.api import prove

ANSWERS: dict[str, Any] = {
    "project_name": "村道硬化",
    "total": 50,
    "annual_goal": "硬化村道3公里。",
    "tables.cost.1.item": "人工",
    "tables.cost.1.amount": 20.5,
    "tables.cost.1.began": "2025-03-01",
    "tables.cost.2.item": "材料",
    "tables.cost.2.amount": 29.5,
    "tables.sources.1.amount": 30,
    "tables.sources.3.amount": 20,
    "tables.sources.3.note": "区财政；按季：拨付",
    "slots.0.name": "硬化村道",
    "slots.0.annual_value": "3公里",
}
COST = ({"item": "人工", "amount": "205000.00", "began": "2025-03-01"}, {"item": "材料", "amount": "295000.00"})
SOURCES = (
    {"level": "中央", "amount": "300000.00"},
    {"level": "区级", "amount": "200000.00", "note": "区财政；按季：拨付"},
)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return folder_with(tmp_path, TABLES)


def tables(templates: Path, path: Path) -> dict[str, tuple[dict[str, str], ...]]:
    [project] = read(templates, path).projects
    assert [one.name for one in project.indicators] == ["硬化村道"]
    return {key: tuple(map(dict, rows)) for key, rows in project.tables.items()}


def test_the_definition_is_proven(templates: Path) -> None:
    assert prove("tables", templates) is None


@pytest.mark.libreoffice
def test_an_issued_form_saved_by_libreoffice_gives_every_row(
    templates: Path, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    path = issued(templates, tmp_path, "tables")
    fill(path, templates, ANSWERS, "tables")
    for saved in (path, *office([path], "xlsx")):
        assert tables(templates, saved) == {"cost": COST, "sources": SOURCES}


def test_a_home_made_sheet_gives_the_same(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", ANSWERS, "tables")
    assert tables(templates, path) == {"cost": COST, "sources": SOURCES}


def test_rows_that_a_person_added_are_read_and_a_total_row_is_none(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", ANSWERS, "tables")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for merge in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merge))
    sheet.insert_rows(6, 3)
    for row, (item, amount) in enumerate((("机械", 1), ("运输", 2), ("合计", 53)), 6):
        sheet.cell(row, 2, item)
        sheet.cell(row, 3, amount)
    book.save(path)
    assert [row["item"] for row in tables(templates, path)["cost"]] == ["人工", "材料", "机械", "运输"]


def test_a_cell_that_cannot_be_read_is_an_error(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", {**ANSWERS, "tables.cost.2.amount": "三十左右"}, "tables")
    assert check(templates, path)["H14"] == ["成本构成第2行金额（万元）无法识别：三十左右"]
    assert tables(templates, path)["cost"][1] == {"item": "材料"}
