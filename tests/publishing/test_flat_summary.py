"""A flat summary: written, saved by LibreOffice, edited, read back, split."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.programs import convert
from tests.support.workbooks import workbook_of
from toolkit import check, generate, merge, read, split
from toolkit.model import Project, projects_from

RECORDS = Path(__file__).parents[2] / "samples" / "records" / "000-junda.json"


def _bare(project: Project) -> Project:
    """Returns a record without the places it was read from."""
    return replace(project, source=None, indicators=tuple(replace(one, cell=None) for one in project.indicators))


@pytest.fixture(scope="module")
def round_trip(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Returns the folder of issued forms, and the flat summary of them."""
    folder = tmp_path_factory.mktemp("flat")
    records = projects_from(json.loads(RECORDS.read_text("utf-8")))
    generate("form13", output=folder / "issued", records=records, year=2024, password="x")
    merge(folder / "issued", output=folder / "flat.xlsx", summary="flat", department="东坑镇")
    return folder / "issued", folder / "flat.xlsx"


def test_the_records_come_back_from_the_flat_summary(round_trip: tuple[Path, Path], tmp_path: Path) -> None:
    issued, flat = round_trip
    wanted = {one.project_name: _bare(one) for one in read(issued).projects}
    [saved] = convert([flat], "xlsx", tmp_path)
    for summary in (flat, saved):
        found = read(summary)
        assert {one.project_name: _bare(one) for one in found.projects} == wanted
    split(flat, output=tmp_path / "split", form="form13", password="x")
    assert {one.project_name: _bare(one) for one in read(tmp_path / "split").projects} == wanted


def test_the_projects_cells_are_merged_down_over_their_indicators(round_trip: tuple[Path, Path]) -> None:
    sheet = load_workbook(round_trip[1]).worksheets[0]
    headings = [cell.value for cell in sheet[3]]
    assert headings[:2] == ["项目名称（资金使用单位）", "总计"]
    assert headings[6:11] == ["一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"]
    first = read(round_trip[1]).projects[0]
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert f"A6:A{5 + len(first.indicators)}" in merged
    assert [sheet.cell(6 + n, 9).value for n in range(3)] == [one.name for one in first.indicators[:3]]


def _edited(flat: Path, path: Path, edit: Callable[[Worksheet], None]) -> Path:
    book = load_workbook(flat)
    edit(book.worksheets[0])
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("cell", "value"), [("K7", "≥99%"), ("I6", "另一个名称"), ("F6", "另一个目标"), ("L6", 10), ("B6", 9.99)]
)
def test_what_a_person_changes_counts_and_is_named(
    round_trip: tuple[Path, Path], tmp_path: Path, cell: str, value: str | float
) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet[cell] = value

    changed = _edited(round_trip[1], tmp_path / "改.xlsx", edit)
    project = read(changed).projects[0]
    contents = {
        "K7": project.indicators[1].annual_value,
        "I6": project.indicators[0].name,
        "F6": project.annual_goal,
        "L6": project.indicators[0].weight,
        "B6": str((project.funding.total or 0) / 10_000),
    }
    assert contents[cell] == str(value)
    assert "A10" in {one.code for one in check(changed).findings}


def test_the_published_sheet_alone_still_reads(round_trip: tuple[Path, Path], tmp_path: Path) -> None:
    published = load_workbook(round_trip[1]).worksheets[0]
    path = tmp_path / "公开.xlsx"
    workbook_of(published.iter_rows(values_only=True)).save(path)
    kept, found = read(round_trip[1]).projects, read(path).projects
    assert [one.project_name for one in found] == [one.project_name for one in kept]
    assert [[i.name for i in one.indicators] for one in found] == [[i.name for i in one.indicators] for one in kept]
    assert {one.spending_unit for one in found} == {"东莞市东坑镇骏达社区居民委员会"}
    assert [one.funding.total for one in found] == [one.funding.total for one in kept]


def test_a_home_made_form_is_no_flat_table(tmp_path: Path) -> None:
    rows = (
        ("项目绩效目标表",),
        ("项目名称", "道路养护", "预算金额", 10, "年度目标", "养护"),
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", "里程", "3公里"),
    )
    path = tmp_path / "甲.xlsx"
    workbook_of(rows).save(path)
    assert {one.form for one in read(path).projects} <= {"form13", "plan", "costfirst"}
