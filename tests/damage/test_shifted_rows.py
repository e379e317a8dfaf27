"""Rows shifted by columns are read by their words, or left empty and named."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

import pytest

from tests.damage.kinds.cells import without_panel
from tests.damage.test_costfirst_form import form as costfirst
from tests.damage.verdict import PARTS, compare
from tests.support import shift
from tests.support.returned_forms import OFFICE, PLAN, Filled, filled, read
from tests.support.sheet_editor import Opened, Sheet, editing
from toolkit.checks import cells_named, run
from toolkit.model import CellRange, CellRef, Finding, ReadFile, Severity

CASES = 24
FORMS: tuple[Callable[[], Filled], ...] = (
    costfirst,
    partial(costfirst, 1),
    partial(filled, OFFICE),
    partial(filled, PLAN),
)


def moved(sheet: Sheet, row: int, start: int, by: int, width: int) -> None:
    """Insert or delete cells before a column of one row, as Excel does."""
    if by > 0:
        shift.insert_cells(sheet, CellRange(CellRef(row, start), CellRef(row, start + by - 1)), "right")
    else:
        shift.delete_cells(sheet, CellRange(CellRef(row, start + by), CellRef(row, start - 1)), "left")


def typed(sheet: Sheet, row: int, start: int, by: int, width: int) -> None:
    """Type a part of one row some columns off, over nothing."""
    if any(sheet.text(CellRef(row, col)) for col in range(start + by, start)):
        return
    texts = {col: sheet.text(CellRef(row, col)) for col in range(start, width)}
    for col in texts:
        sheet.clear(CellRef(row, col))
    for col, text in texts.items():
        if text:
            sheet.put(CellRef(row, col + by), text)


WAYS = (moved, typed)


def shifted(form: Filled, steps: list[tuple[Callable[..., None], int, int, int]], *, panel: bool = True) -> bytes:
    """Returns a form after some shifts: kind, place in the table, column, distance."""
    book = Opened(form.data)
    with editing(book) as sheet:
        sheet.unprotect()
        if not panel:
            without_panel(sheet)
        for way, slot, start, by in steps:
            way(sheet, form.layout.slots[slot].row, start, by, form.layout.width)
    return book.saved()


def differences(file: ReadFile, form: Filled) -> list[str]:
    return [one.part for one in compare(file.records[0], form.truth[0])]


def row_of(file: ReadFile, row: int) -> list[Finding]:
    """The warnings and errors that name a cell of a row."""
    loud = [one for one in run([file]) if one.severity is not Severity.INFO]
    return [one for one in loud if row in {cell.row for cell in cells_named(one.where.cell)}]


@pytest.mark.parametrize("by", [1, 2])
@pytest.mark.parametrize("start", range(1, 11))
@pytest.mark.parametrize("slot", [0, 1, 5])
def test_a_row_of_values_in_three_cells_is_read_from_wherever_it_is_shifted(slot: int, start: int, by: int) -> None:
    form = costfirst()
    file = read(shifted(form, [(moved, slot, start, by)]))
    assert differences(file, form) == []
    assert row_of(file, form.layout.slots[slot].row)


@pytest.mark.parametrize("by", [-2, -1])
def test_a_row_of_values_in_three_cells_is_read_where_it_is_shifted_to_the_left(
    by: int,
) -> None:
    form = costfirst()
    file = read(shifted(form, [(moved, 1, form.layout.columns["name"], by)]))
    assert differences(file, form) == []
    assert row_of(file, form.layout.slots[1].row)


def test_a_category_alone_in_its_row_is_no_indicator_where_it_is_apart() -> None:
    form = costfirst()
    assert form.layout.slots[3].level2 == "社会成本指标"
    assert differences(read(shifted(form, [(typed, 3, 2, 1)])), form) == []


def test_a_value_that_may_be_of_the_period_or_of_the_year_stays_empty() -> None:
    form = costfirst()
    row, columns = form.layout.slots[1].row, form.layout.columns
    book = Opened(form.data)
    with editing(book) as sheet:
        sheet.unprotect()
        for col in range(columns["period_operator"], columns["weight"] + 1):
            sheet.clear(CellRef(row, col))
        sheet.put(CellRef(row, columns["period_unit"]), "8")  # between the two numbers, two columns from one of them
        sheet.put(CellRef(row, columns["operator"]), "套")
    file = read(book.saved())
    assert {"period_value", "annual_value"} <= set(differences(file, form))
    errors = [one for one in row_of(file, row) if one.severity is Severity.ERROR]
    named = {cell for one in errors for cell in cells_named(one.where.cell)}
    assert {CellRef(row, columns[part]) for part in ("period_unit", "operator")} <= named


def test_what_was_typed_a_column_off_within_an_untouched_form_is_named() -> None:
    form = costfirst()
    row, columns = form.layout.slots[1].row, form.layout.columns
    book = Opened(form.data)
    with editing(book) as sheet:
        sheet.clear(CellRef(row, columns["weight"]))
        typed(sheet, row, columns["number"], 1, columns["weight"] + 1)
    file = read(book.saved())
    assert set(differences(file, form)) == {"annual_value", "weight"}
    errors = [one for one in row_of(file, row) if one.severity is Severity.ERROR]
    named = {cell for one in errors for cell in cells_named(one.where.cell)}
    assert {CellRef(row, columns[part]) for part in ("unit", "weight")} <= named


@pytest.mark.parametrize("slot", range(0, 21, 3))
def test_a_label_shifted_with_its_row_casts_no_doubt_on_other_rows(slot: int) -> None:
    form = filled(OFFICE)
    file = read(shifted(form, [(moved, slot, 2, 1)], panel=False))
    assert differences(file, form) == []


def test_a_label_that_its_own_row_was_shifted_over_costs_the_category_and_no_value() -> None:
    form = filled(OFFICE)
    file = read(shifted(form, [(moved, 0, 3, -1)]))
    assert set(differences(file, form)) == {"level2"}
    assert any(one.severity is Severity.ERROR for one in row_of(file, form.layout.slots[1].row))


@pytest.mark.parametrize("seed", range(CASES))
def test_shifts_at_random_leave_what_was_typed_or_nothing_and_name_the_cell(seed: int) -> None:
    chance = Random(seed)
    form = chance.choice(FORMS)()
    slots = chance.sample(range(len(form.layout.slots)), k=chance.randint(1, 4))
    steps = []
    for slot in slots:
        start = chance.randint(1, form.layout.width - 1)
        by = chance.choice([by for by in (-2, -1, 1, 2) if start + by >= 0])
        steps.append((chance.choice(WAYS), slot, start, by))
    file = read(shifted(form, steps, panel=chance.random() < 0.7))
    (record,) = file.records
    loud = [one for one in run([file]) if one.severity is not Severity.INFO]
    errors = [one for one in loud if one.severity is Severity.ERROR]
    rows = {cell.row for one in loud for cell in cells_named(one.where.cell)}
    for one in compare(record, form.truth[0]):
        if one.part == "order":
            continue
        assert errors, (steps, one)  # what differs is not merged
        if one.part in PARTS and one.cells:
            assert {cell.row for cell in one.cells} & rows, (steps, one)
