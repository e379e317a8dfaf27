"""Damage to the table of the plan form: descriptions, values and bases."""

from __future__ import annotations

from functools import partial

from tests.damage.kinds.cells import block
from tests.damage.kinds.kind import on_sheet
from tests.damage.kinds.labels import label
from tests.damage.kinds.rows import without
from tests.support import shift
from tests.support.returned_forms import PLAN, Filled, filled
from tests.support.sheet_editor import Sheet
from toolkit.forms import panel_column
from toolkit.model import CellRange, CellRef

FORM = partial(filled, PLAN)
on_plan = partial(on_sheet, form=FORM)
SPARE = CellRef(60, 0)
"""A cell far below the form."""


def swap(sheet: Sheet, one: CellRange, other: CellRange) -> None:
    """Cut two blocks, each into the place of the other."""
    sheet.unmerge(one)
    sheet.unmerge(other)
    down, right = one.last.row - one.first.row, one.last.col - one.first.col
    shift.cut(sheet, one, SPARE)
    shift.cut(sheet, other, one.first)
    shift.cut(sheet, CellRange(SPARE, CellRef(SPARE.row + down, SPARE.col + right)), other.first)


def exchange(sheet: Sheet, one: CellRef, other: CellRef) -> None:
    """Type the contents of two cells, each into the other."""
    text = sheet.text(one)
    sheet.copy(other, one)
    sheet.put(other, text)


def last(form: Filled) -> int:
    return len(form.layout.slots) - 1


@on_plan("计划表：类别之内插入空行", "S15")
def empty_row_in_a_category(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, form.layout.slots[1].row)


@on_plan("计划表：类别之内删去一行指标", "S15", truth=without("补贴发放人数（后续）"))
def indicator_row_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, form.layout.slots[1].row)


@on_plan(
    "计划表：删去带类别名的行（类别名随之消失）",
    "S03",
    "S15",
    differs="level2",
    truth=without("努力提高工作人员工作能力及服务责任意识"),
)
def category_row_deleted_with_its_name(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, form.layout.slots[2].row)


@on_plan("计划表：删去一个指标值，下方上移", "S15", "S21", differs="annual_value")
def value_deleted_and_closed_up(sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, block(form, 1, 1, "annual_value"), "up")


@on_plan("计划表：删去一个指标值，下方上移，自查栏也删去", "S02", "S15", "S21", differs="indicators")
def value_deleted_and_closed_up_without_panel(sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, block(form, 1, 1, "annual_value"), "up")
    shift.delete_columns(sheet, panel_column(form.layout), 2)


@on_plan("计划表：删去一个指标描述，下方上移", "S06", "S09", "S15", "S21", differs="description")
def description_deleted_and_closed_up(sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, block(form, 1, 1, "description"), "up")


@on_plan("计划表：插入一个依据单元格，下方下移", "S06", "S09", "S15", "S21", differs="basis")
def basis_inserted_and_pushed_down(sheet: Sheet, form: Filled) -> None:
    shift.insert_cells(sheet, block(form, 1, 1, "basis"), "down")


@on_plan("计划表：插入一个依据单元格，下方下移，自查栏也删去", "S02", "S09", "S15", "S21", differs="indicators")
def basis_inserted_and_pushed_down_without_panel(sheet: Sheet, form: Filled) -> None:
    shift.insert_cells(sheet, block(form, 1, 1, "basis"), "down")
    shift.delete_columns(sheet, panel_column(form.layout), 2)


@on_plan("计划表：依据一列粘贴低了一行", "S06", "S15", differs="basis")
def bases_pasted_a_row_lower(sheet: Sheet, form: Filled) -> None:
    column = block(form, 0, 4, "basis")
    shift.cut(sheet, column, CellRef(column.first.row + 1, column.first.col))


@on_plan("计划表：指标值一列粘贴低了一行", "S15", differs="annual_value")
def values_pasted_a_row_lower(sheet: Sheet, form: Filled) -> None:
    column = block(form, 0, 4, "annual_value")
    shift.cut(sheet, column, CellRef(column.first.row + 1, column.first.col))


