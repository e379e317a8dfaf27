"""Sheets renamed, deleted, copied, mixed; workbooks put together from several."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.worksheet.worksheet import Worksheet

from tests.damage.kinds.around import copied
from tests.damage.kinds.kind import on_book, on_sheet
from tests.support.returned_forms import OFFICE, Filled, filled
from tests.support.sheet_editor import Opened, Sheet, editing
from tests.support.workbooks import copy_values, first, saved
from toolkit.model import Project

UNIT = partial(filled, ("000-junda", 0), OFFICE, ("000-junda", 9))


@dataclass
class Edited:
    """A workbook open in openpyxl, and what it is saved as."""

    workbook: Workbook
    saved: bytes = field(default=b"")


@contextmanager
def opened(form: Filled) -> Iterator[Edited]:
    edited = Edited(load_workbook(io.BytesIO(form.data)))
    yield edited
    edited.saved = saved(edited.workbook)


def copy_sheet(source: Worksheet, target: Worksheet, columns: int = 99, *, formats: bool = True) -> None:
    """Copy a sheet's cells into another workbook."""
    width = min(columns, source.max_column)
    copy_values(source, target, columns=width)
    for number, row in enumerate(source.iter_rows(max_col=width), 1):
        for col, cell in enumerate(row, 1):
            if formats and cell.has_style:
                new = target.cell(number, col)
                new.protection = Protection(locked=cell.protection.locked, hidden=cell.protection.hidden)
                new.number_format = cell.number_format
    if formats:
        for merge in source.merged_cells.ranges:
            if merge.max_col <= columns:
                target.merge_cells(merge.coord)


@on_book("工作表改名", "S17")
def sheet_renamed(form: Filled) -> bytes:
    with opened(form) as edited:
        first(edited.workbook).title = "Sheet1 (2)"
    return edited.saved


@on_book("整份工作簿少了一张表", "S18", records=2, form=UNIT, truth=None)
def sheet_missing_from_the_workbook(form: Filled) -> bytes:
    with opened(form) as edited:
        del edited.workbook["拥军优属经费"]
    return edited.saved


@on_book("工作表换了次序并改名", "S17", records=3, form=UNIT)
def sheets_reordered_and_renamed(form: Filled) -> bytes:
    with opened(form) as edited:
        edited.workbook["社区办公经费"].title = "办公"
    return edited.saved


@on_book("多出一张说明表", "S17")
def sheet_of_notes_added(form: Filled) -> bytes:
    with opened(form) as edited:
        edited.workbook.create_sheet("填报说明")["A1"] = "请于10月底前报送"
    return edited.saved


@on_book("多出一张隐藏的表", "S20")
def hidden_sheet_added(form: Filled) -> bytes:
    with opened(form) as edited:
        hidden = edited.workbook.create_sheet("底稿")
        hidden["A1"] = "社区办公经费测算底稿"
        hidden.sheet_state = "hidden"
    return edited.saved


@on_book("填好的表被隐藏", "S20", records=3, form=UNIT)
def filled_form_hidden(form: Filled) -> bytes:
    with opened(form) as edited:
        edited.workbook["社区办公经费"].sheet_state = "hidden"
    return edited.saved


@on_book("工作表在本工作簿里又复制一份", "S02", may="S19", records=2)
def sheet_copied_in_its_workbook(form: Filled) -> bytes:
    with opened(form) as edited:
        source = first(edited.workbook)
        twin = edited.workbook.create_sheet("社区办公经费 (2)")
        copy_sheet(source, twin)
    return edited.saved


@on_book("工作表复制到新工作簿", "S02", may="S19 S21")
def sheet_copied_to_a_new_workbook(form: Filled) -> bytes:
    fresh = Workbook()
    copy_sheet(first(load_workbook(io.BytesIO(form.data))), first(fresh))
    return saved(fresh)


@on_book("只复制表格区域到新工作簿", "S02")
def table_copied_to_a_new_workbook(form: Filled) -> bytes:
    fresh = Workbook()
    copy_sheet(first(load_workbook(io.BytesIO(form.data))), first(fresh), 6)
    return saved(fresh)


@on_book("只粘贴数值到空白工作簿", "S02")
def values_pasted_into_an_empty_workbook(form: Filled) -> bytes:
    fresh = Workbook()
    copy_sheet(first(load_workbook(io.BytesIO(form.data))), first(fresh), 6, formats=False)
    return saved(fresh)


@on_book("复制到别的项目的工作簿里", "S02", may="S19", records=2)
def sheet_copied_to_the_workbook_of_another_project(form: Filled) -> bytes:
    other = load_workbook(io.BytesIO(filled(("000-junda", 9)).data))
    sheet = other.create_sheet("社区办公经费", 0)
    copy_sheet(first(load_workbook(io.BytesIO(form.data))), sheet)
    return saved(other)


def _patched(project: Project) -> Project:
    return replace(project, indicators=filled(("000-junda", 0)).truth[0].indicators)


@on_book("两张表拼成一张：表头是甲的，指标表是乙的", "S02", "S29", may="S18 S30", truth=_patched)
def header_of_one_form_and_table_of_another(form: Filled) -> bytes:
    other = Opened(filled(("000-junda", 0)).data)
    book = Opened(form.data)
    with editing(other) as source, editing(book) as target:
        top = form.layout.slots[0].row
        target.cells = {place: cell for place, cell in target.cells.items() if place.row < top}
        target.cells.update({place: cell for place, cell in source.cells.items() if place.row >= top})
    return book.saved()


@on_sheet("同一张表上又复制了一份在下面", "S02", records=2)
def form_copied_below_itself(sheet: Sheet, form: Filled) -> None:
    copied(sheet, form, form.layout.code_cell.row + 3, 0)


@on_sheet("同一张表上又复制了一份在右边", "S02", records=2)
def form_copied_to_the_right(sheet: Sheet, form: Filled) -> None:
    copied(sheet, form, 0, 9)


@on_book("插入批注", "S31")
def comment_inserted(form: Filled) -> bytes:
    with opened(form) as edited:
        first(edited.workbook)["D16"].comment = Comment("请核实数量", "审核人")
    return edited.saved


@on_book("插入图片", "S31")
def picture_inserted(form: Filled) -> bytes:
    book = Opened(form.data)
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"'
        ' Target="../drawings/drawing1.xml"/></Relationships>'
    )
    book.parts["xl/worksheets/_rels/sheet1.xml.rels"] = rels.encode()
    drawing = '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
    drawing += "<xdr:oneCellAnchor/></xdr:wsDr>"
    book.parts["xl/drawings/drawing1.xml"] = drawing.encode()
    link = '<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>'
    book.replace("xl/worksheets/sheet1.xml", "</worksheet>", f"{link}</worksheet>")
    return book.saved()
