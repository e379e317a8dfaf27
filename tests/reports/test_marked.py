"""The marked copy of a returned workbook."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText

from tests.reports.marked_copies import AMBER, BLUE, FILE, RED, at, loaded, marked, note
from tests.support.batches import JUNDA, finding
from tests.support.locked_workbook import SECOND, SHEET, form, opened
from tests.support.ooxml import replaced, unzipped
from tests.support.records import sample
from tests.support.workbooks import saved
from toolkit import api
from toolkit.model import CellRange, CellRef
from toolkit.reports import REVIEW_SHEET, mark, marked_name
from toolkit.reports.marking.targets import OUR_CONDITION


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


def test_the_list_is_named_as_it_is_called_next_to_a_persons_own_sheet() -> None:
    own = loaded(form())
    own.create_sheet("审核意见")["A1"] = "同意上报。李四"
    data = BytesIO()
    own.save(data)
    book = loaded(marked(*(at("S11", "B4", formula=f"A{n}") for n in range(30)), data=data.getvalue()))
    assert book.sheetnames[0] == "审核意见1"
    assert note(book, "B4").endswith("其余 10 条见“审核意见1”。")


def test_comments_are_next_to_their_cells() -> None:
    with ZipFile(BytesIO(marked(at("S26", "C4"), at("S26", "B2")))) as archive:
        drawing = archive.read("xl/drawings/vmlDrawing1.vml").decode()
    places = [[int(number) for number in found.split(",")] for found in re.findall(r"Anchor>([^<]+)<", drawing)]
    assert [place[:4] for place in places[1:]] == [[3, 12, 3, 2], [4, 12, 1, 2]]
    assert all(place[4] > place[0] or place[6] > place[2] for place in places)


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
    second = loaded(marked(data=saved(book)))
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


@pytest.mark.parametrize(
    "bomb",
    [
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
        '<hyperlinks><hyperlink ref="A:XFD" location="A1"/></hyperlinks>',
    ],
)
def test_a_range_that_names_the_whole_sheet_is_copied_and_not_spread_out(bomb: str) -> None:
    data = replaced(form(), "xl/worksheets/sheet2.xml", "<pageMargins", f"{bomb}<pageMargins")
    copy = unzipped(marked(at("H02", "B3", value="甲"), data=data))
    assert bomb.encode() in copy["xl/worksheets/sheet2.xml"]
    assert "重建" not in copy["xl/worksheets/sheet5.xml"].decode()


def test_pictures_stay() -> None:
    data = form(picture=True)
    copy = unzipped(marked(at("S31", None, kind="图片"), data=data))
    assert copy["xl/drawings/drawing1.xml"] == unzipped(data)["xl/drawings/drawing1.xml"]
    assert "公章" in copy["xl/drawings/drawing1.xml"].decode()
    assert "图片、图形未带入" not in copy["xl/worksheets/sheet5.xml"].decode()


def test_a_part_that_other_programs_cannot_read_is_copied_as_it_is() -> None:
    lock = '<workbookProtection workbookHashValue="no base64!" lockStructure="1"/>'
    data = replaced(form(), "xl/workbook.xml", "<bookViews>", f"{lock}<bookViews>")
    copy = unzipped(marked(at("H02", "B3", value="甲"), data=data))
    assert lock.encode() in copy["xl/workbook.xml"]
    assert "重建" not in copy["xl/worksheets/sheet5.xml"].decode()


def test_a_merge_over_very_many_cells_stays() -> None:
    book = opened(form())
    grid = replace(book.sheets[0], merges=(CellRange(CellRef(0, 0), CellRef(999_999, 15)),))
    done = mark(form(), FILE, (at("H02", "B3", value="甲"),), replace(book, sheets=(grid, *book.sheets[1:])))
    assert done is not None
    assert loaded(done)[SHEET]["B3"].value == "三万六千"


def test_cells_in_opposite_corners_cost_nothing_between_them() -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    data = replaced(form(), "xl/worksheets/sheet1.xml", "</sheetData>", far)
    second = marked(at("S26", "B4"), data=marked(at("H02", "B3", value="甲"), data=data))
    assert note(loaded(second), "B4")


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
    [form] = api.generate("form13", output=tmp_path / "下发", records=sample("000-junda")[:1], password="x").paths
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "没有"))
    assert len(api.annotate(api.check(form), [form], tmp_path / "批注")) == 1
