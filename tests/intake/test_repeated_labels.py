"""Labels of the same words are told apart by their order."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.forms.test_proof_further import LARGE
from toolkit import api
from toolkit.model import Project, Severity

#: A sheet that a person typed, in the form's layout: mid-term at the left, the year at the right.
ROWS = (
    ("2024年绩效目标表",),
    ("项目名称", None, "管网改造"),
    ("其中：财政拨款", 1800, None, "其中：财政拨款", 600),
    ("资金来源", "来源", None, "金额", None),
    (None, None, None, "上年", "本年"),
    (None, "本级", None, 1, 2),
    (None, "上级", None, 3, 4),
    (None, "合计", None, 4, 600),
    ("一级指标", "二级指标", "三级指标", "指标值", "方向", "序号"),
    ("产出指标", "数量指标", "改造长度", "≥15公里", "正向", 1),
    ("联系电话", None, "0769-12345678"),
)


def read(folder: Path, change: Callable[[Worksheet], None] = lambda sheet: None) -> tuple[Project, list[str]]:
    own = folder / "模板"
    own.mkdir(exist_ok=True)
    (own / "small.yaml").write_text(LARGE, "utf-8")
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    change(sheet)
    path = folder / "报 回.xlsx"
    book.save(path)
    outcome = api.check(path, templates=own)
    [project] = outcome.projects
    return project, [one.code for one in outcome.findings if one.severity is Severity.ERROR]


def test_the_first_is_the_first_and_the_second_the_second(tmp_path: Path) -> None:
    project, _ = read(tmp_path)
    assert project.extra["middle"] == "18000000.00"
    assert project.funding.fiscal == Decimal(6_000_000)


def _without_the_first(sheet: Worksheet) -> None:
    sheet["A3"] = sheet["B3"] = None


def _without_the_second(sheet: Worksheet) -> None:
    sheet["D3"] = sheet["E3"] = None


def _one_below_the_other(sheet: Worksheet) -> None:
    sheet.insert_rows(4)
    sheet["A4"], sheet["B4"] = sheet["D3"].value, sheet["E3"].value
    sheet["D3"] = sheet["E3"] = None


def _three_of_them(sheet: Worksheet) -> None:
    sheet.insert_rows(4)
    sheet["A4"], sheet["B4"] = "其中：财政拨款", 7


@pytest.mark.parametrize("change", [_without_the_first, _without_the_second, _one_below_the_other, _three_of_them])
def test_where_nobody_can_tell_both_stay_empty_and_it_is_an_error(
    change: Callable[[Worksheet], None], tmp_path: Path
) -> None:
    project, errors = read(tmp_path, change)
    assert "middle" not in project.extra
    assert project.funding.fiscal is None
    assert errors


def test_the_total_comes_from_its_cell_in_the_matrix(tmp_path: Path) -> None:
    project, _ = read(tmp_path)
    assert project.funding.total == Decimal(6_000_000)
    rows = project.tables["funds"]
    assert [row["source"] for row in rows] == ["本级", "上级", "合计"]
    assert [(row["last"], row.get("this")) for row in rows] == [
        ("10000.00", "20000.00"),
        ("30000.00", "40000.00"),
        ("40000.00", None),
    ]


def test_an_issued_form_gives_everything_back(tmp_path: Path) -> None:
    project, _ = read(tmp_path)
    own = tmp_path / "模板"
    out = tmp_path / "下发"
    issued = api.generate("small", output=out, records=[project], year=2024, password="x", templates=own)
    [back] = api.read(issued.paths[0], templates=own).projects
    assert (back.funding, back.extra, back.tables) == (project.funding, project.extra, project.tables)
