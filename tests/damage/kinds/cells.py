"""Single cells deleted, inserted, cut and pasted, so that values slip."""

from __future__ import annotations

from tests.damage.kinds.kind import on_sheet
from tests.damage.kinds.rows import without
from tests.support import shift
from tests.support.returned_forms import Filled
from tests.support.sheet_editor import Sheet
from toolkit.model import CellRange, CellRef

VALUES = "period_value annual_value name indicators"
PANEL = 6, 2
"""The blank column and the panel beside the form."""


def place(form: Filled, number: int, part: str) -> CellRef:
    return form.layout.slots[number].cells[part]


def block(form: Filled, first: int, last: int, part: str, to: str | None = None) -> CellRange:
    return CellRange(place(form, first, part), place(form, last, to or part))


def without_panel(sheet: Sheet) -> None:
    """Delete the self-check and the stamp next to the form."""
    shift.delete_columns(sheet, *PANEL)


@on_sheet("删去一个指标值，下方上移", "S15", may="S07 S09 S21", differs=VALUES)
def value_deleted_and_closed_up(sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, block(form, 1, 1, "period_value"), "up")


@on_sheet("删去一个指标值，下方上移，自查栏也删去", "S02", may="S04 S07 S09 S15 S21", differs=VALUES)
def value_deleted_and_closed_up_without_panel(sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, block(form, 1, 1, "period_value"), "up")
    without_panel(sheet)


@on_sheet("插入一个指标值单元格，下方下移", "S15", may="S07 S09 S21", differs=VALUES)
def value_inserted_and_pushed_down(sheet: Sheet, form: Filled) -> None:
    shift.insert_cells(sheet, block(form, 1, 1, "annual_value"), "down")


@on_sheet("插入一个指标值单元格，下方下移，自查栏也删去", "S02", may="S04 S07 S09 S15 S21", differs=VALUES)
def value_inserted_and_pushed_down_without_panel(sheet: Sheet, form: Filled) -> None:
    shift.insert_cells(sheet, block(form, 1, 1, "annual_value"), "down")
    without_panel(sheet)


@on_sheet("删去一个三级指标，下方上移", "S15", may="S06 S07 S09 S21", differs=VALUES)
def name_deleted_and_closed_up(sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, block(form, 1, 1, "name"), "up")


@on_sheet("删去一个三级指标，下方上移，自查栏也删去", "S02", may="S04 S06 S07 S09 S15 S21", differs=VALUES)
def name_deleted_and_closed_up_without_panel(sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, block(form, 1, 1, "name"), "up")
    without_panel(sheet)


@on_sheet(
    "名称和两个值一起上移一行，类别错开", "S06", may="S15 S21", differs="level2", truth=without("办公设备购置数量")
)
def name_and_values_moved_up_a_row(sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, block(form, 1, 1, "name", "annual_value"), "up")


@on_sheet("名称和两个值一起下移一行，自查栏也删去", "S02", may="S04 S06 S07 S09 S15 S21", differs=VALUES + " level2")
def name_and_values_moved_down_without_panel(sheet: Sheet, form: Filled) -> None:
    shift.insert_cells(sheet, block(form, 1, 1, "name", "annual_value"), "down")
    without_panel(sheet)


@on_sheet("二级指标名称一列上移一行", "S04", "S09", may="S03 S15 S21", differs="level2 period_value annual_value")
def categories_moved_up_a_row(sheet: Sheet, form: Filled) -> None:
    top = CellRef(form.layout.slots[0].row, 2)
    shift.delete_cells(sheet, CellRange(top, top), "up")


@on_sheet("删去空的指标值，右侧左移", "S07", may="S06 S15", differs=VALUES)
def empty_value_deleted_and_closed_left(sheet: Sheet, form: Filled) -> None:
    where = block(form, 2, 2, "period_value")
    shift.delete_cells(sheet, where, "left")


@on_sheet("删去三级指标，右侧左移", may="S06 S07 S09 S15", differs=VALUES)
def name_deleted_and_closed_left(sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, block(form, 2, 2, "name"), "left")


@on_sheet("一行从名称起右移一列", "S06", may="S15")
def row_moved_right_from_the_name(sheet: Sheet, form: Filled) -> None:
    shift.insert_cells(sheet, block(form, 2, 2, "name"), "right")


@on_sheet("一行从级别起右移一列", "S06", may="S15 S21")
def row_moved_right_from_the_level(sheet: Sheet, form: Filled) -> None:
    row = form.layout.slots[6].row
    shift.insert_cells(sheet, CellRange(CellRef(row, 2), CellRef(row, 2)), "right")


