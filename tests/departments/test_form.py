"""The department's form: issued, filled, returned in every state, read back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.departments import NAME, filled, issued, only, read, target, target_without_source
from tests.support.workbooks import saved, workbook_of
from toolkit import api
from toolkit.api import load_records
from toolkit.checks import run
from toolkit.errors import InputError
from toolkit.forms import shipped
from toolkit.intake import Library
from toolkit.model import DepartmentTarget, Severity, SubGoal


def structure(data: bytes, library: Library, name: str = "部门.xlsx") -> dict[str, str | None]:
    """The codes above an info of file and structure, each with its first place."""
    found = run([read(data, library, name)], families=("file", "structure", "header"))
    return {one.code: one.where.cell for one in reversed(found) if one.severity is not Severity.INFO}


def test_what_a_clerk_typed_into_the_form_is_read_back(tmp_path: Path, library: Library) -> None:
    data = filled(tmp_path)
    assert target_without_source(only(read(data, library)).record) == target()
    assert structure(data, library) == {}


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_form_that_libreoffice_saved_is_the_same_record(
    kind: str, tmp_path: Path, library: Library, office: Callable[..., list[Path]]
) -> None:
    path = tmp_path / "部门.xlsx"
    path.write_bytes(filled(tmp_path / "下发"))
    (saved,) = office([path], kind)
    assert target_without_source(only(read(saved.read_bytes(), library, saved.name)).record) == target()
    assert structure(saved.read_bytes(), library, saved.name) == {}


def test_records_are_written_into_the_form_and_read_back(tmp_path: Path, library: Library) -> None:
    path = issued(tmp_path, records=[target()])
    assert path.parent.name == NAME
    assert target_without_source(only(read(path.read_bytes(), library)).record) == target()


def test_a_record_file_may_hold_departments_alone_or_next_to_projects(tmp_path: Path) -> None:
    loaded = load_records(shipped("samples") / "records" / "002-shequ.json")
    assert [type(record).__name__ for record in loaded] == ["Project"] * 3 + ["DepartmentTarget"]
    alone = tmp_path / "部门.json"
    alone.write_text('{"departments": [{"department": "甲", "overall_goal": "目标", "measures": ["一"]}]}', "utf-8")
    (record,) = load_records(alone)
    assert isinstance(record, DepartmentTarget)
    assert (record.department, record.measures) == ("甲", ("一",))


def test_records_of_projects_alone_are_refused(tmp_path: Path) -> None:
    projects = load_records(shipped("samples") / "records" / "000-junda.json")
    with pytest.raises(InputError, match="没有部门整体绩效目标"):
        issued(tmp_path, records=projects)


def test_a_record_with_more_sub_goals_than_the_form_has_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    many = target(sub_goals=tuple(SubGoal(f"第{n}项", "目标", "指标") for n in range(1, 10)))
    with pytest.raises(InputError, match="第9项分项目标"):
        issued(tmp_path, records=[many])
    assert list(tmp_path.rglob("*.xlsx")) == []


def test_a_roster_of_projects_gives_each_department_one_form_with_its_name_locked(tmp_path: Path) -> None:
    outcome = api.generate("department", output=tmp_path, roster=shipped("samples") / "roster.xlsx", year=2024)
    named = {path.parent.name for path in outcome.paths}
    assert named == {"东莞市东坑镇骏达社区居民委员会", "东莞市东坑镇党建工作办公室", "东莞市东坑镇综合治理办公室"}
    sheet = load_workbook(outcome.paths[0])["部门整体绩效目标表"]
    assert sheet["B2"].value in named
    assert sheet["B2"].protection.locked
    assert not sheet["B3"].protection.locked


def test_a_roster_without_a_column_of_departments_is_refused_by_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("项目,金额\n甲,1\n", "utf-8")
    with pytest.raises(InputError, match="部门名称"):
        issued(tmp_path / "下发", roster=path)


def test_a_form_that_nobody_filled_lacks_its_name_and_its_goal(tmp_path: Path) -> None:
    outcome = api.check(issued(tmp_path))
    assert {one.code: one.where.cell for one in outcome.findings} == {"H01": "B2", "G01": "B3"}


def test_rows_left_empty_between_two_sub_goals_are_no_sub_goals(tmp_path: Path, library: Library) -> None:
    book = load_workbook(BytesIO(filled(tmp_path, target(sub_goals=target().sub_goals[:2]))))
    sheet = book.worksheets[0]
    for row in (5, 6, 7):  # the first one moves to the place of the fifth
        sheet.cell(row + 12, 2, sheet.cell(row, 2).value)
        sheet.cell(row, 2).value = None
    record = only(read(saved(book), library))
    assert target_without_source(record.record).sub_goals == (target().sub_goals[1], target().sub_goals[0])
    assert record.placed["sub_goals.2.goal"].cell == "B18"


def test_a_changed_label_is_found_and_a_lost_ones_field_stays_empty(tmp_path: Path, library: Library) -> None:
    book = load_workbook(BytesIO(filled(tmp_path)))
    sheet = book.worksheets[0]
    sheet["A1"].value = "2022年部门绩效"
    sheet["A9"].value = None  # （二）绩效目标
    found = structure(saved(book), library)
    assert found["S04"] == "A1"
    assert "S03" in found
    assert target_without_source(only(read(saved(book), library)).record).sub_goals[1].goal is None


def test_a_prefilled_name_that_was_changed_is_an_error(tmp_path: Path, library: Library) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text(f"部门名称,预算年度\n{NAME},2022\n", "utf-8")
    book = load_workbook(issued(tmp_path / "下发", roster=roster))
    book.worksheets[0]["B2"].value = "另一个部门"
    assert "S30" in structure(saved(book), library)


def test_a_home_made_form_with_fewer_rows_is_read_by_its_labels(library: Library) -> None:
    fewer = replace(target(), sub_goals=target().sub_goals[:2], measures=target().measures[:3])
    first, second = fewer.sub_goals
    rows: list[Sequence[object]] = [
        ["2022年部门整体绩效目标表", ""],
        ["部门名称", NAME],
        ["整体绩效目标", fewer.overall_goal],
        *(["（一）分项目标", first.title], ["（一）绩效目标", first.goal], ["（一）绩效指标", first.indicators_text]),
        *(["(二) 分项目标", second.title], ["（二）绩效目标", second.goal], ["（二）绩效指标", second.indicators_text]),
        *([f"保障措施（{mark}）", text] for mark, text in zip("一二三", fewer.measures, strict=True)),
        ["填表人：张三", ""],
    ]
    book = workbook_of(rows)
    assert target_without_source(only(read(saved(book), library)).record) == fewer
    assert set(structure(saved(book), library)) == {"S01"}


def test_json_tells_where_a_department_was_read(tmp_path: Path) -> None:
    path = issued(tmp_path, records=[target()])
    outcome = api.check(path)
    document = json.loads(api.report(outcome).to_text("json"))
    (department,) = document["departments"]
    assert department["overall_goal"] == target().overall_goal
    assert len(department["sub_goals"]) == 6
    assert department["source"]["sheet"] == "部门整体绩效目标表"
    assert department["source"]["range"] == "A1:B41"
    assert len(department["source"]["sha256"]) == 64
