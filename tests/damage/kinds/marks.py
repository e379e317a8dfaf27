"""Protection, stamps, validations, the self-check: what the form knows of itself."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tests.damage.kinds.kind import on_book, on_sheet
from tests.support import shift
from tests.support.returned_forms import KEY, OFFICE, Filled, filled
from tests.support.sheet_editor import Opened, Sheet, editing
from tests.support.workbooks import saved
from toolkit.forms import Stamp, decode_stamp, encode_stamp, panel_column, short_code, stamp_cell
from toolkit.model import CellRef


def stamp_text(sheet: Sheet, form: Filled) -> Stamp:
    stamp = decode_stamp(sheet.text(stamp_cell(form.layout)))
    assert stamp is not None
    return stamp


def restamped(form: Filled, key: bytes = KEY, **changes: object) -> bytes:
    """The form with another stamp in every place."""
    book = Opened(form.data)
    with editing(book) as sheet:
        old = sheet.text(stamp_cell(form.layout))
        new = encode_stamp(replace(stamp_text(sheet, form), **changes), key)  # type: ignore[arg-type]
    for name in [name for name in book.parts if name.endswith(".xml")]:
        text = book.parts[name].decode().replace("&#183;", "·")  # as it is escaped on the hidden sheet
        book.parts[name] = text.replace(old, new).replace(short_code(old), short_code(new)).encode()
    return book.saved()


@on_sheet("只取消了工作表保护")
def protection_removed(sheet: Sheet, form: Filled) -> None:
    pass


@on_sheet("表旁标识被清空", "S02")
def stamp_on_the_sheet_emptied(sheet: Sheet, form: Filled) -> None:
    sheet.clear(stamp_cell(form.layout))


@on_sheet("打印编号被清空", "S02")
def printed_code_emptied(sheet: Sheet, form: Filled) -> None:
    sheet.clear(form.layout.code_cell)


@on_sheet("表上两处标识都被清空", "S02")
def both_marks_on_the_sheet_emptied(sheet: Sheet, form: Filled) -> None:
    sheet.clear(form.layout.code_cell)
    sheet.clear(stamp_cell(form.layout))


@on_sheet("标识内容被改", "S28", may="S02 S29 S30")
def stamp_edited(sheet: Sheet, form: Filled) -> None:
    stamp = stamp_text(sheet, form)
    sheet.put(
        stamp_cell(form.layout), encode_stamp(replace(stamp, prefilled={**stamp.prefilled, "total": "999"}), b"other")
    )


@on_sheet("标识被改成乱码", "S28", may="S02")
def stamp_garbled(sheet: Sheet, form: Filled) -> None:
    place = stamp_cell(form.layout)
    text = sheet.text(place)
    sheet.put(place, text[:-4] + "0000")


@on_book("工作簿里的标识全部删去，只剩表上的", "S02")
def workbook_marks_deleted(form: Filled) -> bytes:
    return unmarked(form)


@on_book("只剩打印编号", "S02")
def only_the_printed_code_left(form: Filled) -> bytes:
    book = Opened(unmarked(form))
    with editing(book) as sheet:
        sheet.clear(stamp_cell(form.layout))
    return book.saved()


@on_book("所有标识都删去", "S01")
def all_marks_deleted(form: Filled) -> bytes:
    book = Opened(unmarked(form))
    with editing(book) as sheet:
        sheet.clear(stamp_cell(form.layout))
        sheet.clear(form.layout.code_cell)
    return book.saved()


def unmarked(form: Filled) -> bytes:
    """The workbook without its own marks: hidden sheet, properties, name."""
    import io

    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(form.data))
    del workbook["_jixiao"]
    del workbook.defined_names["_jixiao"]
    workbook.properties.keywords = None
    for name in list(workbook.custom_doc_props.names):  # type: ignore[attr-defined]
        del workbook.custom_doc_props[name]  # type: ignore[attr-defined]
    return saved(workbook)


@on_book("模板版本不认识", "S05")
def unknown_version(form: Filled) -> bytes:
    return restamped(form, version="2031.1")


@on_book("版本相同而表样不同", "S05")
def same_version_of_another_layout(form: Filled) -> bytes:
    return restamped(form, fingerprint="0" * 16)


@on_book("别的单位的表", "S29", differs="")
def form_of_another_unit(form: Filled) -> bytes:
    return restamped(form, prefilled={"spending_unit": "东莞市东坑镇塔岗社区居民委员会"})


@on_sheet("自查栏整列删去", "S02")
def panel_deleted(sheet: Sheet, form: Filled) -> None:
    shift.delete_columns(sheet, panel_column(form.layout) - 1, 2)


@on_sheet("自查栏内容清空", "S02")
def panel_emptied(sheet: Sheet, form: Filled) -> None:
    for place in list(sheet.cells):
        if place.col == panel_column(form.layout):
            sheet.clear(place)


@on_sheet("一行自查公式被盖掉", may="S09")
def formula_of_one_row_overwritten(sheet: Sheet, form: Filled) -> None:
    sheet.put(CellRef(form.layout.slots[3].row, panel_column(form.layout)), "已核对")


@on_sheet("数据有效性全部丢失", "S22", protected=True)
def validations_lost(sheet: Sheet, form: Filled) -> None:
    for node in sheet.validations():
        parent = node.getparent()
        assert parent is not None
        parent.remove(node)


@on_sheet("粘贴丢失一格的下拉", "S22", protected=True, form=partial(filled, OFFICE, prefilled=False))
def drop_down_lost_by_pasting(sheet: Sheet, form: Filled) -> None:
    place = form.at("project_level")
    for node in sheet.validations():
        if str(node.get("sqref")).startswith(str(place)):
            node.set("sqref", "Z99")


UNIT = tuple(("000-junda", number) for number in (0, 5, 9))
