"""Changes of content by programs and people. They need no unprotecting."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from tests.damage.kinds.kind import Truth, on_book, on_sheet
from tests.support.returned_forms import OFFICE, Filled, filled
from tests.support.sheet_editor import Opened, Sheet, editing
from toolkit.model import CellRef, Project

BLANK = partial(filled, OFFICE, prefilled=False)
PERCENT, DATE, SCIENTIFIC = 9, 14, 11
"""Numbers of the number formats that every program knows."""


def says(number: int, **parts: Any) -> Truth:
    """The record where one indicator says something else."""

    def change(project: Project) -> Project:
        indicators = list(project.indicators)
        indicators[number] = replace(indicators[number], **parts)
        return replace(project, indicators=tuple(indicators))

    return change


def formatted(form: Filled, key: str, value: float, number_format: int) -> bytes:
    """A number in a cell, with a format."""
    book = Opened(form.data)
    style = book.style(number_format)
    with editing(book) as sheet:
        sheet.number(form.at(key), value, style)
    return book.saved()


@on_sheet("预算金额填成公式", "S11", protected=True, form=BLANK)
def amount_as_a_formula(sheet: Sheet, form: Filled) -> None:
    sheet.formula(form.at("total"), "19600*12", "235200")


@on_sheet("指标值填成公式", "S11", protected=True, truth=says(1, annual_value="31次"))
def value_as_a_formula(sheet: Sheet, form: Filled) -> None:
    sheet.formula(form.at("slots.1.annual_value"), '31&"次"', "31次", "str")


@on_sheet("指标值为错误值", "S23", may="S11", differs="annual_value", protected=True)
def value_is_an_error(sheet: Sheet, form: Filled) -> None:
    sheet.formula(form.at("slots.1.annual_value"), "VLOOKUP(1,Z:Z,1,0)", "#N/A", "e")


@on_sheet("预算金额为错误值", "S23", may="S11", differs="total", protected=True, form=BLANK)
def amount_is_an_error(sheet: Sheet, form: Filled) -> None:
    sheet.formula(form.at("total"), "#REF!*12", "#REF!", "e")


@on_sheet("公式没有计算结果", "S24", differs="annual_value", protected=True)
def formula_without_a_result(sheet: Sheet, form: Filled) -> None:
    sheet.formula(form.at("slots.1.annual_value"), "E16", None)


@on_sheet("总目标整段是公式，引用别处", "S11", protected=True)
def goal_is_a_formula_that_refers_elsewhere(sheet: Sheet, form: Filled) -> None:
    place = form.at("period_goal")
    sheet.formula(place, "[1]Sheet1!$A$1", sheet.text(place), "str")


@on_book("百分比被存成小数", "S12", truth=says(6, annual_value="90%"))
def percentage_stored_as_a_fraction(form: Filled) -> bytes:
    return formatted(form, "slots.6.annual_value", 0.9, PERCENT)


@on_book("1-2被转成日期", "S12", differs="annual_value")
def range_turned_into_a_date(form: Filled) -> bytes:
    return formatted(form, "slots.1.annual_value", 45293, DATE)


@on_book("长数字变成科学计数", "S12", differs="annual_value")
def long_number_in_scientific_notation(form: Filled) -> bytes:
    return formatted(form, "slots.1.annual_value", 170001001.0, SCIENTIFIC)


@on_sheet("金额写成全角数字带千分位和单位", "S25", protected=True, form=BLANK)
def amount_in_full_width_digits_with_separators_and_unit(sheet: Sheet, form: Filled) -> None:
    sheet.put(form.at("total"), "２３５，２００元")


@on_sheet("年度写成文字", "S25", protected=True, form=BLANK)
def year_in_words(sheet: Sheet, form: Filled) -> None:
    sheet.put(form.at("start_year"), "2023 年")


@on_sheet("金额里写明万元", "S25", protected=True, form=BLANK)
def amount_with_wan_written_out(sheet: Sheet, form: Filled) -> None:
    sheet.put(form.at("total"), "23.52万元")


@on_sheet("空格、零宽字符填在空格子里", "S26", protected=True)
def blanks_in_empty_cells(sheet: Sheet, form: Filled) -> None:
    sheet.put(form.at("slots.9.name"), "\u00a0\u3000")
    sheet.put(form.at("slots.9.annual_value"), "\u200b")


@on_sheet("内容里夹着控制字符", "S27", protected=True)
def control_characters_in_a_text(sheet: Sheet, form: Filled) -> None:
    place = form.at("annual_goal")
    text = sheet.text(place)
    sheet.put(place, f"{text[:6]}_x000B_{text[6:]}")


@on_sheet("名称前后有空白和换行", protected=True)
def blanks_and_line_breaks_around_a_name(sheet: Sheet, form: Filled) -> None:
    place = form.at("slots.1.name")
    sheet.put(place, f"\u3000{sheet.text(place)[:4]}\n{sheet.text(place)[4:]} ")


@on_sheet("名称写在二级指标一列", "S06", may="S21")
def name_in_the_column_of_categories(sheet: Sheet, form: Filled) -> None:
    place = form.at("slots.2.name")
    text = sheet.text(place)
    sheet.clear(place)
    sheet.unmerge("C15:C20")
    sheet.put(CellRef(place.row, place.col - 1), text)


@on_sheet("名称与周期值对调", differs="name period_value indicators", protected=True, may="S06 S09")
def name_and_period_value_swapped(sheet: Sheet, form: Filled) -> None:
    one, other = form.at("slots.1.name"), form.at("slots.1.period_value")
    text, value = sheet.text(one), sheet.text(other)
    sheet.put(one, value)
    sheet.put(other, text)


@on_sheet("两个值写在一格，另一格空着", "S07", differs="period_value annual_value", protected=True)
def both_values_in_one_cell(sheet: Sheet, form: Filled) -> None:
    one, other = form.at("slots.1.period_value"), form.at("slots.1.annual_value")
    sheet.put(one, f"{sheet.text(one)}；{sheet.text(other)}")
    sheet.clear(other)


@on_sheet("只填了一个指标值", "S07", differs="period_value", protected=True)
def only_one_value_filled_in(sheet: Sheet, form: Filled) -> None:
    sheet.clear(form.at("slots.3.period_value"))


@on_sheet("两个指标值都填在右边一列", "S15", may="S06", differs="period_value")
def both_values_in_the_right_cell(sheet: Sheet, form: Filled) -> None:
    slot = form.layout.slots[2]
    for part, to in (("annual_value", 6), ("period_value", 5)):
        sheet.copy(slot.cells[part], CellRef(slot.row, to))
        sheet.clear(slot.cells[part])


@on_sheet("目标写在栏目同一行的右侧", "S06", may="S09 S21", differs="annual_goal")
def goal_at_the_right_of_its_label(sheet: Sheet, form: Filled) -> None:
    place = form.at("annual_goal")
    text = sheet.text(place)
    sheet.clear(place)
    sheet.unmerge(f"C{place.row}:F{place.row}")
    sheet.put(CellRef(place.row - 1, place.col + 2), text)


@on_sheet("整列粘贴带来锁定和格式", protected=True, may="S15")
def whole_column_pasted_with_locks_and_formats(sheet: Sheet, form: Filled) -> None:
    for slot in form.layout.slots:
        for place in slot.cells.values():
            sheet.cell(place).attrib.pop("s", "")
