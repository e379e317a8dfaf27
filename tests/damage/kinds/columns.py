"""Columns inserted, deleted and moved."""

from __future__ import annotations

from tests.damage.kinds.kind import on_sheet
from tests.support import shift
from tests.support.returned_forms import Filled
from tests.support.sheet_editor import Sheet
from toolkit.model import CellRef

_NAME, _PERIOD, _ANNUAL = 3, 4, 5


@on_sheet("表格左侧插入两列", "S16")
def two_columns_inserted_at_the_left(sheet: Sheet, form: Filled) -> None:
    shift.insert_columns(sheet, 0, 2)


@on_sheet("级别与名称之间插入空列", "S16")
def empty_column_between_level_and_name(sheet: Sheet, form: Filled) -> None:
    shift.insert_columns(sheet, _NAME)


@on_sheet("两个指标值之间插入空列", "S16")
def empty_column_between_the_values(sheet: Sheet, form: Filled) -> None:
    shift.insert_columns(sheet, _ANNUAL)


@on_sheet("两个指标值之间插入一列备注", "S16", "S32")
def column_of_remarks_between_the_values(sheet: Sheet, form: Filled) -> None:
    shift.insert_columns(sheet, _ANNUAL)
    row = form.layout.slots[0].row
    sheet.put(CellRef(row - 1, _ANNUAL), "备注")
    sheet.put(CellRef(row + 1, _ANNUAL), "去年为30次")


@on_sheet("表格右侧插入一列", "S16")
def column_inserted_at_the_right(sheet: Sheet, form: Filled) -> None:
    shift.insert_columns(sheet, _ANNUAL + 1)


@on_sheet("两列指标值连表头对调", "S16", may="S09 S15 S30", differs="end_year")
def value_columns_swapped_with_their_headings(sheet: Sheet, form: Filled) -> None:
    shift.move_columns(sheet, _ANNUAL, 1, _PERIOD)


@on_sheet("只对调两列指标值而不动表头", "S15", differs="period_value annual_value")
def value_columns_swapped_without_their_headings(sheet: Sheet, form: Filled) -> None:
    first, last = form.layout.slots[0].row, form.layout.slots[-1].row
    for source, to in ((_PERIOD, 9), (_ANNUAL, _PERIOD), (9, _ANNUAL)):
        shift.cut(sheet, f"{_letter(source)}{first + 1}:{_letter(source)}{last + 1}", CellRef(first, to))


@on_sheet("删去年度指标值一列", "S16", "S03", may="S06 S07 S15 S21 S30", differs="annual_value end_year")
def annual_values_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_columns(sheet, _ANNUAL)


@on_sheet(
    "删去实施周期指标值一列", "S16", "S03", may="S06 S07 S09 S15 S21", differs="period_value annual_value end_year"
)
def period_values_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_columns(sheet, _PERIOD)


@on_sheet(
    "删去三级指标一列",
    "S16",
    "S03",
    may="S04 S06 S07 S09 S15 S21 S30",
    differs="name period_value annual_value indicators start_year",
)
def names_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_columns(sheet, _NAME)


@on_sheet("删去最左一列（各栏名称随之消失）", "F09", "S18", protected=True, records=0)
def leftmost_column_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_columns(sheet, 0)


@on_sheet("删去级别一列", "S16", "S03", may="S04 S15 S21")
def levels_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_columns(sheet, 1)


def _letter(col: int) -> str:
    return "ABCDEFGHIJ"[col]
