"""Rosters as they lie about: several sheets, columns alike, notes, formats, separators."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.issuing.test_read_roster import HEADER, ROW, changed, faults, sheet
from tests.support.workbooks import first
from toolkit.errors import InputError
from toolkit.forms import FormDefinition
from toolkit.issuing import read_roster, roster_reading

AMOUNT = HEADER.index("预算金额（元）")


def with_sheets(path: Path, *sheets: tuple[str, str, Sequence[Sequence[object]]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, state, rows in sheets:
        added = book.create_sheet(name)
        added.sheet_state = state
        for row in rows:
            added.append(list(row))
    book.save(path)
    return path


def shown_as(path: Path, number_format: str, heading: str = "预算金额（元）", value: object = 36300) -> Path:
    book = Workbook()
    table = first(book)
    table.append([*HEADER[:AMOUNT], heading])
    table.append([*ROW[:AMOUNT], value])
    table.cell(2, AMOUNT + 1).number_format = number_format
    book.save(path)
    return path


def test_two_sheets_that_are_rosters_are_named(tmp_path: Path, form: FormDefinition) -> None:
    path = with_sheets(
        tmp_path / "名册.xlsx",
        ("第一批", "visible", [HEADER, ROW]),
        ("第二批", "visible", [HEADER, changed(项目名称="乙")]),
    )
    with pytest.raises(InputError, match="“第一批”、“第二批”"):
        read_roster(path, form)


def test_a_hidden_sheet_is_no_roster(tmp_path: Path, form: FormDefinition) -> None:
    old: list[Sequence[object]] = [HEADER, changed(项目名称="上年项目")]
    path = with_sheets(tmp_path / "名册.xlsx", ("旧", "hidden", old), ("新", "visible", [HEADER, ROW]))
    assert [row.project_name for row in read_roster(path, form)] == ["治安经费（常）"]


def test_an_amount_is_read_as_its_format_shows_it(tmp_path: Path, form: FormDefinition) -> None:
    [row] = read_roster(shown_as(tmp_path / "名册.xlsx", '0!.0000"万元"'), form)
    assert row.amount == 36300


@pytest.mark.parametrize(
    ("number_format", "heading", "value"),
    [("0!.0000", "预算金额（万元）", 36300), ("0%", "预算金额（元）", 0.5), ("#,##0,", "预算金额（元）", 36300)],
)
def test_an_amount_that_is_seen_otherwise_than_stored_is_a_fault(
    tmp_path: Path, form: FormDefinition, number_format: str, heading: str, value: object
) -> None:
    [fault] = faults(shown_as(tmp_path / "名册.xlsx", number_format, heading, value), form)
    assert "不是数字" in fault


@pytest.mark.parametrize("word", ["同上", "〃", '"'])
def test_a_word_for_the_cell_above_is_no_unit(tmp_path: Path, form: FormDefinition, word: str) -> None:
    rows: list[Sequence[object]] = [HEADER, ROW, changed(用款单位=word, 项目名称="乙")]
    [fault] = faults(sheet(tmp_path / "名册.xlsx", rows), form)
    assert word in fault
    assert "写全" in fault


def test_notes_totals_of_units_and_repeated_headings_are_no_projects(tmp_path: Path, form: FormDefinition) -> None:
    rows: list[Sequence[object]] = [
        HEADER, ROW, ["骏达社区小计", *[None] * (AMOUNT - 1), 36300], HEADER, changed(项目名称="乙"),
        ["合计", *[None] * (AMOUNT - 1), 72600], ["共2个项目"],
        ["备注：金额为暂定数"], ["填表人：张三", None, "审核人：李四"],
    ]  # fmt: skip
    reading = roster_reading(sheet(tmp_path / "名册.xlsx", rows), form)
    assert [row.project_name for row in reading.rows] == ["治安经费（常）", "乙"]
    assert reading.printed_total == 72600


def test_of_two_columns_of_years_that_of_the_budget_year_counts(tmp_path: Path, form: FormDefinition) -> None:
    header = [*HEADER[:AMOUNT], "2023年预算金额（元）", "2024年预算金额（元）"]
    [row] = read_roster(sheet(tmp_path / "名册.xlsx", [header, [*ROW[:AMOUNT], 100, 36300]]), form)
    assert row.amount == 36300


def test_an_amount_headed_with_another_year_is_a_fault(tmp_path: Path, form: FormDefinition) -> None:
    header = [*HEADER[:AMOUNT], "2023年预算金额（元）"]
    [fault] = faults(sheet(tmp_path / "名册.xlsx", [header, ROW]), form)
    assert "2023" in fault
    assert "2024" in fault


def test_two_columns_of_one_amount_must_agree(tmp_path: Path, form: FormDefinition) -> None:
    header = [*HEADER, "预算金额（万元）"]
    [row] = read_roster(sheet(tmp_path / "同.xlsx", [header, [*ROW, 3.63]]), form)
    assert row.amount == 36300
    [fault] = faults(sheet(tmp_path / "异.xlsx", [header, [*ROW, 4.56]]), form)
    assert "内容不同" in fault


def test_the_lower_of_two_rows_of_headings_names_the_years(tmp_path: Path, form: FormDefinition) -> None:
    book = Workbook()
    table = first(book)
    table.append(["用款单位", "项目名称", "项目类型", "实施周期", None, "预算年度", "预算金额（元）"])
    table.append([None, None, None, "起始年度", "到期年度", None, None])
    table.append(list(ROW))
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "G1:G2"):
        table.merge_cells(area)
    book.save(tmp_path / "名册.xlsx")
    [row] = read_roster(tmp_path / "名册.xlsx", form)
    assert [row.values["start_year"], row.values["end_year"], row.amount] == [2022, 2024, 36300]


def test_a_comma_without_quotation_marks_is_a_fault(tmp_path: Path, form: FormDefinition) -> None:
    lines = [",".join(map(str, one)) for one in (HEADER, [*ROW[:AMOUNT], "36,300"])]
    (tmp_path / "名册.csv").write_text("\n".join(lines), "utf-8")
    [fault] = faults(tmp_path / "名册.csv", form)
    assert "比表头多" in fault


@pytest.mark.parametrize(("name", "encoding"), [("名册.txt", "utf-16"), ("名册.csv", "utf-16"), ("名册.tsv", "utf-8")])
def test_a_text_with_tabs_is_read_in_every_encoding(
    tmp_path: Path, form: FormDefinition, name: str, encoding: str
) -> None:
    text = "\r\n".join("\t".join(map(str, one)) for one in (HEADER, ROW))
    (tmp_path / name).write_bytes(text.encode(encoding))
    [row] = read_roster(tmp_path / name, form)
    assert (row.unit, row.amount) == ("骏达社区", Decimal(36300))
