"""A small locked workbook with everything that a form carries."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from toolkit.excel import Book, open_file

SHEET, SECOND = "治安经费", "计生'经费"


def form(*, picture: bool = False) -> bytes:
    """A locked form: merges, limits, tints, a result, a comment, hidden sheets."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    opened = book.add_format({"locked": False, "border": 1, "text_wrap": True, "font_name": "仿宋"})
    label = book.add_format({"border": 1, "bold": True})
    for name in (SHEET, SECOND):
        sheet = book.add_worksheet(name)
        sheet.set_column("A:A", 14)
        sheet.set_column("B:D", 22.5)
        sheet.merge_range("A1:D1", "项目绩效目标表", label)
        sheet.write("A2", "项目名称", label)
        sheet.merge_range("B2:D2", name, opened)
        sheet.write("A3", "预算金额（元）", label)
        sheet.write_string("B3", "三万六千", opened)
        sheet.write("C3", "=1+1", opened) if name == SECOND else sheet.write_string("C3", "=1+1", opened)
        sheet.write_formula("F1", '=IF(B3="","还有 1 处","可以上报")', label, "可以上报")
        sheet.write_formula("F2", "=1/0", label, "#DIV/0!")
        sheet.write_formula("F3", "=2*3", label, 6)
        sheet.write_rich_string("A4", "年度", book.add_format({"bold": True, "color": "red"}), "目标", label)
        sheet.write_blank("B4", None, opened)
        sheet.data_validation("B3", {"validate": "decimal", "criteria": ">", "value": 0, "error_message": "请填金额"})
        sheet.conditional_format(
            "B3:B4",
            {"type": "formula", "criteria": "=LEN(TRIM($B3))=0", "format": book.add_format({"bg_color": "#FFFBE0"})},
        )
        sheet.protect("pw", {"format_rows": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.print_area("A1:D4")
        sheet.freeze_panes(1, 0)
    book.worksheets()[0].write_comment("B3", "金额以合同为准", {"author": "王会计"})
    book.worksheets()[0].set_row(9, None, None, {"hidden": True})
    if picture:
        book.worksheets()[0].insert_textbox("B8", "公章")
    book.add_worksheet("说明").hide()
    book.add_worksheet("_lists").very_hidden()
    book.set_custom_property("jixiao", "form13·2024.1")
    book.define_name("_jixiao", '="form13"')
    book.close()
    return buffer.getvalue()


def opened(data: bytes, path: str = "returned/骏达.xlsx") -> Book:
    """The workbook as intake opens it."""
    book = open_file(path, data).book
    assert book is not None
    return book