@on_sheet("一行从名称起右移两列", "S06", may="S09 S15")
def row_moved_right_by_two_from_the_name(sheet: Sheet, form: Filled) -> None:
    shift.insert_cells(sheet, CellRange(place(form, 2, "name"), place(form, 2, "period_value")), "right")


@on_sheet("一行左移一列", "S06", may="S15 S21")
def row_moved_left(sheet: Sheet, form: Filled) -> None:
    row = form.layout.slots[3].row
    shift.delete_cells(sheet, CellRange(CellRef(row, 2), CellRef(row, 2)), "left")


@on_sheet("一行左移两列", "S06", may="S15 S21")
def row_moved_left_by_two(sheet: Sheet, form: Filled) -> None:
    row = form.layout.slots[3].row
    shift.delete_cells(sheet, CellRange(CellRef(row, 1), CellRef(row, 2)), "left")


@on_sheet("一个指标值剪切到别的行", "S15", "S07", may="S09", differs=VALUES)
def value_cut_to_another_row(sheet: Sheet, form: Filled) -> None:
    shift.cut(sheet, block(form, 1, 1, "period_value"), place(form, 9, "period_value"))


@on_sheet("一个指标值剪切覆盖别行的值", "S15", "S07", may="S09", differs=VALUES)
def value_cut_over_another_value(sheet: Sheet, form: Filled) -> None:
    shift.cut(sheet, block(form, 1, 1, "period_value"), place(form, 4, "period_value"))


@on_sheet("一列值的一段剪切后贴高一行", "S15", may="S07", differs=VALUES)
def values_pasted_a_row_higher(sheet: Sheet, form: Filled) -> None:
    shift.cut(sheet, block(form, 2, 5, "annual_value"), place(form, 1, "annual_value"))


@on_sheet("一列值的一段剪切后贴高一行，自查栏也删去", "S02", may="S04 S07 S15", differs=VALUES)
def values_pasted_a_row_higher_without_panel(sheet: Sheet, form: Filled) -> None:
    shift.cut(sheet, block(form, 2, 5, "annual_value"), place(form, 1, "annual_value"))
    without_panel(sheet)


@on_sheet("整条指标剪切到本类空行", may="S06 S15", protected=True)
def indicator_cut_to_an_empty_row_of_its_category(sheet: Sheet, form: Filled) -> None:
    shift.cut(sheet, block(form, 8, 8, "name", "annual_value"), place(form, 9, "name"))


@on_sheet("两个指标值对调位置", "S15", differs=VALUES)
def two_values_swapped(sheet: Sheet, form: Filled) -> None:
    spare = CellRef(place(form, 1, "period_value").row, 9)
    shift.cut(sheet, block(form, 1, 1, "period_value"), spare)
    shift.cut(sheet, block(form, 1, 1, "annual_value"), place(form, 1, "period_value"))
    shift.cut(sheet, CellRange(spare, spare), place(form, 1, "annual_value"))


@on_sheet("指标块剪切到表格右侧", may="S06 S09 S15 S16", differs=VALUES)
def indicators_cut_to_the_right_of_the_table(sheet: Sheet, form: Filled) -> None:
    shift.cut(sheet, block(form, 0, 5, "name", "annual_value"), CellRef(form.layout.slots[0].row, 9))


@on_sheet("总目标内容剪切到别处", may="S06 S09 S15 S21", differs="period_goal annual_goal")
def period_goal_cut_elsewhere(sheet: Sheet, form: Filled) -> None:
    where = form.at("period_goal")
    shift.cut(sheet, CellRange(where, where), CellRef(form.layout.code_cell.row + 3, 0))


@on_sheet("项目名称剪切到右边一格", may="S06 S15 S21")
def project_name_cut_one_cell_right(sheet: Sheet, form: Filled) -> None:
    where = form.at("project_name")
    sheet.unmerge(CellRange(where, where))
    shift.cut(sheet, CellRange(where, where), CellRef(where.row, where.col + 2))


@on_sheet(
    "表头一格删去，下方上移",
    may="S03 S04 S06 S09 S15 S21 S29 S30",
    differs="project_type project_level supervising_department spending_unit total start_year end_year period_goal "
    "annual_goal project_name indicators level2 name period_value annual_value",
)
def header_cell_deleted_and_closed_up(sheet: Sheet, form: Filled) -> None:
    where = form.at("project_type")
    shift.delete_cells(sheet, CellRange(where, CellRef(where.row, 5)), "up")
