"""The first sheet of a marked copy: what it lists, how it looks."""

from __future__ import annotations

from dataclasses import replace

from tests.reports.marked_copies import at, loaded, marked
from tests.support.batches import JUNDA, finding
from tests.support.locked_workbook import SECOND, SHEET
from toolkit.reports import REVIEW_SHEET


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
