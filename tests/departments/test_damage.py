"""What people do to the department's form: it is read right, or something is said, and nothing wrong goes unsaid."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from tests.departments.builders import bare, filled, read, target
from toolkit.checks.runner import run
from toolkit.intake.library import Library
from toolkit.model.finding import Severity
from toolkit.model.project import DepartmentTarget

Damage = Callable[[Worksheet], None]
KINDS: list[tuple[str, str, Damage]] = []


def kind(name: str, code: str) -> Callable[[Damage], Damage]:
    """One kind of damage and a code that tells of it; empty where the record alone must be right."""

    def add(damage: Damage) -> Damage:
        KINDS.append((name, code, damage))
        return damage

    return add


@kind("a row inserted above a sub-goal", "S15")
def _row_inserted(sheet: Worksheet) -> None:
    _moved(sheet, "A8:D60", 1)


@kind("two rows inserted above everything", "S15")
def _rows_above(sheet: Worksheet) -> None:
    _moved(sheet, "A1:F60", 2)


@kind("a sub-goal's row deleted", "S15")
def _row_deleted(sheet: Worksheet) -> None:
    _moved(sheet, "A7:D60", -1)


@kind("the column of labels shifted to the right with everything else", "S16")
def _shifted(sheet: Worksheet) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.move_range("A1:D45", cols=1)


@kind("the texts of two sub-goals swapped with their labels", "")
def _swapped(sheet: Worksheet) -> None:
    for col in (1, 2):
        one, other = sheet.cell(6, col), sheet.cell(9, col)
        one.value, other.value = other.value, one.value


@kind("a label typed anew", "S04")
def _relabelled(sheet: Worksheet) -> None:
    sheet["A6"] = "主要目标"


@kind("a label emptied", "S03")
def _unlabelled(sheet: Worksheet) -> None:
    sheet["A30"] = None


@kind("a goal pulled down into the label below", "S04")
def _over_a_label(sheet: Worksheet) -> None:
    sheet["A10"] = sheet["B9"].value


@kind("a formula instead of a text", "S24")
def _formula(sheet: Worksheet) -> None:
    sheet["B6"] = '=CONCATENATE("一","二")'


@kind("an error value", "S23")
def _error(sheet: Worksheet) -> None:
    sheet["B9"] = "#REF!"
    sheet["B9"].data_type = "e"


@kind("protection taken off", "S19")
def _unprotected(sheet: Worksheet) -> None:
    sheet.protection.sheet = False


@kind("a row with content hidden", "S20")
def _hidden(sheet: Worksheet) -> None:
    sheet.row_dimensions[9].hidden = True


@kind("two cells to fill merged", "S21")
def _merged(sheet: Worksheet) -> None:
    for row in (35, 36):
        sheet.unmerge_cells(f"B{row}:D{row}")
    sheet.merge_cells("B35:D36")


@kind("a remark beside the form", "S09")
def _remark(sheet: Worksheet) -> None:
    sheet["G20"] = "这一项请再核对"


@kind("a text in the label's cell behind a colon", "S04")
def _behind_a_colon(sheet: Worksheet) -> None:
    sheet["A9"] = f"（二）绩效目标：{sheet['B9'].value}"
    sheet["B9"] = None


@kind("a comment", "")
def _comment(sheet: Worksheet) -> None:
    sheet["B6"].comment = Comment("请核对", "张三")


def _moved(sheet: Worksheet, cells: str, rows: int) -> None:
    """Cells with their merges, some rows down or up, as a program moves them."""
    first = int("".join(filter(str.isdigit, cells.split(":")[0])))
    merges = [merged for merged in list(sheet.merged_cells.ranges) if merged.min_row >= first - (rows < 0)]
    for merged in merges:
        sheet.unmerge_cells(str(merged))
    sheet.move_range(cells, rows=rows)
    for merged in merges:
        if merged.min_row >= first:
            merged.shift(row_shift=rows)
            sheet.merge_cells(str(merged))


def _texts(record: object) -> set[tuple[str, str | None]]:
    """Everything that a record says, each with what it is said of."""
    told = bare(record)
    found: set[tuple[str, str | None]] = {("name", told.department), ("overall", told.overall_goal)}
    for sub in told.sub_goals:
        found |= {(f"{sub.title} goal", sub.goal), (f"{sub.title} indicators", sub.indicators_text)}
    return found | {("measure", one) for one in told.measures}


@pytest.mark.parametrize(("name", "code", "damage"), KINDS, ids=[name for name, _, _ in KINDS])
def test_damage_is_told_or_does_no_harm(name: str, code: str, damage: Damage, tmp_path: Path, library: Library) -> None:
    book = load_workbook(BytesIO(filled(tmp_path)))
    damage(book.worksheets[0])
    out = BytesIO()
    book.save(out)
    file = read(out.getvalue(), library)
    found = {one.code for one in run([file], families=("file", "structure")) if one.severity is not Severity.INFO}
    records = [one.record for one in file.records if isinstance(one.record, DepartmentTarget)]
    assert code in found or not code
    if not code:
        assert [bare(one) for one in records] == [target()]
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
    out = BytesIO()
    book.save(out)
    file = read(out.getvalue(), library)
    assert [bare(one.record) for one in file.records] == [target()]
    codes = {one.code for one in run([file], families=("structure",)) if one.severity is not Severity.INFO}
    assert codes
