"""The marked copy of a returned workbook."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText

from tests.support.batches import JUNDA, SHA, finding
from tests.support.locked_workbook import SECOND, SHEET, form, opened
from tests.support.ooxml import replaced
from tests.support.samples import sample
from toolkit import api
from toolkit.excel import Book, CellKind, Grid, GridCell
from toolkit.model import CellRange, CellRef, Fact, Finding, ReadFile
from toolkit.reports import REVIEW_SHEET, mark, marked_name
from toolkit.reports.marking.colours import COLOURS
from toolkit.reports.marking.targets import OUR_CONDITION

FILE = ReadFile(JUNDA, SHA)
RED, AMBER, BLUE = COLOURS.values()


def at(code: str, cell: str | None, sheet: str | None = SHEET, **facts: Fact) -> Finding:
    return finding(code, JUNDA, sheet, cell, sheet, **facts)


def marked(*findings: Finding, data: bytes | None = None) -> bytes:
    data = form() if data is None else data
    done = mark(data, FILE, findings, opened(data))
    assert done is not None
    return done


def loaded(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data), rich_text=True)


def note(book: Workbook, cell: str, sheet: str = SHEET) -> str:
    comment = book[sheet][cell].comment
    return "" if comment is None else comment.text


def test_values_locks_limits_merges_and_marks_stay_as_returned() -> None:
    before, after = opened(form()), opened(marked(at("H02", "B3", value="三万六千")))
    for grid in before.sheets:
        same = after.sheet(grid.name)
        assert same is not None
        kept = {place: cell for place, cell in grid.cells.items() if cell.text or cell.formula}
        assert {place: same.cells[place] for place in kept} == kept
        for name in ("visible", "validations", "protected", "hidden_rows", "hidden_cols"):
            assert getattr(same, name) == getattr(grid, name), name
        assert set(same.merges) == set(grid.merges)
    assert after.properties == before.properties
    assert after.names.items() >= before.names.items()
    assert after.structure_locked == before.structure_locked


def test_protection_hidden_states_print_set_up_widths_and_fonts_stay() -> None:
    before, after = loaded(form()), loaded(marked(at("H02", "B3", value="三万六千")))
    for sheet in before.worksheets:
        same = after[sheet.title]
        assert dict(same.protection) == dict(sheet.protection)
        assert same.sheet_state == sheet.sheet_state
        assert same.print_area == sheet.print_area
        assert (same.page_setup.orientation, same.page_setup.paperSize) == (
            sheet.page_setup.orientation,
            sheet.page_setup.paperSize,
        )
        assert same.freeze_panes == sheet.freeze_panes
        assert {k: d.width for k, d in same.column_dimensions.items()} == {
            k: d.width for k, d in sheet.column_dimensions.items()
        }
    assert after["_lists"].sheet_state == "veryHidden"
    assert after[SHEET]["B3"].font.name == "仿宋"
    assert not after[SHEET]["B3"].protection.locked
    assert isinstance(after[SHEET]["A4"].value, CellRichText)


def test_a_password_of_the_workbooks_structure_stays() -> None:
    lock = (
        '<workbookProtection workbookAlgorithmName="SHA-512" workbookHashValue="cTE=" workbookSaltValue="cw=="'
        ' workbookSpinCount="100000" lockStructure="1"/>'
    )
    book = loaded(marked(data=replaced(form(), "xl/workbook.xml", "<bookViews>", f"{lock}<bookViews>")))
    assert book.security is not None
    assert (book.security.lockStructure, book.security.workbookHashValue) == (True, "cTE=")


def test_results_of_formulas_are_still_there_without_calculating() -> None:
    sheet = load_workbook(BytesIO(marked()), data_only=True)[SHEET]
    assert (sheet["F1"].value, sheet["F2"].value, sheet["F3"].value) == ("可以上报", "#DIV/0!", 6)


def test_typed_text_that_looks_like_a_formula_stays_text() -> None:
    book = loaded(marked(at("S09", "C3", found="=1+1", expected="B4")))
    assert (book[SHEET]["C3"].data_type, book[SECOND]["C3"].data_type) == ("s", "f")
    assert all(cell.data_type != "f" for row in book[REVIEW_SHEET].iter_rows() for cell in row)


def test_bad_cells_have_the_colour_of_their_worst_finding() -> None:
    findings = (
        at("S25", "B3", found="１", expected="1"),
        at("H02", "B3", value="甲"),
        at("S12", "B4", value="甲"),
        at("S26", "C3"),
    )
    sheet = loaded(marked(*findings))[SHEET]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("B3", "B4", "C3")] == [RED, AMBER, BLUE]
    assert sheet["A2"].fill.fill_type is None


def test_a_finding_inside_a_merged_range_marks_its_first_cell() -> None:
    book = loaded(marked(at("S04", "C2", found="甲", expected="乙"), at("S21", "B2:D2", ref="B2:D2")))
    assert book[SHEET]["B2"].fill.fgColor.rgb == RED
    assert note(book, "B2").count("改法：") == 2


def test_a_range_of_a_whole_form_gets_a_note_but_no_colour() -> None:
    book = loaded(marked(at("S03", "A1:F40", label="甲")))
    assert "缺少栏目：甲" in note(book, "A1")
    assert not any(cell.fill.fill_type for row in book[SHEET].iter_rows() for cell in row)


def test_rows_and_whole_sheets_are_listed_but_mark_no_cell() -> None:
    book = loaded(marked(at("S15", "3:4", rows="3–4"), at("S01", None), finding("F05", JUNDA)))
    assert [book[REVIEW_SHEET].cell(row, 3).value for row in (8, 9, 10)] == [
        f"{SHEET}!3:4",
        f"工作表“{SHEET}”",
        "整个文件",
    ]
    assert book[SHEET]["A3"].comment is None


def test_the_colour_has_priority_over_a_tint_of_the_form() -> None:
    """Both programs rank the rules of one range; LibreOffice those of one range only."""
    sheet = loaded(marked(at("H01", "B4", name="年度目标")))[SHEET]
    (tinted,) = sheet.conditional_formatting
    ours, theirs = sorted(tinted.rules, key=lambda rule: rule.priority)
    assert str(tinted.sqref) == "B3:B4"
    assert ours.formula == [f"{OUR_CONDITION}OR(AND(ROW()=4,COLUMN()=2)))"]
    assert ours.dxf.fill.bgColor.rgb == RED
    assert theirs.formula == ["LEN(TRIM($B3))=0"]


def test_a_comment_says_what_is_wrong_and_how_to_fix_it_all_findings_in_one() -> None:
    book = loaded(marked(at("S25", "B4", found="１", expected="1"), at("S04", "B4", found="甲", expected="乙")))
    assert note(book, "B4").split("\n") == [
        "【审核意见】",
        "错误 S04：锁定内容被改动：B4",
        "改法：请把 B4 恢复为“乙”（现为“甲”），或用下发的表重新填写。",
        "提示 S25：数字格式已归一：１→1",
        "改法：读作 1，不用改；要整洁，请在 B4 只填 1。不是这个数的，请改正。",
    ]


def test_a_persons_comment_stays_above_ours_with_its_author() -> None:
    comment = loaded(marked(at("H02", "B3", value="甲")))[SHEET]["B3"].comment
    assert comment is not None
    assert comment.author == "王会计"
    assert comment.text.startswith("金额以合同为准\n\n【审核意见】\n错误 H02")


def test_a_cell_with_very_many_findings_refers_to_the_list() -> None:
    book = loaded(marked(*(at("S11", "B4", formula=f"A{n}") for n in range(30))))
    assert note(book, "B4").endswith("其余 10 条见“审核意见”。")


def test_comments_are_next_to_their_cells() -> None:
    with ZipFile(BytesIO(marked(at("S26", "C4")))) as archive:
        drawing = archive.read("xl/drawings/commentsDrawing1.vml").decode()
    places = [[int(number) for number in found.split(",")] for found in re.findall(r"Anchor>([^<]+)<", drawing)]
    assert [place[:4] for place in places] == [[2, 12, 2, 2], [3, 12, 3, 2]]
    assert all(place[4] > place[0] or place[6] > place[2] for place in places)


def test_the_first_sheet_lists_everything_worst_first_and_is_shown() -> None:
    findings = (at("S01", None), at("H02", "B3", value="甲"), at("S26", "B4"), at("S26", "C4", sheet=SECOND))
    book = loaded(marked(*findings))
    sheet = book.worksheets[0]
    assert (sheet.title, book.active.title if book.active else "") == (REVIEW_SHEET, REVIEW_SHEET)
    assert [s.title for s in book.worksheets if s.sheet_view.tabSelected] == [REVIEW_SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7)]
    assert rows[0] == ["序号", "级别", "位置", "项目", "问题", "怎么改", "编号"]
    assert [row[:4] + row[6:] for row in rows[1:]] == [
        [1, "错误", f"{SHEET}!B3", SHEET, "H02"],
        [2, "警告", f"工作表“{SHEET}”", SHEET, "S01"],
        [3, "提示", f"{SHEET}!B4", SHEET, "S26"],
        [4, "提示", f"{SECOND}!C4", SECOND, "S26"],
    ]


def test_a_long_list_of_cells_leaves_a_short_link_and_is_spelled_out_next_to_it() -> None:
    cells = ("B3", "C3", "D3", "A4", "C4", "D4")
    sheet = loaded(marked(*(at("S27", cell) for cell in cells))).worksheets[0]
    assert sheet["C8"].value == f"{SHEET}!B3 等 6 处"
    assert str(sheet["E8"].value).endswith("\n（B3、C3、D3、A4、C4、D4）")


def test_the_first_sheet_says_how_to_go_on() -> None:
    sheet = loaded(marked(at("H02", "B3", value="甲"))).worksheets[0]
    assert (sheet["A1"].value, sheet["A2"].value) == ("审核意见", "文件：骏达.xlsx　　错误 1 处，警告 0 处，提示 0 处")
    text = "".join(str(sheet.cell(row, 1).value) for row in (3, 4, 5))
    assert "直接在原表上修改" in text
    assert "重新报送" in text


def test_the_first_sheet_is_open_and_ready_for_the_printer() -> None:
    sheet = loaded(marked(at("H02", "B3", value="甲"))).worksheets[0]
    assert not sheet.protection.sheet
    assert sheet.freeze_panes == "A8"
    assert sheet.print_title_rows == "$7:$7"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert all(cell.alignment.wrap_text for cell in sheet[8])


def test_places_are_links_to_their_cells() -> None:
    findings = (
        at("H02", "B3", value="甲"),
        at("S26", "C4", sheet=SECOND),
        at("S26", "A1", sheet="说明"),
        finding("F05", JUNDA),
    )
    sheet = loaded(marked(*findings)).worksheets[0]
    links = {sheet.cell(row, 3).value: sheet.cell(row, 3).hyperlink for row in range(8, 12)}
    spots = {place: link.location if link else None for place, link in links.items()}
    assert spots == {
        f"{SHEET}!B3": f"'{SHEET}'!B3",
        f"{SECOND}!C4": "'计生''经费'!C4",
        "说明!A1": None,
        "整个文件": None,
    }


def test_a_file_without_findings_says_so() -> None:
    book = loaded(marked())
    assert "未发现需要修改的问题" in str(book[REVIEW_SHEET]["A3"].value)
    assert len(book.worksheets) == 5


def test_findings_of_other_files_are_left_aside() -> None:
    book = loaded(marked(replace(at("H02", "B3", value="甲"), where=replace(at("H02", "B3").where, file="other.xlsx"))))
    assert book[SHEET]["B3"].fill.fill_type is None


def test_the_same_copy_is_the_same_bytes() -> None:
    data, findings = form(), (at("H02", "B3", value="甲"), at("S26", "C4"))
    assert marked(*findings, data=data) == marked(*findings, data=data)


def test_a_marked_copy_that_comes_back_is_marked_anew() -> None:
    first = marked(at("H02", "B3", value="甲"), at("H01", "B4", name="年度目标"))
    second = loaded(marked(at("S26", "C4"), data=first))
    sheet = second[SHEET]
    assert [s.title for s in second.worksheets].count(REVIEW_SHEET) == 1
    assert note(second, "B3") == "金额以合同为准"
    assert note(second, "B4") == ""
    assert sheet["B3"].fill.fill_type is None
    assert [rule.formula for tinted in sheet.conditional_formatting for rule in tinted.rules] == [["LEN(TRIM($B3))=0"]]
    assert "看似空白" in note(second, "C4")


def test_a_sheet_of_that_name_that_is_not_ours_stays() -> None:
    book = loaded(form())
    book.create_sheet(REVIEW_SHEET)["A1"] = "领导批示"
    buffer = BytesIO()
    book.save(buffer)
    second = loaded(marked(data=buffer.getvalue()))
    assert second[REVIEW_SHEET]["A1"].value == "领导批示"
    assert second.worksheets[0]["A1"].value == "审核意见"


def test_what_a_merge_hides_is_kept() -> None:
    grid = opened(marked(data=_with_hidden(form()))).sheet(SHEET)
    assert grid is not None
    assert (grid.text(1, 2), grid.text(1, 3)) == ("藏着的值", "7")


def _with_hidden(data: bytes) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    start = part.index('<c r="C2"')
    end = part.index("</row>", start)
    new = '<c r="C2" t="inlineStr"><is><t>藏着的值</t></is></c><c r="D2"><v>7</v></c>'
    return replaced(data, "xl/worksheets/sheet1.xml", part[start:end], new)


def test_a_file_that_could_not_be_opened_gets_no_copy() -> None:
    assert mark(b"not a workbook", FILE, (finding("F03", JUNDA),), None) is None


def _legacy() -> Book:
    cells = {
        (0, 0): GridCell("项目绩效目标表"),
        (1, 0): GridCell("预算金额"),
        (1, 1): GridCell("36300", CellKind.NUMBER, "36300"),
        (2, 1): GridCell("=1+1"),
        (3, 1): GridCell("2024-01-02", CellKind.DATE, "2024-01-02"),
    }
    merges = (CellRange.parse("A1:D1"), CellRange.parse("A2:B2"))
    return Book("xls", (Grid("表/1", 0, True, cells, merges), Grid("_lists", 1, False, {})), structure_readable=False)


def test_a_workbook_of_another_format_is_rebuilt_from_its_values() -> None:
    done = mark(b"\xd0\xcf\x11\xe0", FILE, (at("H02", "B2", sheet="表/1", value="甲"),), _legacy())
    assert done is not None
    book = loaded(done)
    sheet = book.worksheets[1]
    assert (sheet.title, book.worksheets[2].sheet_state) == ("表_1", "veryHidden")
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")
    assert (sheet["B4"].value, sheet["B4"].number_format) == (datetime(2024, 1, 2), "yyyy-mm-dd")
    assert sheet["A2"].fill.fgColor.rgb == RED
    grid = opened(done).sheet("表_1")
    assert grid is not None
    assert grid.text(1, 1) == "36300", "what a merge hides is kept"
    assert {str(area) for area in grid.merges} == {"A1:D1", "A2:B2"}
    assert "在原件上修改" in str(book[REVIEW_SHEET]["A6"].value)
    link = book[REVIEW_SHEET]["C9"].hyperlink
    assert link is not None
    assert link.location == "'表_1'!B2"


def test_pictures_that_the_copy_lacks_are_spoken_of() -> None:
    book = loaded(marked(at("S31", None, kind="图片"), data=form(picture=True)))
    assert "原件中的图片、图形未带入本副本" in str(book[REVIEW_SHEET]["A6"].value)


@pytest.mark.parametrize(
    "bomb",
    [
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
        '<hyperlinks><hyperlink ref="A:XFD" location="A1"/></hyperlinks>',
    ],
)
def test_a_range_that_names_the_whole_sheet_is_not_spread_out(bomb: str) -> None:
    data = replaced(form(), "xl/worksheets/sheet2.xml", "<pageMargins", f"{bomb}<pageMargins")
    book = loaded(marked(at("H02", "B3", value="甲"), data=data))
    assert book[SHEET]["B3"].fill.fgColor.rgb == RED
    assert "按读出的内容重建" in "".join(str(book[REVIEW_SHEET].cell(row, 1).value) for row in range(3, 8))


def test_cells_in_opposite_corners_cost_nothing_between_them() -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    data = replaced(form(), "xl/worksheets/sheet1.xml", "</sheetData>", far)
    second = marked(at("S26", "B4"), data=marked(at("H02", "B3", value="甲"), data=data))
    assert loaded(second).worksheets[1]["B4"].comment is not None


def test_a_large_merge_is_left_to_the_rebuilt_copy() -> None:
    book = opened(form())
    grid = replace(book.sheets[0], merges=(CellRange(CellRef(0, 0), CellRef(999_999, 15)),))
    done = mark(form(), FILE, (at("H02", "B3", value="甲"),), replace(book, sheets=(grid, *book.sheets[1:])))
    assert done is not None
    assert loaded(done)[SHEET]["B3"].value == "三万六千"


def test_a_workbook_that_openpyxl_cannot_take_is_rebuilt() -> None:
    lock = '<workbookProtection workbookHashValue="no base64!" lockStructure="1"/>'
    data = replaced(form(), "xl/workbook.xml", "<bookViews>", f"{lock}<bookViews>")
    book = loaded(marked(at("H02", "B3", value="甲"), data=data))
    assert book[SHEET]["B3"].value == "三万六千"
    assert "按读出的内容重建" in str(book[REVIEW_SHEET]["A6"].value)


def test_macros_are_not_copied_on() -> None:
    book = replace(opened(form()), format="xlsm", has_macros=True)
    done = mark(form(), FILE, (), book)
    assert done is not None
    assert not any("vba" in name.lower() for name in ZipFile(BytesIO(done)).namelist())
    assert "宏" in str(loaded(done)[REVIEW_SHEET]["A4"].value)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("returned/骏达.xls", "骏达（审核意见）.xlsx"),
        ("a.zip!内/骏达.xlsx", "骏达（审核意见）.xlsx"),
        ("a.zip!骏达.xlsx", "骏达（审核意见）.xlsx"),
        ("骏达（审核意见）.xlsx", "骏达（审核意见）.xlsx"),
    ],
)
def test_a_copy_is_called_after_its_file(path: str, name: str) -> None:
    assert marked_name(path) == name


@pytest.mark.libreoffice
def test_libreoffice_opens_the_copy_and_keeps_its_colours_comments_and_links(
    tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    path = tmp_path / "marked.xlsx"
    path.write_bytes(marked(at("H02", "B3", value="甲"), at("S26", "C4", sheet=SECOND)))
    (saved,) = office([path], "xlsx")
    book = load_workbook(saved)
    assert book.sheetnames[0] == REVIEW_SHEET
    assert book[SHEET]["B3"].fill.fgColor.rgb == RED
    assert "【审核意见】" in note(book, "B3")
    link = book[REVIEW_SHEET]["C9"].hyperlink
    assert link is not None
    assert "C4" in str(link.location)


def test_a_marked_copy_needs_no_temporary_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    [form] = api.generate("form13", out=tmp_path / "下发", records=sample("000-junda")[:1], password="x").paths
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "没有"))
    assert len(api.annotate(api.check(form), [form], tmp_path / "批注")) == 1
