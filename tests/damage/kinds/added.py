"""Columns of one's own with headings, and the form pasted as bare values."""

from __future__ import annotations

from functools import partial

from lxml import etree

from tests.damage.kinds.kind import on_book, on_sheet
from tests.damage.kinds.marks import unmarked
from tests.damage.kinds.sheets import opened
from tests.support import shift
from tests.support.returned_forms import OFFICE, Filled, filled
from tests.support.sheet_editor import Opened, Sheet, editing, tag
from toolkit.forms import panel_column
from toolkit.model import CellRef

BLANK = partial(filled, OFFICE, prefilled=False)
_NAME, _PERIOD, _ANNUAL = 3, 4, 5


def column(sheet: Sheet, form: Filled, at: int, heading: str, values: tuple[str, ...]) -> None:
    """Insert a column with a heading and write into its first rows."""
    shift.insert_columns(sheet, at)
    sheet.put(CellRef(form.layout.slots[0].row - 1, at), heading)
    for slot, value in zip(form.layout.slots, values, strict=False):
        sheet.put(CellRef(slot.row, at), value)


@on_sheet("名称前插入一列序号", "S16", "S32")
def serial_numbers_before_the_names(sheet: Sheet, form: Filled) -> None:
    column(sheet, form, _NAME, "序号", ("1", "2", "3"))


@on_sheet("名称后插入一列上年完成值", "S16", "S32")
def last_years_results_after_the_names(sheet: Sheet, form: Filled) -> None:
    column(sheet, form, _PERIOD, "上年完成值", ("≥88次", "≥89次", "≥90%"))


@on_sheet("两个指标值之间插入一列计量单位", "S16", "S32")
def units_between_the_values(sheet: Sheet, form: Filled) -> None:
    column(sheet, form, _ANNUAL, "计量单位", ("次", "个", "人"))


@on_sheet("最右一列后插入一列评分标准", "S16", "S32")
def scoring_after_the_last_column(sheet: Sheet, form: Filled) -> None:
    column(sheet, form, _ANNUAL + 1, "评分标准", ("完成得10分", "完成得5分"))


@on_sheet("插入两列：责任人、完成时限", "S16", "S32")
def person_and_deadline_columns(sheet: Sheet, form: Filled) -> None:
    column(sheet, form, _PERIOD, "责任人", ("张三", "李四"))
    column(sheet, form, _ANNUAL + 2, "完成时限", ("2024年6月", "2024年12月"))


def flattened(sheet: Sheet, *columns: int) -> None:
    """Turn formulas into what they show, as pasting values does."""
    for place, node in list(sheet.formulas()):
        if not columns or place.col in columns:
            sheet.cells[place].remove(node)


@on_sheet("自查栏的公式粘贴成数值")
def panel_pasted_as_values(sheet: Sheet, form: Filled) -> None:
    flattened(sheet, panel_column(form.layout))


@on_sheet("整张表就地粘贴成数值，各格合并取消", may="S21 S22")
def table_pasted_as_values_in_place(sheet: Sheet, form: Filled) -> None:
    flattened(sheet)
    sheet.merges.clear()


@on_book("隐藏的标识表被删去", "S02")
def hidden_stamp_sheet_deleted(form: Filled) -> bytes:
    with opened(form) as edited:
        del edited.workbook["_jixiao"]
    return edited.saved


@on_book("标识表和工作簿里的标识都被删去，自查栏粘贴成数值", "S02", "S19")
def stamps_deleted_and_panel_pasted_as_values(form: Filled) -> bytes:
    book = Opened(unmarked(form))
    with editing(book) as sheet:
        flattened(sheet, panel_column(form.layout))
    return book.saved()


def twice(form: Filled, key: str, value: str) -> bytes:
    """A cell that the sheet gives two times."""
    book = Opened(form.data)
    name = "xl/worksheets/sheet1.xml"
    place = str(form.at(key))
    text = book.parts[name].decode()
    start = text.index(f'<c r="{place}"')
    more = f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    book.parts[name] = (text[:start] + more + text[start:]).encode()
    return book.saved()


@on_book("文件里预算金额一格出现两次", "F03", records=0, form=BLANK)
def amount_cell_twice_in_the_file(form: Filled) -> bytes:
    return twice(form, "total", "999999")


@on_book("文件里指标值一格出现两次", "F03", records=0)
def value_cell_twice_in_the_file(form: Filled) -> bytes:
    return twice(form, "slots.1.annual_value", "≥77次")


@on_book("文件里三级指标一格出现两次", "F03", records=0)
def name_cell_twice_in_the_file(form: Filled) -> bytes:
    return twice(form, "slots.1.name", "另一个指标")


def scaled(form: Filled, key: str, value: float, code: str) -> bytes:
    """A number in a cell whose format shows another."""
    book = Opened(form.data)
    style = book.style(200)
    root = etree.fromstring(book.parts["xl/styles.xml"])
    formats = root.find(tag("numFmts"))
    if formats is None:
        formats = etree.Element(tag("numFmts"))
        root.insert(0, formats)
    etree.SubElement(formats, tag("numFmt"), {"numFmtId": "200", "formatCode": code})
    formats.set("count", str(len(formats)))
    book.parts["xl/styles.xml"] = etree.tostring(root)
    with editing(book) as sheet:
        sheet.number(form.at(key), value, style)
    return book.saved()


@on_book("预算金额的数字格式显示为千元", "S09", "S12", differs="total", form=BLANK)
def amount_shown_in_thousands(form: Filled) -> bytes:
    return scaled(form, "total", 235200, "#,##0,")


@on_book("预算金额的数字格式在数字后添零", "S09", "S12", differs="total", form=BLANK)
def amount_shown_with_zeros_added(form: Filled) -> bytes:
    return scaled(form, "total", 2352, '0"00"')


@on_book("预算金额的数字格式什么也不显示", "S20", form=BLANK)
def amount_shown_as_nothing(form: Filled) -> bytes:
    return scaled(form, "total", 235200, ";;;")


@on_book("预算金额的数字格式显示为万元", "S12", form=BLANK)
def amount_shown_in_wan(form: Filled) -> bytes:
    return scaled(form, "total", 235200, '0!.0,"万元"')


@on_book("预算金额的数字格式显示为百分比", "S12", differs="total", form=BLANK)
def amount_shown_as_a_percentage(form: Filled) -> bytes:
    return scaled(form, "total", 235200, "0%")


@on_sheet("三级指标里夹着零宽空格", "S27", protected=True)
def zero_width_space_in_a_name(sheet: Sheet, form: Filled) -> None:
    _between(sheet, form, "slots.1.name", "\u200b")


@on_sheet("指标值里夹着软连字符", "S27", protected=True)
def soft_hyphen_in_a_value(sheet: Sheet, form: Filled) -> None:
    _between(sheet, form, "slots.1.annual_value", "\u00ad")


@on_sheet("指标值前有书写方向标记", "S27", protected=True)
def direction_mark_before_a_value(sheet: Sheet, form: Filled) -> None:
    place = form.at("slots.1.period_value")
    sheet.put(place, f"\u200e{sheet.text(place)}\u202c")


@on_sheet("预算金额里夹着零宽字符", "S25", "S27", protected=True, form=BLANK)
def zero_width_character_in_the_amount(sheet: Sheet, form: Filled) -> None:
    sheet.put(form.at("total"), "235\u200b200\ufeff")


def _between(sheet: Sheet, form: Filled, key: str, mark: str) -> None:
    """Put a mark that nobody sees after the first character."""
    place = form.at(key)
    text = sheet.text(place)
    sheet.put(place, f"{text[0]}{mark}{text[1:]}")
