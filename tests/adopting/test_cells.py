"""Special cells of an adopted sheet: hidden, with several labels, money in other units."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.adopting.conftest import Adopting
from tests.support.county_sketches import BOND, SHARED_LEVELS
from tests.support.other_offices import OfficeForm, workbook
from tests.support.sketched_forms import sketched
from toolkit import api
from toolkit.model import Project

_BURNING = sketched(
    "burning",
    (10, 14, 16, 26, 18),
    r"""
项目支出绩效目标申报表|>|>|>|>
填报单位：{填报单位=河口镇农业中心}     （2024年度）      单位：元|>|>|>|>
项目名称|>|{project_name=秸秆禁烧}|>|>
主管部门|>|{supervising_department=区农业农村局}|实施单位|{spending_unit=河口镇农业中心}
项目资金|>|年度资金总额|{total#180000}|>
^|>|其中：财政拨款|{fiscal#180000}|>
年度目标|>|{annual_goal=全镇秸秆综合利用率达到95%。}|>|>
绩效指标|一级指标|二级指标|三级指标|指标值
^|产出指标|数量指标|{n=巡查次数}|{v=≥120次}
^|^|时效指标|{n=填报日期}|{v=2024年11月底}
^|^|成本指标|{n=年度资金总额}|{v=≤18万元}
^|效益指标|生态效益指标|{n=空气质量优良天数}|{v=≥300天}
^|满意度指标|服务对象满意度指标|{n=群众满意度}|{v=≥90%}
~填报人：{填报人=周洁}     联系电话：0713-6620111     填报日期：2023年10月20日|>|>|>|>
""",
    unit="元",
)


def only(path: Path, templates: Path) -> Project:
    [project] = api.read(path, templates=templates).projects
    return project


def returned(tmp_path: Path, office: OfficeForm) -> Path:
    path = tmp_path / "报回.xlsx"
    path.write_bytes(workbook(office))
    return path


def _as_printed(book: Workbook) -> None:
    sheet = book.worksheets[0]
    sheet["A2"] = "填报单位：          （    年度）      单位：元"
    sheet["A14"] = "填报人：          联系电话：          填报日期：    年  月  日"


def _as_filled(book: Workbook) -> None:
    sheet = book.worksheets[0]
    sheet["A2"] = "填报单位：河口镇农业中心     （2024年度）      单位：元"
    sheet["A14"] = "填报人：周洁     联系电话：0713-6620111     填报日期：2023年10月20日"


@pytest.mark.parametrize("filled", [False, True], ids=["blank", "filled"])
def test_several_labels_in_one_cell_are_several_fields(filled: bool, adopted: Adopting, tmp_path: Path) -> None:
    change = _as_filled if filled else _as_printed
    done = adopted(workbook(_BURNING, filled=filled, before_saving=change))
    assert done.faults is None
    path = tmp_path / "报回.xlsx"
    path.write_bytes(workbook(_BURNING, before_saving=_as_filled))
    project = only(path, done.path.parent)
    assert dict(project.extra) == {
        "填报单位": "河口镇农业中心",
        "filler": "周洁",
        "phone": "0713-6620111",
        "filled_on": "2023-10-20",
    }
    assert (project.budget_year, project.funding.total) == (2024, Decimal(180000))


def test_names_that_are_words_of_the_form_are_kept(adopted: Adopting, tmp_path: Path) -> None:
    done = adopted(workbook(_BURNING, filled=False, before_saving=_as_printed))
    project = only(returned(tmp_path, _BURNING), done.path.parent)
    assert [(one.name, one.annual_value) for one in project.indicators][1:3] == [
        ("填报日期", "2024年11月底"),
        ("年度资金总额", "≤18万元"),
    ]


def test_amounts_of_a_sheet_in_other_units_are_read_in_them(adopted: Adopting, tmp_path: Path) -> None:
    done = adopted(workbook(BOND, filled=False))
    project = only(returned(tmp_path, BOND), done.path.parent)
    assert project.extra["专项债券资金"] == "520000000.00"
    assert project.funding.unit_as_written == "亿元"


def test_hidden_columns_and_rows_are_left_aside(adopted: Adopting, tmp_path: Path) -> None:
    def with_helpers(book: Workbook) -> None:
        sheet = book.worksheets[0]
        for row in range(1, 22):
            sheet.cell(row, 8, f"H{row:02d}")
        sheet.column_dimensions["H"].hidden = True
        last = sheet.max_row + 1
        sheet.cell(last, 1, "校验码")
        sheet.row_dimensions[last].hidden = True

    plain = adopted(workbook(SHARED_LEVELS, filled=False), "plain").text
    done = adopted(workbook(SHARED_LEVELS, filled=False, before_saving=with_helpers), "helped")
    assert "校验码" not in done.text
    assert "H05" not in done.text
    assert len(api.load_form("helped", templates=done.path.parent).page.columns) == 7  # type: ignore[union-attr]
    assert plain.count("label:") == done.text.count("label:")
    assert any("隐藏" in note.zh for note in done.notes)
