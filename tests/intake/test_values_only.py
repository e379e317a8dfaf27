"""A form whose values alone were returned is read, with one warning."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Protection

from tests.support.records import without_source
from tests.support.returned_forms import KEY, OFFICE, Filled, filled, read
from tests.support.sheet_editor import Opened, Sheet, editing
from tests.support.workbooks import copy_values, first, saved
from toolkit.checks import run
from toolkit.forms import panel_column, panel_results, self_check
from toolkit.model import Finding, ReadFile, Severity


def flattened(form: Filled) -> Workbook:
    """The workbook with results in the place of its formulas."""
    book = load_workbook(io.BytesIO(form.data))
    shown = load_workbook(io.BytesIO(form.data), data_only=True)
    for sheet, values in zip(book, shown, strict=True):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = values[cell.coordinate].value
    return book


def pasted(form: Filled, columns: int, rows: int = 0) -> bytes:
    """The form pasted as values into a new workbook, some rows further down."""
    workbook = Workbook()
    target = first(workbook)
    copy_values(first(flattened(form)), target, down=rows, columns=columns)
    return saved(workbook)


def warnings(file: ReadFile) -> list[Finding]:
    return [one for one in run([file]) if one.code[0] in "FSHGV" and one.severity is not Severity.INFO]


def same(file: ReadFile, form: Filled) -> bool:
    (record,) = file.records
    return without_source(record.record) == without_source(form.truth[0])


@pytest.mark.parametrize("rows", [0, 3])
def test_values_pasted_with_the_stamp_are_read_with_one_warning(rows: int) -> None:
    form = filled(OFFICE)
    file = read(pasted(form, panel_column(form.layout) + 1, rows))
    assert same(file, form)
    assert [one.code for one in warnings(file)] == ["S19"]


def test_a_range_copied_without_the_stamp_is_read_with_one_warning() -> None:
    form = filled(OFFICE)
    file = read(pasted(form, form.layout.width))
    assert same(file, form)
    assert [one.code for one in warnings(file)] == ["S02"]


def test_a_sheet_that_numbers_exports_is_read_with_one_warning() -> None:
    form = filled(OFFICE)
    workbook = load_workbook(io.BytesIO(pasted(form, panel_column(form.layout) + 1, 1)))
    sheet = first(workbook)
    sheet["A1"], sheet.title = "表格 1", "社区办公经费 - 表格 1"
    file = read(saved(workbook))
    assert same(file, form)
    assert [one.code for one in warnings(file)] == ["S19"]


@pytest.mark.parametrize("locked", [True, False])
def test_locks_that_are_all_alike_cost_no_value(locked: bool) -> None:
    form = filled(OFFICE)
    workbook = flattened(form)
    sheet = first(workbook)
    sheet.protection.sheet = False
    for row in sheet.iter_rows():
        for cell in row:
            cell.protection = Protection(locked=locked)
    sheet.data_validations.dataValidation = []
    file = read(saved(workbook))
    assert same(file, form)
    assert {one.code for one in warnings(file)} == {"S19"}


def test_a_table_pasted_over_with_its_locks_costs_no_value() -> None:
    form = filled(OFFICE)
    workbook = flattened(form)
    sheet = first(workbook)
    for row in sheet.iter_rows(min_row=form.layout.heading.stop + 1):
        for cell in row:
            cell.protection = Protection(locked=True)
    sheet.data_validations.dataValidation = []
    file = read(saved(workbook))
    assert same(file, form)
    assert {one.code for one in warnings(file)} == {"S19"}


def _text_for_formulas(sheet: Sheet, form: Filled) -> None:
    checks = self_check(form.layout)
    for check, text in zip(checks, panel_results(checks, {}), strict=True):
        sheet.put(check.cell, text)


def test_a_flattened_self_check_is_a_warning_that_can_be_followed() -> None:
    form = filled(OFFICE)
    book = Opened(form.data)
    with editing(book) as sheet:
        _text_for_formulas(sheet, form)
    file = read(book.saved(), key=KEY)
    assert same(file, form)
    (one,) = warnings(file)
    assert (one.code, one.severity, one.facts["by"]) == ("S19", Severity.WARNING, "panel")


def test_a_value_that_slipped_is_doubted_where_locks_are_left() -> None:
    form = filled(OFFICE)
    workbook = flattened(form)
    sheet = first(workbook)
    sheet.data_validations.dataValidation = []
    place = form.at("slots.0.period_value")
    sheet.cell(place.row + 1, place.col + 1).protection = Protection(locked=True)
    file = read(saved(workbook))
    assert "S15" in {one.code for one in warnings(file)}
