"""Damage above the table of the plan form: percentages, use of funds, code."""

from __future__ import annotations

from tests.damage.kinds.kind import on_book
from tests.damage.kinds.labels import label
from tests.damage.kinds.plan import FORM, exchange, on_plan, swap
from tests.damage.kinds.sheets import opened
from tests.support import shift
from tests.support.returned_forms import Filled, homemade
from tests.support.sheet_editor import Opened, Sheet, editing
from tests.support.workbooks import saved
from toolkit.model import CellRange, CellRef


def cell(form: Filled, key: str) -> CellRange:
    place = form.at(key)
    return CellRange(place, place)


@on_plan("计划表：支出计划删去一格，右侧左移", "S15", "S21", differs="payment_plan")
def plan_cell_deleted_and_closed_left(sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, cell(form, "payment_plan.6月底"), "left")


@on_plan("计划表：支出计划插入一格，右侧右移", "S09", "S15", "S21", differs="payment_plan")
def plan_cell_inserted_and_pushed_right(sheet: Sheet, form: Filled) -> None:
    shift.insert_cells(sheet, cell(form, "payment_plan.3月底"), "right")


@on_plan("计划表：支出计划连栏目换了次序", "S16")
def plan_steps_reordered_with_labels(sheet: Sheet, form: Filled) -> None:
    shift.move_columns(sheet, form.at("payment_plan.10月底").col, 1, form.at("payment_plan.6月底").col)


@on_plan("计划表：两期百分比剪切对调，栏目不动", "S15", differs="payment_plan")
def two_percentages_swapped(sheet: Sheet, form: Filled) -> None:
    swap(sheet, cell(form, "payment_plan.6月底"), cell(form, "payment_plan.10月底"))


@on_plan("计划表：两期栏目文字对调，百分比不动", "S06", "S15", differs="payment_plan")
def two_step_labels_swapped(sheet: Sheet, form: Filled) -> None:
    exchange(sheet, label(form, "6月底"), label(form, "10月底"))


@on_plan("计划表：一期栏目改成别的月份", "S03", "S04", "S09", differs="payment_plan")
def step_label_of_another_month(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "10月底"), "9月底")


@on_plan("计划表：百分比一行低了一行", "S15")
def percentages_a_row_lower(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, form.at("payment_plan.3月底").row)


@on_plan("计划表：百分比一行被删", "S15", differs="payment_plan")
def percentages_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, form.at("payment_plan.3月底").row)


@on_plan("计划表：两期百分比合并成一格", "S21", differs="payment_plan")
def two_percentages_merged(sheet: Sheet, form: Filled) -> None:
    sheet.merge(CellRange(form.at("payment_plan.3月底"), form.at("payment_plan.6月底")))


@on_book("计划表：百分比变成百分数格式的小数", "S12", form=FORM)
def percentages_as_fractions(form: Filled) -> bytes:
    book = Opened(form.data)
    style = book.style(9)
    with editing(book) as sheet:
        sheet.number(form.at("payment_plan.6月底"), "0.3", style)
    return book.saved()


@on_plan("计划表：资金用途与绩效目标的内容剪切对调", "S15", "S21", differs="annual_goal fiscal funds_text total")
def use_of_funds_and_goal_swapped(sheet: Sheet, form: Filled) -> None:
    swap(sheet, cell(form, "funds_text"), cell(form, "annual_goal"))


@on_plan("计划表：资金用途一句话分成两格", "S09", "S21", differs="fiscal funds_text total")
def use_of_funds_in_two_cells(sheet: Sheet, form: Filled) -> None:
    place = form.at("funds_text")
    sheet.unmerge(CellRange(place, place))
    first, rest = sheet.text(place).split("其中", 1)
    sheet.put(place, first)
    sheet.put(CellRef(place.row, place.col + 2), f"其中{rest}")


@on_plan("计划表：资金用途一句话分成两行", "S09", "S15", differs="fiscal funds_text total")
def use_of_funds_in_two_rows(sheet: Sheet, form: Filled) -> None:
    place = form.at("funds_text")
    shift.insert_rows(sheet, place.row + 1)
    first, rest = sheet.text(place).split("其中", 1)
    sheet.put(place, first)
    sheet.put(CellRef(place.row + 1, place.col), f"其中{rest}")


@on_plan("计划表：资金用途移到下一行，原处空着", "S06", "S15")
def use_of_funds_moved_to_the_next_row(sheet: Sheet, form: Filled) -> None:
    place = form.at("funds_text")
    shift.insert_rows(sheet, place.row + 1)
    sheet.copy(place, CellRef(place.row + 1, place.col))
    sheet.clear(place)


@on_plan("计划表：金额单位一行写成元", "S09")
def unit_row_in_yuan(sheet: Sheet, form: Filled) -> None:
    sheet.put(CellRef(0, form.layout.width + 4), "单位：元")


@on_plan("计划表：句中不写万元，另加一行“单位：元”", "S09", differs="fiscal funds_text total")
def unit_in_a_row_of_its_own(sheet: Sheet, form: Filled) -> None:
    place = form.at("funds_text")
    sheet.put(place, sheet.text(place).replace(" 万元", ""))
    sheet.put(CellRef(0, form.layout.width + 4), "单位：元")


@on_plan("计划表：另一句预算写在资金用途的旁边", "S09", differs="fiscal funds_text total")
def second_budget_next_to_use_of_funds(sheet: Sheet, form: Filled) -> None:
    sheet.put(CellRef(form.at("funds_text").row, form.layout.width + 4), "预算数 300 万元")


@on_plan("计划表：项目编码与项目名称剪切对调", "S15", "S21", "S29", "S30", differs="project_code project_name")
def code_and_name_swapped(sheet: Sheet, form: Filled) -> None:
    swap(sheet, cell(form, "project_code"), cell(form, "project_name"))


@on_plan("计划表：项目编码被剪去末三位", "S30", differs="project_code")
def code_cut_by_three_digits(sheet: Sheet, form: Filled) -> None:
    place = form.at("project_code")
    sheet.put(place, sheet.text(place)[:-3])


@on_plan("计划表：项目编码变成科学记数", "S12", "S30", differs="project_code")
def code_in_scientific_notation(sheet: Sheet, form: Filled) -> None:
    sheet.number(form.at("project_code"), "1.70001E8")


@on_plan("计划表：删去项目编码一行", "S03", "S15", differs="project_code project_name")
def code_row_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, form.at("project_code").row)


@on_plan("计划表：绩效目标栏目被改", "S03", "S04", "S09", differs="annual_goal")
def label_of_the_goal_changed(sheet: Sheet, form: Filled) -> None:
    row = form.at("annual_goal").row
    sheet.put(CellRef(row, 0), "工作目标")


@on_plan("计划表：标题年度被改", "S04", differs="budget_year")
def year_of_the_title_changed(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "预算项目绩效目标表"), "2023年预算项目绩效目标表")


@on_book("计划表：工作表改名", "S17", form=FORM)
def sheet_renamed(form: Filled) -> bytes:
    with opened(form) as edited:
        edited.workbook.worksheets[0].title = "Sheet1"
    return edited.saved


@on_book("计划表：自制，只有文字", "S01", form=FORM)
def typed_anew(form: Filled) -> bytes:
    return saved(homemade(form))
