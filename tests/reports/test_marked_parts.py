"""Parts that other programs write beside the cells, in marked copies."""

from __future__ import annotations

import re

from tests.reports.marked_copies import RED, at, loaded, marked, note
from tests.support.locked_workbook import SHEET, form, opened
from tests.support.ooxml import replaced, unzipped, zipped
from toolkit.reports import REVIEW_SHEET

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "xl/worksheets/sheet1.xml"
_TYPES, _WORKBOOK_RELS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WRONG = at("H02", "B3", value="甲")


def _related(data: bytes, rels: str, kind: str, target: str) -> bytes:
    entry = f'<Relationship Id="more" Type="{kind}" Target="{target}"/></Relationships>'
    return replaced(data, rels, "</Relationships>", entry)


def test_a_thread_on_a_marked_cell_becomes_a_comment_that_shows_ours() -> None:
    data = replaced(form(), "xl/comments1.xml", "<author>王会计</author>", "<author>tc={1}</author>")
    data = _related(data, "xl/worksheets/_rels/sheet1.xml.rels", f"{_REL}/threadedComment", "../threads/one.xml")
    threads = (
        '<ThreadedComments xmlns="urn:t"><threadedComment ref="B3"/><threadedComment ref="B9"/></ThreadedComments>'
    )
    copy = marked(_WRONG, data=zipped({**unzipped(data), "xl/threads/one.xml": threads}))
    parts = unzipped(copy)
    assert b'ref="B3"' not in parts["xl/threads/one.xml"]
    assert b'ref="B9"' in parts["xl/threads/one.xml"]
    comment = loaded(copy)[SHEET]["B3"].comment
    assert comment is not None
    assert comment.author == REVIEW_SHEET
    assert comment.text.startswith("金额以合同为准\n\n【审核意见】")


def test_formatted_words_of_a_persons_comment_keep_their_format() -> None:
    part = unzipped(form())["xl/comments1.xml"].decode()
    body = re.search(r"<text>.*</text>", part, re.DOTALL)
    assert body is not None
    runs = "<text><r><rPr><b/></rPr><t>金额</t></r><r><t>以合同为准</t></r></text>"
    data = replaced(form(), "xl/comments1.xml", body[0], runs)
    first = marked(_WRONG, data=data)
    assert note(loaded(first), "B3").startswith("金额以合同为准\n\n【审核意见】")
    assert b"<rPr><b/></rPr><t>" in unzipped(first)["xl/comments1.xml"]
    second = unzipped(marked(data=first))["xl/comments1.xml"].decode()
    assert "<r><rPr><b/></rPr><t>金额</t></r>" in second
    assert "审核意见】" not in second


def test_a_persons_comment_has_one_box_that_is_large_enough() -> None:
    drawing = unzipped(marked(_WRONG))["xl/drawings/vmlDrawing1.vml"].decode()
    (shape,) = re.findall(r"<v:shape [^>]*>", drawing)
    size = re.search(r"width:(\d+)px;height:(\d+)px", shape)
    assert size is not None
    assert int(size[1]) >= 300
    assert int(size[2]) >= 100


def test_a_drawing_with_an_open_line_break_is_edited() -> None:
    data = replaced(form(), "xl/drawings/vmlDrawing1.vml", "</div>", "甲<br>乙</div>")
    copy = marked(at("S26", "C4"), data=data)
    assert b"<br/>" in unzipped(copy)["xl/drawings/vmlDrawing1.vml"]
    assert note(loaded(copy), "C4")


def test_a_later_conditional_format_does_not_cover_the_colour() -> None:
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    xm = "http://schemas.microsoft.com/office/excel/2006/main"
    later = (
        f'<extLst><ext xmlns:x14="{x14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>'
        f'<x14:conditionalFormatting xmlns:xm="{xm}"><x14:cfRule type="expression" priority="1"><xm:f>TRUE</xm:f>'
        "<x14:dxf><fill/></x14:dxf></x14:cfRule><xm:sqref>C4:D4</xm:sqref></x14:conditionalFormatting>"
        "</x14:conditionalFormattings></ext></extLst></worksheet>"
    )
    data = replaced(form(), _SHEET, "</worksheet>", later)
    copy = marked(at("H01", "C4", name="年度目标"), data=data)
    part = unzipped(copy)[_SHEET].decode()
    rule = r'sqref="C4"><cfRule type="expression" dxfId="\d+" stopIfTrue="1" priority="1">'
    assert re.search(rule, part)
    assert '<x14:cfRule type="expression" priority="2">' in part
    second = unzipped(marked(data=copy))[_SHEET].decode()
    assert 'sqref="C4"' not in second
    assert "<xm:sqref>C4:D4</xm:sqref>" in second


def test_macros_and_seals_are_dropped_and_the_copy_is_a_plain_workbook() -> None:
    data = replaced(form(), _TYPES, _MAIN_TYPE, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    macros = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    data = _related(data, _WORKBOOK_RELS, macros, "vbaProject.bin")
    seal = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    data = _related(data, "_rels/.rels", seal, "_xmlsignatures/origin.sigs")
    more: dict[str, bytes | str] = {
        "xl/vbaProject.bin": b"macros",
        "_xmlsignatures/origin.sigs": b"",
        "_xmlsignatures/_rels/origin.sigs.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="a" Type="urn:x/signature" Target="sig1.xml"/></Relationships>'
        ),
        "_xmlsignatures/sig1.xml": "<Signature/>",
    }
    data = zipped({**unzipped(data), **more})
    assert (opened(data).format, opened(data).has_macros) == ("xlsm", True)
    copy = marked(_WRONG, data=data)
    parts = unzipped(copy)
    assert not set(more) & set(parts)
    assert _MAIN_TYPE.encode() in parts[_TYPES]
    assert b"vbaProject" not in parts[_WORKBOOK_RELS]
    assert b"origin" not in parts["_rels/.rels"]
    assert not opened(copy).has_macros
    assert loaded(copy)[SHEET]["B3"].fill.fgColor.rgb == RED


def test_a_missing_cell_is_as_open_as_its_column() -> None:
    part = unzipped(form())[_SHEET].decode()
    (style,) = set(re.findall(r'<c r="B4" s="(\d+)"', part))
    columns = re.search(r'<col min="2" max="4"[^>]*?/>', part)
    assert columns is not None
    data = replaced(form(), _SHEET, columns[0], columns[0].replace("/>", f' style="{style}"/>'))
    sheet = loaded(marked(at("S26", "C30"), at("S26", "F30"), data=data))[SHEET]
    assert (sheet["C30"].protection.locked, sheet["F30"].protection.locked) == (False, True)
    assert sheet["C30"].font.name == "仿宋"


def test_sheets_that_were_selected_together_are_not_any_more() -> None:
    data = form()
    for number in (1, 2):
        part = unzipped(data)[f"xl/worksheets/sheet{number}.xml"].decode()
        if "tabSelected" not in part:
            data = replaced(data, f"xl/worksheets/sheet{number}.xml", "<sheetView ", '<sheetView tabSelected="1" ')
    book = loaded(marked(data=data))
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == [REVIEW_SHEET]


def test_the_names_of_sheets_still_belong_to_their_sheets() -> None:
    first = marked(_WRONG)
    second = marked(_WRONG, data=first)
    for copy in (first, second):
        book = loaded(copy)
        assert book[SHEET].print_area == "'治安经费'!$A$1:$D$4"
        assert book[REVIEW_SHEET].print_title_rows == "$7:$7"
        assert [sheet.print_area for sheet in book.worksheets].count("") == 3
