"""Rows inserted, deleted and moved, in every zone of the form."""

from __future__ import annotations

from dataclasses import replace

from tests.damage.kinds.kind import Truth, on_sheet
from tests.support import shift
from tests.support.returned_forms import Filled
from tests.support.sheet_editor import Sheet
from toolkit.model import CellRef, Indicator, Project

_GAP = 2


def without(*names: str) -> Truth:
    """A record without some of its indicators."""

    def drop(project: Project) -> Project:
        return replace(project, indicators=tuple(one for one in project.indicators if one.name not in names))

    return drop


def slot(form: Filled, number: int) -> int:
    """The row of the table's number-th place."""
    return form.layout.slots[number].row


@on_sheet("表格上方插入两行", "S15")
def two_rows_above_the_table(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, 0, 2)


@on_sheet("标题与首栏之间插入一行", "S15")
def row_below_the_title(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, 2)


@on_sheet("表头各栏之间插入一行", "S15")
def row_between_header_fields(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, form.at("supervising_department").row)


@on_sheet("总目标栏目与内容之间插入一行", "S15")
def row_between_goal_label_and_content(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, form.at("period_goal").row)


@on_sheet("总目标下方插入一行并把目标分两行写", "S15", "S06", differs="period_goal")
def goal_in_two_rows(sheet: Sheet, form: Filled) -> None:
    place = form.at("period_goal")
    shift.insert_rows(sheet, place.row + 1)
    text = sheet.text(place)
    half = len(text) // 2
    sheet.put(place, text[:half])
    sheet.put(CellRef(place.row + 1, place.col), text[half:])


@on_sheet("指标表头上方插入一行", "S15")
def row_above_the_table_heading(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, slot(form, 0) - 1)


@on_sheet("指标表头下方插入一行", "S15")
def row_below_the_table_heading(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, slot(form, 0))


@on_sheet("类别之内插入空行", "S15")
def empty_row_in_a_category(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, slot(form, 3))


def _added(project: Project) -> Project:
    added = Indicator("产出指标", "数量指标", "新增走访居民户数", "≥900户", "≥300户")
    return replace(project, indicators=(*project.indicators[:3], added, *project.indicators[3:]))


@on_sheet("类别之内插入一行并填写新指标", "S15", truth=_added)
def new_indicator_in_an_inserted_row(sheet: Sheet, form: Filled) -> None:
    row = slot(form, 3)
    shift.insert_rows(sheet, row)
    for col, text in enumerate(("新增走访居民户数", "≥900户", "≥300户"), 3):
        sheet.put(CellRef(row, col), text)


@on_sheet("类别之间插入空行", "S15")
def empty_row_between_categories(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, slot(form, 6))


@on_sheet("最后一类之内插入两行", "S15")
def two_rows_in_the_last_category(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, slot(form, len(form.layout.slots) - 1), 2)


@on_sheet("指标表末尾之后插入一行", "S15")
def row_after_the_table(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, form.layout.code_cell.row)


@on_sheet("删去表13字样所在行", "S15")
def row_of_the_form_number_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, 0)


@on_sheet("删去标题行", "S15", may="S04")
def title_row_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, 1)


@on_sheet("删去用款单位整行", "S15", "S03", differs="spending_unit")
def unit_row_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, form.at("spending_unit").row)


@on_sheet("删去预算金额整行", "S15", "S03", differs="total")
def amount_row_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, form.at("total").row)


@on_sheet("删去总目标内容行", "S15", differs="period_goal")
def goal_row_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, form.at("period_goal").row)


@on_sheet("删去年度目标栏目行", "S15", "S03", may="S09", differs="period_goal annual_goal")
def row_of_the_annual_goal_label_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, form.at("annual_goal").row - 1)


@on_sheet("删去指标表头行", "S15", "S03", may="S04")
def table_heading_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, slot(form, 0) - 1)


@on_sheet("类别之内删去空行", "S15")
def empty_row_of_a_category_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, slot(form, 9))


@on_sheet("类别之内删去一行指标", "S15", truth=without("水电邮费"))
def indicator_row_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, slot(form, 3))


@on_sheet("删去最后一类的空行", "S15")
def empty_row_of_the_last_category_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, slot(form, len(form.layout.slots) - 1))


@on_sheet("删去带类别名的行（类别名随之消失）", "S15", "S03", truth=without("采购验收合格率"), differs="level2")
def category_row_deleted_with_its_name(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, slot(form, 6))


@on_sheet("删去带类别名的行（类别名留在下一行）", "S15", truth=without("采购验收合格率"))
def category_row_deleted_and_its_name_kept(sheet: Sheet, form: Filled) -> None:
    row = slot(form, 6)
    label = sheet.text(CellRef(row, 2))
    shift.delete_rows(sheet, row)
    sheet.put(CellRef(row, 2), label)


@on_sheet("删去一整类", "S15", "S03", truth=without("培训计划按期完成率", "采购任务完成及时率"))
def category_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, slot(form, 10), 4)


@on_sheet("删去打印编号所在行", "S02", "S21")
def row_of_the_printed_code_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, form.layout.code_cell.row)


@on_sheet("指标行在类别之内换了次序", truth=lambda p: _reordered(p, 4, 1))
def indicators_of_a_category_reordered(sheet: Sheet, form: Filled) -> None:
    shift.move_rows(sheet, slot(form, 4), 1, slot(form, 1))


def _reordered(project: Project, at: int, before: int) -> Project:
    indicators = list(project.indicators)
    indicators.insert(before, indicators.pop(at))
    return replace(project, indicators=tuple(indicators))


@on_sheet("指标行移到别的类别之内", "S15", truth=lambda p: _recategorised(p))
def indicator_moved_to_another_category(sheet: Sheet, form: Filled) -> None:
    shift.move_rows(sheet, slot(form, 2), 1, slot(form, 8))


def _recategorised(project: Project) -> Project:
    indicators = list(project.indicators)
    moved = replace(indicators.pop(2), level2="质量指标")
    indicators.insert(7, moved)
    return replace(project, indicators=tuple(indicators))


@on_sheet("年度目标移到总目标之前", "S15")
def annual_goal_before_the_period_goal(sheet: Sheet, form: Filled) -> None:
    row = form.at("annual_goal").row - 1
    shift.move_rows(sheet, row, 2, form.at("period_goal").row - 1)


@on_sheet("预算金额一行移到项目名称之前", "S15", may="S02")
def amount_before_the_name(sheet: Sheet, form: Filled) -> None:
    shift.move_rows(sheet, form.at("total").row, 1, form.at("project_name").row)


@on_sheet("一整类移到另一类之前", "S15", truth=lambda p: _category_first(p))
def category_moved_before_another(sheet: Sheet, form: Filled) -> None:
    shift.move_rows(sheet, slot(form, 10), 4, slot(form, 6))


def _category_first(project: Project) -> Project:
    one = project.indicators
    return replace(project, indicators=(*one[:6], *one[9:11], *one[6:9], *one[11:]))
