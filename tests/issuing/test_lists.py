"""Lists of many projects are issued a workbook a unit, and read back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.support.programs import convert
from tests.support.table_forms import shown_list
from toolkit import generate, merge, read
from toolkit.api import prove
from toolkit.errors import ToolkitError
from toolkit.model import FrozenMap, Funding, Indicator, Project, Severity


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """Returns a folder with the list of the documentation."""
    folder = tmp_path / "我的 模板"
    folder.mkdir()
    (folder / "mylist.yaml").write_text(shown_list(), "utf-8")
    return folder


def _project(unit: str, name: str, amount: int, *names: str) -> Project:
    extra = FrozenMap({"direction": "正向指标"})
    indicators = (
        Indicator("产出指标", "数量指标", one, None, f"≥{number}个", weight="10", extra=extra)
        for number, one in enumerate(names, 1)
    )
    satisfied = Indicator("满意度指标", "服务对象满意度指标", "群众满意度", None, "≥90%", weight="10", extra=extra)
    money = Funding(Decimal(amount), unit_as_written="元")
    return Project(
        "mylist", "2025.1", name, spending_unit=unit, budget_year=2025, funding=money,
        annual_goal="做好工作", indicators=(*indicators, satisfied),
    )  # fmt: skip


def _content(project: Project) -> Project:
    bare = tuple(replace(one, cell=None) for one in project.indicators)
    return replace(project, source=None, supervising_department=None, indicators=bare)


PROJECTS = (
    _project("甲社区", "道路养护", 360_000, "养护里程", "按时完成养护"),
    _project("甲社区", "文体活动", 5_000, "活动次数"),
    _project("乙社区", "办公经费", 1_234, "办公设备"),
)


#: A list with further columns of projects, as a unit's own sheet has them: merged down, a code with a leading zero.
_FURTHER = """  - {key: supervising_department, label: 主管部门, width: 14}
  - {key: project_code, label: 项目代码, width: 14}
  - {key: project_type, label: 项目类别, width: 14}
  - {key: period_goal, label: 中长期目标, width: 24}
"""
_SHEET = (
    ("部门预算项目绩效目标申报表（2025年度）",),
    ("主管部门", "单位名称", "项目名称", "项目代码", "项目类别", "中长期目标", "预算数", "年度目标", "一级指标",
     "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重", "指标方向性"),
    ("教育局", "一中", "校舍维修", 170001001, "特定目标类", "三年完成", 300000, "维修3栋", "产出指标", "数量指标",
     "维修栋数", "≥", 3, "栋", 60, "正向指标"),
    (None, None, None, None, None, None, None, None, "满意度指标", "服务对象满意度指标", "学生满意度", "≥", 90, "%", 40,
     "正向指标"),
    (None, None, "食堂补助", "0170001", "其他运转类", None, 125000, "补助食堂", "产出指标", "数量指标", "补助人数", "≥",
     500, "人", 100, "正向指标"),
    (None, "二中", "图书购置", "170003", None, None, 5000, "购书", "产出指标", "数量指标", "购书册数", "=", 1000, "册",
     100, "正向指标"),
)  # fmt: skip


def test_a_list_has_further_columns_of_projects(tmp_path: Path, templates: Path) -> None:
    path = templates / "mylist.yaml"
    path.write_text(path.read_text("utf-8").replace("columns:\n", f"columns:\n{_FURTHER}"), "utf-8")
    book = Workbook()
    sheet = book.worksheets[0]
    for row in _SHEET:
        sheet.append(row)
    book.save(tmp_path / "清单.xlsx")
    projects = read(tmp_path / "清单.xlsx", templates=templates).projects
    assert [(one.project_name, one.spending_unit, one.supervising_department) for one in projects] == [
        ("校舍维修", "一中", "教育局"), ("食堂补助", "一中", "教育局"), ("图书购置", "二中", "教育局"),
    ]  # fmt: skip
    assert [(one.project_code, one.project_type, one.period_goal) for one in projects] == [
        ("170001001", "特定目标类", "三年完成"), ("0170001", "其他运转类", None), ("170003", None, None),
    ]  # fmt: skip
    assert prove(str(path)) is None


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("key: goal", "key: annual_goal", "goal"),
        ("key: number", "key: annual_value", "key: number"),
        ("kind: list", "kind: summary", "kind: list"),
    ],
)
def test_a_fault_of_a_list_says_what_would_be_right(templates: Path, old: str, new: str, word: str) -> None:
    path = templates / "mylist.yaml"
    text = path.read_text("utf-8").replace("columns:\n", f"columns:\n{_FURTHER}")
    path.write_text(text.replace(old, new), "utf-8")
    error = prove(str(path))
    assert error is not None
    assert word in error.message("zh")


def test_a_list_of_records_reads_back_as_it_was(tmp_path: Path, templates: Path) -> None:
    written = generate(
        "mylist", output=tmp_path / "out", records=PROJECTS, year=2025, password="x", templates=templates
    ).paths
    assert [path.stem for path in written] == ["甲社区", "乙社区"]
    saved = convert(list(written), "xlsx", tmp_path)
    for returned in (written, saved):
        found = [read(path, templates=templates) for path in returned]
        assert [_content(one) for each in found for one in each.projects] == list(PROJECTS)
        assert [f.code for each in found for f in each.findings if f.severity is not Severity.INFO] == []


def test_lists_are_merged_like_other_forms(tmp_path: Path, templates: Path) -> None:
    generate("mylist", output=tmp_path / "out", records=PROJECTS, year=2025, password="x", templates=templates)
    merge(tmp_path / "out", output=tmp_path / "汇总.xlsx", summary="flat", department="东坑镇", templates=templates)
    found = read(tmp_path / "汇总.xlsx", templates=templates).projects
    assert {(one.spending_unit, one.project_name) for one in found} == {
        (one.spending_unit, one.project_name) for one in PROJECTS
    }
    assert {one.indicators[0].extra.get("direction") for one in found} == {"正向指标"}


def test_a_roster_fills_in_and_locks_the_projects(tmp_path: Path, templates: Path) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text(
        "项目名称,用款单位,预算数,预算年度\n道路养护,甲社区,360000,2025\n文体活动,甲社区,5000,2025\n", "utf-8"
    )
    [path] = generate("mylist", output=tmp_path / "out", roster=roster, password="x", templates=templates).paths
    sheet = load_workbook(path).worksheets[0]
    assert sheet.protection.sheet
    assert (sheet["B4"].value, sheet["C4"].value) == ("道路养护", 360000)
    assert sheet["B4"].protection.locked
    assert not sheet["G4"].protection.locked
    assert "B4:B11" in {str(one) for one in sheet.merged_cells.ranges}
    assert any("正向指标" in str(one.formula1) for one in sheet.data_validations.dataValidation)


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path, templates: Path) -> None:
    generate("mylist", output=tmp_path / "out", year=2025, password="x", templates=templates)
    with pytest.raises(ToolkitError):
        generate("mylist", output=tmp_path / "out", year=2025, password="x", templates=templates)
