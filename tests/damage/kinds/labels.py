"""Labels, title, merges: what was locked and was changed all the same."""

from __future__ import annotations

from functools import partial

from tests.damage.kinds.kind import on_sheet
from tests.support.returned_forms import OFFICE, Filled, filled
from tests.support.sheet_editor import Sheet, squares
from toolkit.model import CellRange, CellRef

BLANK = partial(filled, OFFICE, prefilled=False)


def label(form: Filled, text: str) -> CellRef:
    """Returns the range of a label."""
    return next(cell.range.first for cell in form.layout.locked if text in cell.text)


def heading(form: Filled, part: str) -> CellRef:
    slot = form.layout.slots[0]
    return CellRef(slot.row - 1, slot.cells[part].col)


@on_sheet("标题被改", "S04")
def title_changed(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "项目绩效目标表"), "2024年度社区项目绩效目标申报表")


@on_sheet("栏目名称被改成别的说法", "S03", "S04", "S09", differs="supervising_department")
def label_in_other_words(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "主管部门"), "上级单位")


@on_sheet("栏目名称改成通行的同义词", "S04")
def label_as_a_usual_synonym(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "用款单位"), "使用单位")


@on_sheet("栏目名称加空格、换行、换括号", "S10")
def label_with_blanks_breaks_and_other_brackets(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "项目名称"), "项 目 名 称")
    sheet.put(label(form, "预算金额"), "2024年预算金额\n(元)")
    sheet.put(label(form, "社会效益指标"), "社会效益\n 指标")


@on_sheet("栏目名称被清空", "S03", "S09", differs="spending_unit")
def label_emptied(sheet: Sheet, form: Filled) -> None:
    sheet.clear(label(form, "用款单位"))


@on_sheet("栏目名称被填写内容盖掉", "S03", may="S04 S06 S09 S30", differs="total project_level")
def label_overwritten_by_content(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "预算金额"), "235200")


@on_sheet("两处年度都被改（去年的表接着用）", "S04", may="S09", differs="budget_year")
def both_years_changed(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "预算金额"), "2025年预算金额（元）")
    sheet.put(label(form, "2024年度目标"), "2025年度目标")


@on_sheet("只改了一处年度", "S04", "S09", differs="budget_year")
def one_year_changed(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "2024年度目标"), "2025年度目标")


@on_sheet("金额单位由元改为万元", "S04", "S09", differs="total")
def unit_of_money_changed_to_wan(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "预算金额"), "2024年预算金额（万元）")


@on_sheet("金额单位由元改为万元，金额也改", "S04", "S09", may="S30", differs="total", form=BLANK)
def unit_of_money_and_amount_changed(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "预算金额"), "2024年预算金额（万元）")
    sheet.number(form.at("total"), "23.52")


@on_sheet("类别名称被清空", "S03", may="S09", differs="level2 period_value annual_value")
def category_emptied(sheet: Sheet, form: Filled) -> None:
    sheet.clear(label(form, "质量指标"))


@on_sheet("类别名称改成不认识的", "S03", "S04", "S08", differs="level2")
def category_unknown(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "时效指标"), "安全生产指标")


@on_sheet("类别名称改成各地同义的", "S04", "S08")
def category_as_a_usual_synonym(sheet: Sheet, form: Filled) -> None:
    sheet.put(label(form, "生态效益指标"), "环境效益指标")


@on_sheet("两个类别名称对调", "S04", differs="level2")
def two_categories_swapped(sheet: Sheet, form: Filled) -> None:
    one, other = label(form, "质量指标"), label(form, "时效指标")
    sheet.put(one, "时效指标")
    sheet.put(other, "质量指标")


@on_sheet("一级指标名称被清空", "S04")
def first_level_emptied(sheet: Sheet, form: Filled) -> None:
    sheet.clear(label(form, "效益指标"))


@on_sheet("表头一格被清空", "S03", may="S09", differs="period_value")
def heading_emptied(sheet: Sheet, form: Filled) -> None:
    sheet.clear(heading(form, "period_value"))


