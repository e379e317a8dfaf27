"""The look of the sheets: lines, heights, pages, figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from tests.support.definitions import combined
from tests.support.departments import target
from tests.support.records import SEEDS, sample
from tests.support.summaries import FRAMEWORK, placed, plain_indicator, read_back, unit_project, written
from tests.support.workbooks import opened
from toolkit.merging import Remark, Summary, SummaryOptions, left_out, received_from, summarise
from toolkit.model import Finding, Severity, Source, Where
from toolkit.publishing import summary_bytes

FOLDER = "/资料/2024/报回/"


def full_summary() -> Summary:
    """A summary with something on every sheet."""
    projects = [one for name in SEEDS for one in placed(sample(name), f"{FOLDER}{name}.xlsx")]
    wrong = placed([unit_project("甲", "36300.00")], f"{FOLDER}补报/甲.xlsx")
    goal = replace(target(department=None), source=Source(f"{FOLDER}部门.xlsx", "表", "A1:D9", "0" * 64))
    found = Finding("A04", Severity.WARNING, Where(f"{FOLDER}补报/甲.xlsx", "表", "A5"))
    return summarise(
        projects,
        SummaryOptions(combined(), FRAMEWORK, department="某镇", previous=projects[:3]),
        left_out=[left_out(one, f"与 {FOLDER}000-junda.xlsx 重复") for one in wrong],
        remarks=[Remark(found, f"另见 {FOLDER}000-junda.xlsx", "请核对", title="多个版本")],
        received=[*map(received_from, (*projects, *wrong)), received_from(goal)],
        targets=[goal],
    )


def test_no_sheet_says_the_folder_that_all_files_share() -> None:
    book = opened(summary_bytes(full_summary()))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [text for text in texts if "/资料" in text]
    assert {"补报/甲.xlsx", "与 000-junda.xlsx 重复", "另见 000-junda.xlsx"} <= set(texts)


def test_every_line_on_every_sheet_has_one_colour() -> None:
    book = opened(summary_bytes(full_summary()))
    colours = {
        side.color.rgb
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        for side in (cell.border.left, cell.border.bottom)
        if side is not None and side.style
    }
    assert len(colours) == 1
    assert not any(sheet.print_options.gridLines for sheet in book)


def test_records_stand_in_rows_of_one_height_with_their_first_line_at_the_top() -> None:
    records = [unit_project("甲", funds_text="第一行\n第二行"), unit_project("乙"), unit_project("很长的名称" * 8)]
    sheet = opened(written(placed(records)))["项目"]
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [15, 15]
    assert (sheet.row_dimensions[4].height or 0) > 15
    assert {cell.alignment.vertical for cell in sheet[2]} == {"top"}
    assert [cell.alignment.wrap_text for cell in sheet[2]].count(True) == 1


def test_every_page_names_the_project_of_each_row() -> None:
    book = opened(summary_bytes(full_summary()))
    for name, columns in (("项目", "$A:$B"), ("明细", "$A:$C")):
        assert (book[name].print_title_cols, book[name].print_title_rows) == (columns, "$1:$1")


def test_amounts_are_numbers_with_separators() -> None:
    book = opened(summary_bytes(full_summary()))
    (amount,) = (row[6] for row in book["问题清单"].iter_rows() if row[0].value == "未纳入")
    assert (amount.value, amount.number_format, amount.alignment.indent) == (36300, "#,##0.00", 1)
    totals = [row[10] for row in book["项目"].iter_rows(min_row=2)]
    assert {cell.number_format for cell in totals} == {"#,##0.00"}
    assert sum(Decimal(str(cell.value)) for cell in totals) == Decimal(10028200)


def test_weights_can_be_added_up_and_come_back_as_they_were_written() -> None:
    written_as = ("10", "2.5", "10%", "10.0", None)
    own = tuple(replace(plain_indicator(f"指标{number}"), weight=weight) for number, weight in enumerate(written_as))
    data = written(placed([unit_project(indicators=own)]))
    sheet = opened(data)["明细"]
    (column,) = (cell.column for cell in sheet[1] if cell.value == "权重")
    assert [sheet.cell(row, column).value for row in range(2, 7)] == [10, 2.5, "10%", "10.0", None]
    assert [one.weight for one in read_back(data).projects[0].indicators] == list(written_as)


def test_the_rules_begin_a_page_of_their_own_and_what_did_not_occur_is_a_dash() -> None:
    sheet = opened(summary_bytes(full_summary()))["统计"]
    (heading,) = (row[0] for row in sheet.iter_rows() if row[0].value == "审核规则")
    assert [one.id for one in sheet.row_breaks.brk] == [heading.row - 1]
    assert sheet.cell(heading.row + 1, 3).number_format.endswith('–"')


def test_the_sums_leave_no_empty_boxes_and_a_target_of_hardly_more_than_a_page_is_put_on_one() -> None:
    book = opened(summary_bytes(full_summary()))
    control: Worksheet = book["对账"]
    sums = {row[0].row for row in control.iter_rows() if row[0].value in ("合计与明细", "总计", "财政拨款")}
    assert {str(one) for one in control.merged_cells.ranges} >= {f"C{row}:E{row}" for row in sums}
    assert book["部门整体目标"]["A2"].value == "部门名称：某镇"
    assert book["部门整体目标"].page_setup.fitToHeight is None  # one, where nothing is said
