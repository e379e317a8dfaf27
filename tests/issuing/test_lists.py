"""Lists of many projects are issued a workbook a unit, and read back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.programs import convert
from tests.support.table_forms import shown_list
from toolkit import generate, merge, read
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


def test_a_list_of_records_reads_back_as_it_was(tmp_path: Path, templates: Path) -> None:
    written = generate(
        "mylist", out=tmp_path / "out", records=PROJECTS, year=2025, password="x", templates=templates
    ).paths
    assert [path.stem for path in written] == ["甲社区", "乙社区"]
    saved = convert(list(written), "xlsx", tmp_path)
    for returned in (written, saved):
        found = [read(path, templates=templates) for path in returned]
        assert [_content(one) for each in found for one in each.projects] == list(PROJECTS)
        assert [f.code for each in found for f in each.findings if f.severity is not Severity.INFO] == []


def test_lists_are_merged_like_other_forms(tmp_path: Path, templates: Path) -> None:
    generate("mylist", out=tmp_path / "out", records=PROJECTS, year=2025, password="x", templates=templates)
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
    [path] = generate("mylist", out=tmp_path / "out", roster=roster, password="x", templates=templates).paths
    sheet = load_workbook(path).worksheets[0]
    assert sheet.protection.sheet
    assert (sheet["B4"].value, sheet["C4"].value) == ("道路养护", 360000)
    assert sheet["B4"].protection.locked
    assert not sheet["G4"].protection.locked
    assert "B4:B11" in {str(one) for one in sheet.merged_cells.ranges}
    assert any("正向指标" in str(one.formula1) for one in sheet.data_validations.dataValidation)


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path, templates: Path) -> None:
    generate("mylist", out=tmp_path / "out", year=2025, password="x", templates=templates)
    with pytest.raises(ToolkitError):
        generate("mylist", out=tmp_path / "out", year=2025, password="x", templates=templates)
