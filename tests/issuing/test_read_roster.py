"""Rosters: tolerant of spelling, strict about content."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from tests.support.issued_forms import TYPE
from tests.support.workbooks import workbook_of
from toolkit.errors import FileError, InputError
from toolkit.forms import Amount, FormDefinition, shipped
from toolkit.issuing import RosterRow, read_roster

HEADER = ["用款单位", "项目名称", "项目类型", "起始年度", "到期年度", "预算年度", "预算金额（元）"]
ROW = ["骏达社区", "治安经费（常）", TYPE, 2022, 2024, 2024, 36300]


def sheet(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    workbook_of(rows).save(path)
    return path


def text(rows: Sequence[Sequence[object]]) -> str:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def changed(**new: object) -> list[object]:
    return [new.get(name, value) for name, value in zip(HEADER, ROW, strict=True)]


def faults(path: Path, form: FormDefinition, **options: object) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_roster(path, form, **options)  # type: ignore[arg-type]
    return [line.strip() for line in str(caught.value).splitlines()[1:]]


def test_a_workbook_gives_a_row_for_each_project(tmp_path: Path, form: FormDefinition) -> None:
    [row] = read_roster(sheet(tmp_path / "名册.xlsx", [HEADER, ROW]), form)
    assert row == RosterRow(
        2,
        {
            "spending_unit": "骏达社区",
            "supervising_department": "骏达社区",
            "project_name": "治安经费（常）",
            "project_type": TYPE,
            "start_year": 2022,
            "end_year": 2024,
            "total": Amount(Decimal(36300), "元"),
        },
        2024,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_file_reads_in_the_encodings_that_people_save(
    encoding: str, tmp_path: Path, form: FormDefinition
) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(text([HEADER, ROW]).encode(encoding))
    [row] = read_roster(path, form)
    assert (row.unit, row.project_name, row.project_type) == ("骏达社区", "治安经费（常）", TYPE)


def test_the_header_may_stand_below_a_title_with_other_columns_and_spelling(
    tmp_path: Path, form: FormDefinition
) -> None:
    rows: list[Sequence[object]] = [
        ["2024年项目名册"],
        [],
        ["序号", "资金使用单位", "项目 名称", "项目\n类型", "起始年度", "到期年度(年)", "2024年预算金额(万元)", "备注"],
        [1, "骏达社区", "治安经费（常）", TYPE, "2022年", 2024.0, "3.63", ""],
        ["合计", None, None, None, None, None, 3.63],
    ]
    [row] = read_roster(sheet(tmp_path / "名册.xlsx", rows), form)
    assert row.values["total"] == Amount(Decimal("36300.00"), "万元")
    assert (row.number, row.values["start_year"], row.budget_year) == (4, 2022, None)


def test_an_amount_whose_column_names_no_unit_is_in_the_unit_of_the_form(tmp_path: Path, form: FormDefinition) -> None:
    header = [*HEADER[:-1], "预算金额"]
    [row] = read_roster(sheet(tmp_path / "名册.xlsx", [header, [*ROW[:-1], "36,300.00元"]]), form)
    assert row.values["total"] == Amount(Decimal("36300.00"), "元")


def test_type_and_year_may_come_from_the_command(tmp_path: Path, form: FormDefinition) -> None:
    header = [name for name in HEADER if name not in ("项目类型", "预算年度")]
    row = [value for name, value in zip(HEADER, ROW, strict=True) if name in header]
    [read] = read_roster(sheet(tmp_path / "名册.xlsx", [header, row]), form, project_type=TYPE, year=2023)
    assert (read.project_type, read.budget_year) == (TYPE, 2023)


def test_a_missing_column_is_named(tmp_path: Path, form: FormDefinition) -> None:
    header, row = HEADER[:-1], ROW[:-1]
    assert faults(sheet(tmp_path / "名册.xlsx", [header, row]), form) == ["缺少“预算金额”一列"]


def test_a_file_without_a_header_is_refused(tmp_path: Path, form: FormDefinition) -> None:
    with pytest.raises(InputError, match="没有找到表头，至少要有“项目名称”“用款单位”两列"):
        read_roster(sheet(tmp_path / "名册.xlsx", [["甲", "乙"], ["1", "2"]]), form)


def test_every_fault_is_named_with_its_row_in_one_go(tmp_path: Path, form: FormDefinition) -> None:
    rows: list[Sequence[object]] = [
        HEADER,
        changed(项目类型="专项"),
        changed(**{"项目名称": "甲", "预算金额（元）": "三万"}),
        changed(**{"项目名称": "乙", "预算金额（元）": 0}),
        changed(项目名称="丙", 起始年度="去年"),
        changed(项目名称="丁", 用款单位=None),
        changed(项目名称="戊", 起始年度=2025),
        changed(项目名称="己", 预算年度=2026),
        changed(项目名称="庚" * 90),
        changed(**{"项目名称": "好", "预算金额（元）": -5}),
        changed(项目名称=" 好 "),
    ]
    found = faults(sheet(tmp_path / "名册.xlsx", rows), form)
    assert found == [
        f"第2行（Sheet!C2）：项目类型“专项”不在选项内，可用：{'、'.join(form.types)}",
        "第3行（Sheet!G3）：预算金额“三万”不是数字",
        "第4行（Sheet!G4）：预算金额“0”应大于0",
        "第5行（Sheet!D5）：起始年度“去年”不是四位数的年份",
        "第6行（Sheet!A6）：用款单位为空",
        "第7行：起始年度2025晚于到期年度2024",
        "第8行：预算年度2026不在2022—2024之内",
        "第9行（Sheet!B9）：项目名称超过80字",
        "第10行（Sheet!G10）：预算金额“-5”应大于0",
        "第11行：“骏达社区”的项目“好”重复，第10行已有",
    ]


def test_the_same_project_name_in_two_units_is_fine(tmp_path: Path, form: FormDefinition) -> None:
    rows: list[Sequence[object]] = [HEADER, ROW, changed(用款单位="党建办")]
    assert len(read_roster(sheet(tmp_path / "名册.xlsx", rows), form)) == 2


def test_an_empty_roster_is_refused(tmp_path: Path, form: FormDefinition) -> None:
    assert faults(sheet(tmp_path / "名册.xlsx", [HEADER]), form) == ["名册.xlsx：名册中没有项目"]


def test_what_is_no_roster_is_refused_with_a_sentence(tmp_path: Path, form: FormDefinition) -> None:
    (tmp_path / "名册.xlsx").write_bytes(b"<html>")
    with pytest.raises(InputError, match=r"无法作为表格打开"):
        read_roster(tmp_path / "名册.xlsx", form)
    (tmp_path / "名册.csv").write_bytes(b"\xff\xff\xff")
    with pytest.raises(InputError, match="编码无法识别"):
        read_roster(tmp_path / "名册.csv", form)
    with pytest.raises(FileError, match="无法读取名册"):
        read_roster(tmp_path / "没有.xlsx", form)


def test_the_sample_roster_lists_every_project_of_the_three_units_once(form: FormDefinition) -> None:
    rows = read_roster(shipped("samples") / "roster.xlsx", form)
    assert len(rows) == 44, "45 forms, one of them handed in twice"
    assert len({row.unit for row in rows}) == 3
