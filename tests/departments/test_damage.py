"""Damage to the department's form is read right or reported."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.support import shift
from tests.support.departments import filled, read, target, target_without_source
from tests.support.sheet_editor import Opened, Sheet, editing
from tests.support.workbooks import saved
from toolkit.checks import run
from toolkit.intake import Library
from toolkit.model import DepartmentTarget, Severity

Damage = Callable[[Sheet], None]
KINDS: list[tuple[str, str, Damage]] = []


def kind(name: str, code: str) -> Callable[[Damage], Damage]:
    """One kind of damage and a code that tells of it."""

    def add(damage: Damage) -> Damage:
        KINDS.append((name, code, damage))
        return damage

    return add


@kind("a row inserted inside a sub-goal", "S15")
def _row_inserted(sheet: Sheet) -> None:
    shift.insert_rows(sheet, 6)


@kind("two rows inserted above everything", "S15")
def _rows_above(sheet: Sheet) -> None:
    shift.insert_rows(sheet, 0, 2)


@kind("a sub-goal's row deleted", "S15")
def _row_deleted(sheet: Sheet) -> None:
    shift.delete_rows(sheet, 5)


@kind("a whole sub-goal deleted", "S15")
def _group_deleted(sheet: Sheet) -> None:
    shift.delete_rows(sheet, 7, 3)


@kind("a sub-goal moved below the next one", "S15")
def _group_moved(sheet: Sheet) -> None:
    shift.move_rows(sheet, 4, 3, before=10)


@kind("a column inserted on the left", "S16")
def _column_inserted(sheet: Sheet) -> None:
    shift.insert_columns(sheet, 0)


@kind("the goals of two sub-goals swapped with their labels", "S15")
def _swapped(sheet: Sheet) -> None:
    for one, other in (("A6", "A9"), ("B6", "B9")):
        texts = sheet.text(one), sheet.text(other)
        sheet.put(one, texts[1])
        sheet.put(other, texts[0])


@kind("a goal cut out and pasted over the indicators below it", "S15")
def _cut_and_pasted(sheet: Sheet) -> None:
    shift.cut(sheet, "B6:D6", "B7")


@kind("a goal cut out and pasted over that of another sub-goal", "S15")
def _pasted_elsewhere(sheet: Sheet) -> None:
    shift.cut(sheet, "B6:D6", "B12")


@kind("cells inserted in the column of texts", "S15")
def _pushed_down(sheet: Sheet) -> None:
    shift.insert_cells(sheet, "B6:D6", "down")


@kind("cells deleted in the column of texts", "S15")
def _pulled_up(sheet: Sheet) -> None:
    shift.delete_cells(sheet, "B6:D6", "up")


@kind("a label typed anew", "S04")
def _relabelled(sheet: Sheet) -> None:
    sheet.put("A6", "主要目标")


@kind("a label emptied", "S03")
def _unlabelled(sheet: Sheet) -> None:
    sheet.clear("A31")


@kind("a goal pulled down into the label below", "S04")
def _over_a_label(sheet: Sheet) -> None:
    sheet.put("A10", sheet.text("B9"))


@kind("a formula instead of a text", "S11")
def _formula(sheet: Sheet) -> None:
    sheet.formula("B6", "CONCATENATE(B6)", sheet.text("B6"), "str")


@kind("an error value", "S23")
def _error(sheet: Sheet) -> None:
    sheet.formula("B9", "1/0", "#DIV/0!", "e")


@kind("protection taken off", "S19")
def _unprotected(sheet: Sheet) -> None:
    sheet.unprotect()


@kind("a row with content hidden", "S20")
def _hidden(sheet: Sheet) -> None:
    sheet.hide_row(8)


@kind("two cells to fill merged", "S21")
def _merged(sheet: Sheet) -> None:
    sheet.unmerge("B35:D35")
    sheet.unmerge("B36:D36")
    sheet.clear("B36")
    sheet.merge("B35:D36")


@kind("a remark beside the form", "S09")
def _remark(sheet: Sheet) -> None:
    sheet.put("H20", "这一项请再核对")


@kind("a text in the label's cell behind a colon", "S04")
def _behind_a_colon(sheet: Sheet) -> None:
    sheet.put("A9", f"（二）绩效目标：{sheet.text('B9')}")
    sheet.clear("B9")


def _texts(record: object) -> set[tuple[str, str | None]]:
    """Returns every text of a record with the name of its field."""
    target = target_without_source(record)
    found: set[tuple[str, str | None]] = {("name", target.department), ("overall", target.overall_goal)}
    for sub in target.sub_goals:
        found |= {(f"{sub.title} goal", sub.goal), (f"{sub.title} indicators", sub.indicators_text)}
    return found | {("measure", one) for one in target.measures}


@pytest.mark.parametrize(("name", "code", "damage"), KINDS, ids=[name for name, _, _ in KINDS])
def test_damage_is_reported_or_does_no_harm(
    name: str, code: str, damage: Damage, tmp_path: Path, library: Library
) -> None:
    book = Opened(filled(tmp_path))
    with editing(book) as sheet:
        damage(sheet)
    file = read(book.saved(), library)
    found = {one.code for one in run([file], families=("file", "structure")) if one.severity is not Severity.INFO}
    records = [one.record for one in file.records if isinstance(one.record, DepartmentTarget)]
    assert code in found
    for record in records:  # what is read is what was written; what is not read was told above
        assert {pair for pair in _texts(record) if pair[1]} <= _texts(target())


def test_the_sheet_copied_into_another_workbook_is_read(tmp_path: Path, library: Library) -> None:
    given = load_workbook(BytesIO(filled(tmp_path))).worksheets[0]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in given.iter_rows(max_col=4):
        for cell in row:
            if cell.value is not None:
                sheet.cell(cell.row, cell.column, cell.value)
    file = read(saved(book), library)
    assert [target_without_source(one.record) for one in file.records] == [target()]
    codes = {one.code for one in run([file], families=("structure",)) if one.severity is not Severity.INFO}
    assert codes