@on_sheet("两列指标值的表头文字对调", "S04", "S15", differs="period_value annual_value")
def headings_of_the_values_swapped(sheet: Sheet, form: Filled) -> None:
    sheet.put(heading(form, "period_value"), "当年度指标值")
    sheet.put(heading(form, "annual_value"), "实施周期指标值")


@on_sheet("左侧“绩效指标”被清空", "S04")
def side_label_emptied(sheet: Sheet, form: Filled) -> None:
    sheet.clear(CellRef(form.layout.slots[0].row - 1, 0))


@on_sheet("栏目取消合并", "S21")
def label_unmerged(sheet: Sheet, form: Filled) -> None:
    sheet.unmerge(CellRange(label(form, "主管部门"), label(form, "主管部门")))


@on_sheet("类别取消合并并逐行补写类别名", "S21", may="S09")
def category_unmerged_and_filled_down(sheet: Sheet, form: Filled) -> None:
    place = label(form, "数量指标")
    sheet.unmerge(CellRange(place, place))
    for slot in form.layout.slots:
        if slot.level2 == "数量指标":
            sheet.put(CellRef(slot.row, place.col), "数量指标")


@on_sheet("全表取消合并", "S21")
def all_cells_unmerged(sheet: Sheet, form: Filled) -> None:
    sheet.merges = []


@on_sheet("两个指标值合并成一格", "S07", "S21", differs="annual_value")
def two_values_merged(sheet: Sheet, form: Filled) -> None:
    slot = form.layout.slots[2]
    sheet.merge(CellRange(slot.cells["period_value"], slot.cells["annual_value"]))


@on_sheet("上下两行名称合并，盖住一个名称", "S21", differs="indicators name")
def two_names_merged(sheet: Sheet, form: Filled) -> None:
    sheet.merge(CellRange(form.at("slots.0.name"), form.at("slots.1.name")))


@on_sheet("上下两行的年度值合并", "S07", "S21", differs="annual_value")
def two_annual_values_merged(sheet: Sheet, form: Filled) -> None:
    sheet.merge(CellRange(form.at("slots.3.annual_value"), form.at("slots.4.annual_value")))


@on_sheet("栏目与内容合并成一格", "S21", may="S03 S04 S30", differs="project_level")
def label_and_content_merged(sheet: Sheet, form: Filled) -> None:
    place = label(form, "项目等级")
    sheet.merge(CellRange(place, CellRef(place.row, 5)))


@on_sheet("栏目与内容写在一格，中间用冒号", "S04", may="S06 S21")
def label_and_content_in_one_cell_with_a_colon(sheet: Sheet, form: Filled) -> None:
    place, field = label(form, "项目等级"), form.at("project_level")
    text = sheet.text(field)
    for one in squares(CellRange(place, CellRef(place.row, 5))):
        sheet.clear(one)
    sheet.put(place, f"项目等级：{text}")


@on_sheet("预填的金额限额被改", "S30", differs="total")
def prefilled_amount_changed(sheet: Sheet, form: Filled) -> None:
    sheet.number(form.at("total"), 325200)


@on_sheet("预填的项目名称被改", "S29", differs="project_name")
def prefilled_name_changed(sheet: Sheet, form: Filled) -> None:
    sheet.put(form.at("project_name"), "社区文体经费")


@on_sheet("预填的单位被改", "S29", differs="spending_unit")
def prefilled_unit_changed(sheet: Sheet, form: Filled) -> None:
    sheet.put(form.at("spending_unit"), "东莞市东坑镇塔岗社区居民委员会")


@on_sheet("预填内容被清空", "S30", differs="project_type")
def prefilled_content_emptied(sheet: Sheet, form: Filled) -> None:
    sheet.clear(form.at("project_type"))


@on_sheet("项目类型改成选项之外的", "S30", differs="project_type")
def type_outside_the_list(sheet: Sheet, form: Filled) -> None:
    sheet.put(form.at("project_type"), "社区自选项目")
