"""Rosters to fill in, as a clerk fills them in and saves them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.issued_forms import TYPE
from tests.support.records import CLEAN
from toolkit import api
from toolkit.errors import InputError
from toolkit.excel import workbook_bytes
from toolkit.forms import Amount, FormDefinition, load_form
from toolkit.issuing import notes_of, read_roster, roster_reading
from toolkit.issuing.roster_book import EXAMPLE_ROW, FIRST_ROW, HEAD_ROW, TOTAL_ROW, RosterDraftBook, roster_xlsx
from toolkit.issuing.roster_drafts import drafts
from toolkit.model import Project

FILLED: Mapping[str, str | int | float] = {
    "用款单位": "骏达社区",
    "项目名称": "治安经费（常）",
    "项目类型": TYPE,
    "项目等级": "二级项目",
    "主管部门": "东坑镇",
    "预算年度": 2025,
    "起始年度": 2025,
    "到期年度": 2027,
    "预算金额（元）": 36300,
}


def column(sheet: Worksheet, name: str) -> int:
    """The column with a heading, from 1."""
    names = [str(cell.value).rstrip("*") for cell in sheet[HEAD_ROW + 1]]
    return names.index(name) + 1


def filled(data: bytes, *rows: Mapping[str, str | int | float]) -> bytes:
    """The roster with some rows typed into it."""
    book = load_workbook(BytesIO(data))
    sheet = book["名册"]
    for number, row in enumerate(rows, FIRST_ROW + 1):
        for name, value in row.items():
            sheet.cell(number, column(sheet, name), value)
    return workbook_bytes(book)


def saved(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_the_empty_roster_has_no_project(tmp_path: Path, form: FormDefinition) -> None:
    path = saved(tmp_path / "名册.xlsx", roster_xlsx(RosterDraftBook(form, 2025)))
    with pytest.raises(InputError, match="名册中没有项目"):
        read_roster(path, form)


def test_rows_that_were_typed_in_are_read_and_the_example_is_not(tmp_path: Path, form: FormDefinition) -> None:
    data = filled(roster_xlsx(RosterDraftBook(form, 2025)), FILLED, {**FILLED, "项目名称": "计生经费"})
    rows = read_roster(saved(tmp_path / "名册.xlsx", data), form)
    assert [(row.project_name, row.amount) for row in rows] == [
        ("治安经费（常）", Decimal(36300)),
        ("计生经费", Decimal(36300)),
    ]
    assert rows[0].values["project_type"] == TYPE
    assert all(row.unit_named for row in rows)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_roster_saved_by_libreoffice_is_read_alike_and_its_formula_says_the_same(
    kind: str, tmp_path: Path, form: FormDefinition, office: Callable[..., list[Path]]
) -> None:
    other = {**FILLED, "用款单位": "党建办", "预算金额（元）": 1710800.5, "财政拨款（元）": 1710800.5}
    path = saved(tmp_path / "名册.xlsx", filled(roster_xlsx(RosterDraftBook(form, 2025)), FILLED, other))
    (copy,) = office([path], kind)
    reading = roster_reading(copy, form)
    assert [(row.unit, row.amount) for row in reading.rows] == [
        ("骏达社区", Decimal(36300)),
        ("党建办", Decimal("1710800.5")),
    ]
    assert reading.rows[1].funds == {"fiscal": Amount(Decimal("1710800.5"), "元")}
    sentence = notes_of(reading, form).sentence.zh
    assert sentence == "2 个单位、2 个项目、合计 174.71 万元"
    if kind == "xlsx":
        total = load_workbook(copy, data_only=True)["名册"].cell(TOTAL_ROW + 1, 1).value
        assert total == f"合计：{sentence}"


def test_an_example_that_was_half_overwritten_is_asked_about(tmp_path: Path, form: FormDefinition) -> None:
    book = load_workbook(BytesIO(roster_xlsx(RosterDraftBook(form, 2025))))
    sheet = book["名册"]
    sheet.cell(EXAMPLE_ROW + 1, column(sheet, "用款单位"), "骏达社区")
    with pytest.raises(InputError, match="单位和项目只有一个写着"):
        read_roster(saved(tmp_path / "名册.xlsx", workbook_bytes(book)), form)


def test_an_example_that_was_overwritten_is_a_project(tmp_path: Path, form: FormDefinition) -> None:
    book = load_workbook(BytesIO(roster_xlsx(RosterDraftBook(form, 2025))))
    sheet = book["名册"]
    for name, value in FILLED.items():
        sheet.cell(EXAMPLE_ROW + 1, column(sheet, name), value)
    [row] = read_roster(saved(tmp_path / "名册.xlsx", workbook_bytes(book)), form)
    assert row.unit == "骏达社区"


@pytest.mark.parametrize("name", ["form13", "plan", "costfirst"])
def test_every_form_has_a_roster_with_the_columns_that_it_needs(name: str, tmp_path: Path) -> None:
    form = load_form(name)
    assert isinstance(form, FormDefinition)
    draft = RosterDraftBook(form, 2025)
    row: dict[str, str | int | float] = {draft.heading("spending_unit").rstrip("*"): "某单位"}
    row[draft.heading("project_name").rstrip("*")] = "某项目"
    row[draft.heading("total").rstrip("*")] = 5
    for key in ("project_code", "supervising_department"):
        row |= {draft.heading(key).rstrip("*"): "0012"} if key in draft.columns else {}
    for key in ("project_type", "project_level"):
        field = form.fields.get(key)
        choices = tuple(form.types) if field and field.choices == "types" else field.choices if field else ()
        row |= {draft.heading(key).rstrip("*"): choices[0]} if choices else {}
    for key in ("start_year", "end_year"):
        row |= {draft.heading(key).rstrip("*"): 2025} if key in draft.columns else {}
    [read] = read_roster(saved(tmp_path / "名册.xlsx", filled(roster_xlsx(draft), row)), form)
    assert read.amount == Decimal(5 if form.unit == "元" else 50000)


def test_the_roster_of_a_department_form_lists_departments(tmp_path: Path) -> None:
    form = load_form("department")
    assert isinstance(form, FormDefinition)
    data = filled(roster_xlsx(RosterDraftBook(form)), {"部门名称": "东坑镇", "预算年度": 2025})
    [row] = read_roster(saved(tmp_path / "名册.xlsx", data), form)
    assert (row.unit, row.budget_year) == ("东坑镇", 2025)


def test_drop_downs_offer_the_types_of_the_form_in_every_row_to_fill(form: FormDefinition) -> None:
    book = load_workbook(BytesIO(roster_xlsx(RosterDraftBook(form, 2025))))
    sheet = book["名册"]
    assert [cell.value for cell in book["选项"]["A"]] == list(form.types)
    letters = get_column_letter(column(sheet, "项目类型"))
    [rule] = [one for one in sheet.data_validations.dataValidation if f"{letters}{FIRST_ROW + 1}" in str(one.sqref)]
    assert rule.type == "list"
    assert rule.formula1 == f"选项!$A$1:$A${len(form.types)}"


def project(**fields: object) -> Project:
    return replace(CLEAN, **fields)  # type: ignore[arg-type]


def test_a_period_that_is_over_begins_anew_and_one_that_goes_on_stays(form: FormDefinition) -> None:
    going = project(project_name="续", start_year=2023, end_year=2026)
    over, same = drafts([project(), going], form, 2025)
    assert (over.values["start_year"], over.values["end_year"], over.moved) == (
        2025,
        2027,
        frozenset(("start_year", "end_year")),
    )
    assert (same.values["start_year"], same.values["end_year"], same.moved) == (2023, 2026, frozenset())
    assert {row.values["budget_year"] for row in (over, same)} == {2025}


def test_last_years_amount_has_a_column_next_to_an_empty_one(form: FormDefinition) -> None:
    data = roster_xlsx(RosterDraftBook(form, 2025, drafts([project()], form, 2025)))
    sheet = load_workbook(BytesIO(data))["名册"]
    assert sheet.cell(FIRST_ROW + 1, column(sheet, "上年预算金额（元）")).value == 36300
    assert sheet.cell(FIRST_ROW + 1, column(sheet, "预算金额（元）")).value is None


def test_amounts_that_were_not_filled_in_are_named_before_anything_is_issued(
    tmp_path: Path, form: FormDefinition
) -> None:
    data = roster_xlsx(RosterDraftBook(form, 2025, drafts([project()], form, 2025)))
    with pytest.raises(InputError, match="预算金额为空"):
        read_roster(saved(tmp_path / "名册.xlsx", data), form)


def test_a_project_with_two_records_is_listed_once_with_its_latest_year(form: FormDefinition) -> None:
    [row] = drafts([project(budget_year=2024), project(budget_year=2025, start_year=2025, end_year=2027)], form, 2026)
    assert row.values["start_year"] == 2025


def test_returns_of_last_year_become_rows(tmp_path: Path) -> None:
    api.generate("form13", output=tmp_path / "报回", records=[CLEAN], password="x")
    written = api.roster(tmp_path / "名册.xlsx", sources=[tmp_path / "报回"])
    assert (written.projects, written.moved, written.year) == (1, 1, 2025)
    sheet = load_workbook(tmp_path / "名册.xlsx")["名册"]
    assert sheet.cell(FIRST_ROW + 1, column(sheet, "项目名称")).value == CLEAN.project_name
    with pytest.raises(InputError, match="没有读到可以列入名册的项目"):
        api.roster(tmp_path / "另一份.xlsx", sources=[tmp_path / "名册.xlsx"])
    assert not (tmp_path / "另一份.xlsx").exists()


def test_the_same_content_gives_the_same_bytes(form: FormDefinition) -> None:
    content = RosterDraftBook(form, 2025, drafts([project()], form, 2025))
    assert roster_xlsx(content) == roster_xlsx(content)