@on_plan("计划表：名称到依据整块粘贴低了一行", "S06", differs="level2", truth=without("按项目计划完成工作（后续）"))
def names_to_bases_pasted_a_row_lower(sheet: Sheet, form: Filled) -> None:
    rows = block(form, 0, 4, "name", "basis")
    shift.cut(sheet, rows, CellRef(rows.first.row + 1, rows.first.col))


@on_plan("计划表：指标描述与指标值两列只对调内容", "S15", differs="annual_value description")
def descriptions_and_values_swapped(sheet: Sheet, form: Filled) -> None:
    swap(sheet, block(form, 0, last(form), "description"), block(form, 0, last(form), "annual_value"))


@on_plan("计划表：指标描述与依据两列只对调内容", "S15", differs="basis description")
def descriptions_and_bases_swapped(sheet: Sheet, form: Filled) -> None:
    swap(sheet, block(form, 0, last(form), "description"), block(form, 0, last(form), "basis"))


@on_plan("计划表：指标描述与依据两列连表头对调", "S16")
def descriptions_and_bases_swapped_with_headings(sheet: Sheet, form: Filled) -> None:
    columns = form.layout.columns
    shift.move_columns(sheet, columns["basis"], 1, columns["description"])


@on_plan("计划表：指标描述与依据只对调表头文字", "S04", "S15", differs="basis description")
def headings_of_descriptions_and_bases_swapped(sheet: Sheet, form: Filled) -> None:
    exchange(sheet, label(form, "绩效指标描述"), label(form, "指标值确定依据"))


@on_plan("计划表：表头“指标描述”一格被清空", "S03", "S09", differs="description")
def heading_of_descriptions_emptied(sheet: Sheet, form: Filled) -> None:
    sheet.clear(label(form, "绩效指标描述"))


@on_plan("计划表：表头“指标值确定依据”改成“指标值”", "S03", "S04", "S32", differs="annual_value basis")
def heading_of_bases_called_value(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "指标值确定依据"), "指标值")


@on_plan("计划表：一行从名称起右移一列", "S06")
def row_moved_right_from_the_name(sheet: Sheet, form: Filled) -> None:
    shift.insert_cells(sheet, block(form, 1, 1, "name"), "right")


@on_plan("计划表：一行从描述起左移一列，名称被盖掉", "S06", "S15", differs="indicators")
def row_moved_left_over_the_name(sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, block(form, 1, 1, "name"), "left")


@on_plan("计划表：一行的依据移到值的左边", "S15", differs="annual_value basis")
def basis_left_of_the_value(sheet: Sheet, form: Filled) -> None:
    swap(sheet, block(form, 1, 1, "annual_value"), block(form, 1, 1, "basis"))


@on_plan("计划表：删去指标描述一列", "S03", "S09", "S16", differs="description payment_plan project_name")
def descriptions_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_columns(sheet, form.layout.columns["description"])


@on_plan("计划表：删去依据一列", "S03", "S16", differs="basis")
def bases_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_columns(sheet, form.layout.columns["basis"])


@on_plan("计划表：值与依据之间插入一列备注", "S32", "S16")
def column_of_remarks_between_value_and_basis(sheet: Sheet, form: Filled) -> None:
    col = form.layout.columns["basis"]
    shift.insert_columns(sheet, col)
    row = form.layout.heading[0]
    sheet.put(CellRef(row, col), "备注")
    sheet.put(CellRef(row + 2, col), "去年为10次")


@on_plan("计划表：一类的指标被清空", truth=without("补贴发放人数", "补贴发放人数（后续）"))
def indicators_of_a_category_emptied(sheet: Sheet, form: Filled) -> None:
    for number in (0, 1):
        for place in form.layout.slots[number].cells.values():
            sheet.clear(place)


@on_plan("计划表：类别名称被清空", "S03", differs="level2")
def category_emptied(sheet: Sheet, form: Filled) -> None:
    sheet.clear(label(form, "质量指标"))


@on_plan("计划表：同一类的两个指标值合并成一格", "S21", differs="annual_value")
def two_values_of_a_category_merged(sheet: Sheet, form: Filled) -> None:
    sheet.merge(block(form, 0, 1, "annual_value"))


@on_plan("计划表：描述与值合并成一格", "S21", differs="annual_value")
def description_and_value_merged(sheet: Sheet, form: Filled) -> None:
    sheet.merge(block(form, 0, 0, "description", "annual_value"))
