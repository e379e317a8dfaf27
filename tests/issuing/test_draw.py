"""An issued workbook: open and locked cells, validations, print setup."""

from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.issued_forms import PASSWORD, TYPE, Drawn, complete, issue
from toolkit.forms import Layout, panel_column, stamp_cell
from toolkit.forms.heights import LINE, ROOM, cell_width, count_lines
from toolkit.issuing import draw


def at(sheet: Worksheet, layout: Layout, key: str) -> Cell:
    row, col = layout.inputs[key].range.first
    cell = sheet.cell(row + 1, col + 1)
    assert isinstance(cell, Cell)
    return cell


def test_only_the_cells_to_fill_are_open(drawn: Drawn, layout: Layout) -> None:
    sheet = drawn()["项目"]
    rows = enumerate(sheet.iter_rows())
    opened = {(row, col) for row, cells in rows for col, cell in enumerate(cells) if not cell.protection.locked}
    meant = {
        (row, col)
        for cell in layout.inputs.values()
        for row in range(cell.range.first.row, cell.range.last.row + 1)
        for col in range(cell.range.first.col, cell.range.last.col + 1)
    }
    assert opened == meant


def test_what_the_department_filled_in_is_locked(drawn: Drawn, layout: Layout) -> None:
    sheet = drawn({"total": 36300, "project_name": "治安经费（常）"}, frozenset({"total"}))["项目"]
    assert at(sheet, layout, "total").protection.locked
    assert not at(sheet, layout, "project_name").protection.locked


def test_every_sheet_and_the_structure_are_protected_with_the_modern_hash(drawn: Drawn) -> None:
    book = drawn()
    salt = base64.b64decode(book.security.workbookSaltValue)
    digest = hashlib.sha512(salt + PASSWORD.encode("utf-16-le")).digest()
    for step in range(100_000):
        digest = hashlib.sha512(digest + step.to_bytes(4, "little")).digest()
    expected = base64.b64encode(digest).decode()

    assert book.security.lockStructure
    assert (book.security.workbookAlgorithmName, book.security.workbookSpinCount) == ("SHA-512", 100_000)
    assert book.security.workbookHashValue == expected
    for sheet in book:
        protection = sheet.protection
        assert (protection.sheet, protection.algorithmName, protection.spinCount) == (True, "SHA-512", 100_000)
        assert protection.hashValue == expected
        assert protection.insertRows
        assert protection.deleteRows
        assert protection.insertColumns
        assert protection.deleteColumns
        assert not protection.formatRows, "rows may be made taller"
        assert not protection.selectLockedCells
        assert not protection.selectUnlockedCells


def test_lists_and_marks_are_very_hidden(drawn: Drawn) -> None:
    assert {sheet.title: sheet.sheet_state for sheet in drawn()} == {
        "项目": "visible",
        "_lists": "veryHidden",
        "_jixiao": "veryHidden",
    }


def test_every_validation_stays_on_the_cells_to_fill(drawn: Drawn, layout: Layout) -> None:
    sheet = drawn()["项目"]
    inputs = {str(cell.range) for cell in layout.inputs.values()}
    covered = set()
    for rule in sheet.data_validations.dataValidation:
        for part in rule.sqref.ranges:
            if f"{part.coord}" in inputs:
                covered.add(part.coord)
                continue
            letter = get_column_letter(part.min_col)
            cells = {f"{letter}{row}" for row in range(part.min_row, part.max_row + 1)}
            assert part.min_col == part.max_col
            assert cells <= inputs
            covered |= cells
    assert covered == inputs


def test_validations_speak_chinese_and_keep_the_limits_of_a_spreadsheet(drawn: Drawn) -> None:
    for rule in drawn()["项目"].data_validations.dataValidation:
        assert 0 < len(rule.promptTitle) <= 32
        assert 0 < len(rule.prompt) <= 255
        assert rule.showErrorMessage == bool(rule.error)
        assert len(rule.error or "") <= 255


def test_a_goal_says_how_much_of_it_is_printed_before_it_is_typed(drawn: Drawn, layout: Layout) -> None:
    prompts = {str(rule.sqref): rule.prompt for rule in drawn()["项目"].data_validations.dataValidation}
    cell = layout.inputs["annual_goal"].range
    fits = int(re.findall(r"约(\d+)字打印得下", prompts[str(cell)])[0])
    room, width = sum(layout.heights[cell.first.row : cell.last.row + 1]), cell_width(layout, cell)
    assert count_lines("字" * fits, width) * LINE + ROOM <= room
    assert count_lines("字" * (fits + 60), width) * LINE + ROOM > room
    assert "打印得下" not in prompts[str(layout.inputs["project_name"].range)]


def test_a_list_comes_from_the_hidden_sheet(drawn: Drawn, layout: Layout) -> None:
    book = drawn()
    rules = {str(rule.sqref): rule for rule in book["项目"].data_validations.dataValidation}
    rule = rules[str(layout.inputs["project_type"].range)]
    name, _, place = rule.formula1.partition("!")
    offered = [row[0].value for row in book[name][place.replace("$", "")]]
    assert offered == list(layout.form.types)
    assert rule.showErrorMessage


def test_suggested_names_leave_other_names_allowed(drawn: Drawn, layout: Layout) -> None:
    book = drawn()
    first = str(layout.inputs["slots.0.name"].range)
    [rule] = [r for r in book["项目"].data_validations.dataValidation if first in r.sqref]
    assert (rule.type, bool(rule.showErrorMessage)) == ("list", False)
    name, _, place = rule.formula1.partition("!")
    offered = tuple(row[0].value for row in book[name][place.replace("$", "")])
    assert offered == layout.form.types[TYPE].suggestions["数量指标"]


