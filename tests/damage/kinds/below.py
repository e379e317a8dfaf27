"""Content below the table: signatures, notes, sums, a second table."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from tests.damage.kinds.kind import on_sheet
from tests.support import shift
from tests.support.returned_forms import Filled
from tests.support.sheet_editor import Sheet
from toolkit.model import CellRange, CellRef, Project


def under(sheet: Sheet, form: Filled, rows: int = 1) -> int:
    """A new row directly under the last indicator."""
    row = form.layout.slots[-1].row + 1
    shift.insert_rows(sheet, row, rows)
    return row


def across(sheet: Sheet, form: Filled, row: int, text: str) -> None:
    """A line merged over the whole width."""
    sheet.put(CellRef(row, 0), text)
    sheet.merge(CellRange(CellRef(row, 0), CellRef(row, form.layout.width - 1)))


@on_sheet("紧接表格下一行写填报人、审核人", "S09", "S15")
def filler_and_reviewer_below(sheet: Sheet, form: Filled) -> None:
    row = under(sheet, form)
    for col, text in enumerate(("填报人：", "张三", "审核人：", "李四", "填报日期", "2023年10月9日")):
        sheet.put(CellRef(row, col), text)


@on_sheet("紧接表格下一行写备注，合并整行", "S09", "S15")
def note_below_merged_across(sheet: Sheet, form: Filled) -> None:
    across(sheet, form, under(sheet, form), "注：1.指标值应量化；2.以上数据截至2023年9月30日。")


@on_sheet("紧接表格下方分三行写说明", "S09", "S15")
def explanation_below_in_three_rows(sheet: Sheet, form: Filled) -> None:
    row = under(sheet, form, 3)
    for number, text in enumerate(("说明：", "1.本表由用款单位填报。", "2.满意度不低于90%。")):
        across(sheet, form, row + number, text)


@on_sheet("紧接表格下一行写合计", "S09", "S15")
def total_below(sheet: Sheet, form: Filled) -> None:
    row = under(sheet, form)
    sheet.put(CellRef(row, 0), "合计")
    sheet.number(CellRef(row, 5), 235200)


@on_sheet("名称一列下方写制表人和电话", "S09", "S15")
def author_and_telephone_below_the_names(sheet: Sheet, form: Filled) -> None:
    row = under(sheet, form)
    sheet.put(CellRef(row, 3), "制表人：王五")
    sheet.put(CellRef(row, 4), "联系电话：0769-83380000")


@on_sheet("指标值一列下方写盖章和日期", "S09", "S15")
def seal_and_date_below_the_values(sheet: Sheet, form: Filled) -> None:
    row = under(sheet, form, 2)
    sheet.put(CellRef(row, 5), "（单位盖章）")
    sheet.put(CellRef(row + 1, 5), "2023年10月9日")


@on_sheet("隔一行写审核意见", "S09", "S15")
def review_below_a_blank_row(sheet: Sheet, form: Filled) -> None:
    row = under(sheet, form, 2) + 1
    sheet.put(CellRef(row, 0), "主管部门审核意见")
    sheet.put(CellRef(row, 2), "同意上报")


def _doubled(project: Project) -> Project:
    """Both tables are read; each indicator of the second is an error (I12)."""
    return replace(project, indicators=project.indicators * 2)


@on_sheet("指标表连表头在下方再粘贴一份", "S15", truth=_doubled)
def table_pasted_below_with_its_heading(sheet: Sheet, form: Filled) -> None:
    head, last = form.layout.slots[0].row - 1, form.layout.slots[-1].row
    row = under(sheet, form, last - head + 2) + 1
    for place, cell in list(sheet.cells.items()):
        if head <= place.row <= last and place.col < form.layout.width:
            sheet.cells[CellRef(place.row - head + row, place.col)] = deepcopy(cell)
