"""Summaries that `merge` wrote and people edited: what they changed rules and is reported."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from tests.support.summaries import (
    ReadBack,
    placed,
    read_back,
    three,
    unit_project,
    written,
)
from tests.support.workbooks import opened, saved
from toolkit.model import Observed
from toolkit.summary_book import sheets


def changed(data: bytes, change: Callable[[Worksheet], None], sheet: int | str = 0) -> ReadBack:
    """A summary after somebody changed one of its sheets."""
    book = opened(data)
    change(book[sheet] if isinstance(sheet, str) else book.worksheets[sheet])
    return read_back(saved(book))


def edits(read: ReadBack) -> list[tuple[object, object, object, object]]:
    """Returns the edits that were seen: cell, field, found, expected."""
    every = [*read.observations, *(one for record in read.records for one in record.observations)]
    return [
        (one.cell, one.facts["field"], one.facts["found"], one.facts["expected"])
        for one in every
        if one.seen is Observed.SUMMARY_EDITED
    ]


def test_a_changed_amount_is_taken_and_reported() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B5"] = 21

    read = changed(three(), change)
    assert read.projects[0].funding.total == Decimal("210000")
    assert edits(read) == [("B5", "total", "21", "200000.00元")]
    assert [total.amounts["total"] for total in read.totals] == [Decimal("250100")]


def test_a_changed_goal_is_taken_and_reported() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["F6"] = "改过的目标。"

    read = changed(three(), change)
    assert read.projects[1].annual_goal == "改过的目标。"
    assert [(cell, field) for cell, field, _, _ in edits(read)] == [("F6", "annual_goal")]


def test_a_changed_name_is_taken_and_reported() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A6"] = "乙（二期）"

    read = changed(three(), change)
    assert [one.project_name for one in read.projects] == ["甲", "乙（二期）", "丙"]
    assert read.projects[1].project_type is None
    assert edits(read) == [("A6", "project_name", "乙（二期）", "乙")]


def test_a_changed_packed_text_is_read_and_keeps_what_only_the_record_says() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["G5"] = str(sheet["G5"].value).replace("≥4次", "≥6次") + ",2、1-产出指标，12-质量指标，合格率，100%"

    read = changed(three(), change)
    first, second = read.projects[0].indicators
    assert (first.annual_value, first.description, first.basis, first.weight) == ("≥6次", "说明", "依据", "10")
    assert (second.name, second.annual_value, second.description) == ("合格率", "100%", None)
    assert {"summary_edited", "packed_tolerated"} <= set(read.seen)


def test_an_emptied_cell_is_taken_and_reported() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["F5"] = None
        sheet["B5"] = None

    read = changed(three(), change)
    assert read.projects[0].annual_goal is None
    assert read.projects[0].funding.total is None
    assert {field for _, field, _, _ in edits(read)} == {"annual_goal", "total"}


def test_rows_that_were_sorted_keep_their_records() -> None:
    def change(sheet: Worksheet) -> None:
        rows = [[cell.value for cell in sheet[number]] for number in (7, 5, 6)]
        for number, values in enumerate(rows, 5):
            for col, value in enumerate(values, 1):
                sheet.cell(number, col).value = value

    read = changed(three(), change)
    assert [one.project_name for one in read.projects] == ["丙", "甲", "乙"]
    assert read.projects[1].indicators[0].basis == "依据"
    assert edits(read) == []


def test_a_row_that_was_added_is_read_as_typed_and_reported() -> None:
    def change(sheet: Worksheet) -> None:
        for col, value in enumerate(["丁", 5, None, None, None, "新增事项。", str(sheet["G5"].value)], 1):
            sheet.cell(8, col).value = value

    read = changed(three(), change)
    assert [one.project_name for one in read.projects] == ["甲", "乙", "丙", "丁"]
    assert (read.projects[3].form, read.projects[3].spending_unit) == ("combined", "某某社区")
    assert edits(read) == [("A8", "project_name", "丁", "")]


def test_a_row_that_was_deleted_is_reported() -> None:
    read = changed(three(), lambda sheet: sheet.delete_rows(6))
    assert [one.project_name for one in read.projects] == ["甲", "丙"]
    assert edits(read) == [(None, "project_name", "", "乙")]


def test_wrapping_blanks_and_line_breaks_are_no_edits() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A5"] = "    甲\n"
        sheet["F5"] = f"{sheet['F5'].value} "

    assert edits(changed(three(), change)) == []


def test_a_projects_row_without_goal_and_indicators_is_still_known() -> None:
    bare_one = unit_project("甲", "50000", annual_goal=None, indicators=())
    read = read_back(written(placed([bare_one, unit_project("乙", "50000")])))
    assert [one.project_name for one in read.projects] == ["甲", "乙"]
    assert read.seen == []


def test_a_unit_whose_subtotal_was_changed_is_still_a_unit() -> None:
    records = [unit_project("甲", unit="一社区"), unit_project("乙", unit="二社区")]

    def change(sheet: Worksheet) -> None:
        assert sheet["A5"].value == "一社区"
        sheet["B5"] = 99

    read = changed(written(records, "某镇"), change)
    assert len(read.projects) == 2
    assert {total.name: (total.amounts["total"], tuple(total.rows)) for total in read.totals}["一社区"] == (
        Decimal(990000),
        (0,),
    )


def test_a_renamed_tab_and_renamed_sheets_are_still_known() -> None:
    book = opened(three())
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"表{number}"
    read = read_back(saved(book))
    assert read.projects[0].indicators[0].basis == "依据"


def test_without_the_marks_or_the_sheets_it_is_read_as_a_typed_one() -> None:
    book = opened(three())
    del book[sheets.INDICATORS.name]
    read = read_back(saved(book))
    assert [one.project_name for one in read.projects] == ["甲", "乙", "丙"]
    assert {one.form for one in read.projects} == {"combined"}


def test_a_record_whose_kept_amount_is_none_any_more_is_reported_and_read_from_the_table() -> None:
    def change(sheet: Worksheet) -> None:
        col = next(cell.column for cell in sheet[1] if cell.value == "总计（元）")
        sheet.cell(3, col).value = "五万"

    read = changed(three(), change, sheets.PROJECTS.name)
    assert [one.funding.total for one in read.projects] == [Decimal(200000), Decimal(50000), Decimal(100)]
    assert [one.sheet for one in read.observations if one.seen is Observed.AMBIGUOUS] == [sheets.PROJECTS.name]
