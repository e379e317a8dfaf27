"""Content around the form, other forms on its sheet, hidden rows and columns."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from tests.damage.kinds.kind import on_sheet
from tests.support import shift
from tests.support.returned_forms import Filled
from tests.support.sheet_editor import Sheet, tag
from toolkit.model import CellRange, CellRef


def below(form: Filled, rows: int) -> int:
    return form.layout.code_cell.row + rows


@on_sheet("表格右侧写备注", "S09")
def note_right_of_the_table(sheet: Sheet, form: Filled) -> None:
    sheet.put(CellRef(form.layout.slots[3].row, 9), "此项去年已完成")


@on_sheet("表格与自查栏之间写备注", "S09")
def note_between_table_and_panel(sheet: Sheet, form: Filled) -> None:
    sheet.put(CellRef(form.layout.slots[3].row, 6), "请领导审阅")


@on_sheet("表头右侧写备注", "S09")
def note_right_of_the_header(sheet: Sheet, form: Filled) -> None:
    sheet.put(CellRef(form.at("total").row, 9), "含上年结转3万元")


@on_sheet("指标行之间插入说明行", "S15", differs="indicators")
def remark_row_between_indicators(sheet: Sheet, form: Filled) -> None:
    row = form.layout.slots[4].row
    shift.insert_rows(sheet, row)
    sheet.put(CellRef(row, 3), "以下为今年新增内容，请审核")


@on_sheet("空的指标行里写说明", differs="indicators")
def remark_in_an_empty_indicator_row(sheet: Sheet, form: Filled) -> None:
    sheet.put(CellRef(form.layout.slots[9].row, 3), "（以下空白）")


@on_sheet("表格下方写签名和日期", "S09")
def signature_and_date_below(sheet: Sheet, form: Filled) -> None:
    sheet.put(CellRef(below(form, 1), 0), "单位负责人（签字）：")
    sheet.put(CellRef(below(form, 1), 4), "填报日期：2023年10月9日")


@on_sheet("表格下方写说明文字", "S09")
def remark_below_the_table(sheet: Sheet, form: Filled) -> None:
    sheet.put(CellRef(below(form, 2), 1), "以上数据由社区办公室提供")


@on_sheet("表格上方插入行并写字", "S09", "S15")
def row_with_text_above_the_table(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, 0, 2)
    sheet.put(CellRef(0, 0), "附件3（第二次报送）")


@on_sheet("翻页处重复表头", "S15")
def heading_repeated_at_a_page_break(sheet: Sheet, form: Filled) -> None:
    row = form.layout.slots[9].row
    head = form.layout.slots[0].row - 1
    shift.insert_rows(sheet, row)
    for col in range(1, 6):
        sheet.copy(CellRef(head, col), CellRef(row, col))


@on_sheet("翻页处空出几行、没有表头", "S15")
def blank_rows_at_a_page_break(sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, form.layout.slots[9].row, 6)


@on_sheet("含内容的行被隐藏", "S20")
def row_with_content_hidden(sheet: Sheet, form: Filled) -> None:
    sheet.hide_row(form.layout.slots[1].row)


@on_sheet("含内容的行高为零", "S20", protected=True)
def row_with_content_of_no_height(sheet: Sheet, form: Filled) -> None:
    sheet.rows[form.layout.slots[1].row].update(ht="0", customHeight="1")


@on_sheet("含内容的列被隐藏", "S20")
def column_with_content_hidden(sheet: Sheet, form: Filled) -> None:
    sheet.hide_column(4)


@on_sheet("类别行被筛选隐藏", "S20")
def category_row_filtered_out(sheet: Sheet, form: Filled) -> None:
    for slot in form.layout.slots[10:14]:
        sheet.hide_row(slot.row)


@dataclass(frozen=True)
class Aside(shift.Shift):
    """The same shift for every cell, as in a copy of the form."""

    down: int
    right: int

    def cell(self, place: CellRef) -> CellRef:
        return CellRef(place.row + self.down, place.col + self.right)

    def takes_rows_along(self) -> bool:
        return False

    def range(self, place: CellRange) -> CellRange:
        return CellRange(self.cell(place.first), self.cell(place.last))

    merge = range


def copied(sheet: Sheet, form: Filled, down: int, right: int) -> None:
    """Copy the whole form to another place of the sheet."""
    last = form.layout.code_cell.row
    for place, cell in list(sheet.cells.items()):
        if place.row <= last and place.col <= 7:
            to = CellRef(place.row + down, place.col + right)
            sheet.cells[to] = deepcopy(cell)
            formula = sheet.cells[to].find(tag("f"))
            if formula is not None:
                formula.text = shift.followed(formula.text or "", Aside(down, right))
    for one in list(sheet.merges):
        moved = (CellRef(end.row + down, end.col + right) for end in one)
        sheet.merges.append(CellRange(*moved))