def test_text_is_meant_as_text_and_numbers_are_numbers(drawn: Drawn, layout: Layout) -> None:
    sheet = drawn({"project_name": "=1+1", "total": Decimal("36300.50"), "slots.0.period_value": "1-2"})["项目"]
    name, total, value = (at(sheet, layout, key) for key in ("project_name", "total", "slots.0.period_value"))
    assert (name.value, name.data_type, name.number_format) == ("=1+1", "s", "@")
    assert (total.value, total.data_type, total.number_format) == (36300.5, "n", "General")
    assert (value.value, value.data_type, value.number_format) == ("1-2", "s", "@")


def test_the_only_formulas_are_those_of_the_self_check(drawn: Drawn, layout: Layout) -> None:
    book = drawn(dict.fromkeys(layout.inputs, "=HYPERLINK(1)"))
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows()]
    formulas = {col for row in rows for col, cell in enumerate(row) if cell.data_type == "f"}
    assert formulas == {panel_column(layout)}


def test_control_characters_are_left_out_and_line_breaks_are_of_one_kind(drawn: Drawn, layout: Layout) -> None:
    sheet = drawn({"period_goal": "一\x07\r\n二\r三"})["项目"]
    assert at(sheet, layout, "period_goal").value == "一\n二\n三"


def test_the_page_is_one_a4_sheet_with_the_form_and_nothing_else(drawn: Drawn, layout: Layout) -> None:
    sheet = drawn()["项目"]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight in (None, 1)
    assert sheet.print_options.horizontalCentered
    assert sheet.print_area.replace("$", "").endswith(str(layout.area))
    assert panel_column(layout) > layout.area.last.col


def test_labels_are_merged_and_bordered_as_the_layout_says(drawn: Drawn, layout: Layout) -> None:
    sheet = drawn()["项目"]
    assert {m.coord for m in sheet.merged_cells.ranges} == {str(c.range) for c in layout.cells if c.range.area > 1}
    for cell in layout.locked:
        row, col = cell.range.first
        assert sheet.cell(row + 1, col + 1).value == cell.text
    for key in layout.inputs:
        border = at(sheet, layout, key).border
        assert {side.style for side in (border.left, border.right, border.top, border.bottom)} == {"thin"}


def test_a_goal_of_300_characters_has_room(layout: Layout, drawn: Drawn) -> None:
    sheet = drawn({"period_goal": "甲" * 300, "annual_goal": "乙" * 300})["项目"]
    for key in ("period_goal", "annual_goal"):
        row = layout.inputs[key].range.first.row
        assert sheet.row_dimensions[row + 1].height == layout.heights[row]
        assert at(sheet, layout, key).alignment.wrap_text


def test_a_longer_goal_gets_a_taller_row(layout: Layout, drawn: Drawn) -> None:
    row = layout.inputs["period_goal"].range.first.row
    sheet = drawn({"period_goal": "甲" * 900})["项目"]
    assert layout.heights[row] < sheet.row_dimensions[row + 1].height <= 409


def test_rows_of_the_table_may_grow_while_one_types(layout: Layout, drawn: Drawn) -> None:
    sheet = drawn()["项目"]
    assert sheet.sheet_format.defaultRowHeight == 18.75
    assert not any(sheet.row_dimensions[slot.row + 1].customHeight for slot in layout.slots)


def test_conditional_formats_stay_on_the_sheet_and_on_the_forms_own_cells(layout: Layout, drawn: Drawn) -> None:
    sheet = drawn()["项目"]
    for place in sheet.conditional_formatting:
        for part in place.cells.ranges:
            inside = part.max_row - 1 <= layout.area.last.row and part.max_col - 1 <= layout.area.last.col
            assert inside or part.min_col - 1 == panel_column(layout)
        assert not any("!" in formula for rule in place.rules for formula in rule.formula)


def test_a_value_outside_its_list_turns_red_even_when_pasted(layout: Layout, drawn: Drawn) -> None:
    sheet = drawn()["项目"]
    rules = {str(place.sqref): [r.formula[0] for r in place.rules] for place in sheet.conditional_formatting}
    place = layout.inputs["project_level"].range
    assert 'AND(LEN(TRIM($C$5))>0,$C$5<>"一级项目",$C$5<>"二级项目")' in rules[str(place)]


def test_the_full_stamp_is_locked_next_to_the_form(layout: Layout, drawn: Drawn) -> None:
    sheet = drawn()["项目"]
    row, col = stamp_cell(layout)
    cell = sheet.cell(row + 1, col + 1)
    assert str(cell.value).startswith("JX1.")
    assert cell.protection.locked
    assert cell.alignment.horizontal == "fill", "so that it does not spill over the screen"


def test_the_same_input_gives_the_same_bytes(layout: Layout) -> None:
    values = complete(layout)
    assert draw([issue(layout, values)], PASSWORD) == draw([issue(layout, dict(values))], PASSWORD)


def test_an_issued_form_is_small(layout: Layout) -> None:
    assert len(draw([issue(layout, complete(layout))], PASSWORD)) < 20_000


def test_several_forms_share_their_lists(layout: Layout) -> None:
    data = draw([issue(layout, {}, sheet="甲"), issue(layout, {}, sheet="乙")], PASSWORD)
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames == ["甲", "乙", "_lists", "_jixiao"]
    lists = [[c.value for c in column if c.value] for column in book["_lists"].iter_cols()]
    assert len(lists) == len({tuple(column) for column in lists})
