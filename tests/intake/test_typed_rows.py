"""Rows of a typed summary: units, totals, continued rows, strays."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.intake.typed_tables import DEPARTMENT, HEADING, PACKED, Cell, row, top, typed
from tests.support.summaries import read_back
from tests.support.workbooks import saved
from toolkit.model import Observed


def test_units_with_subtotals_give_their_projects_a_spending_unit() -> None:
    rows: list[list[Cell]] = [
        *top(),
        ["某某街道办事处", 45, 45],
        ["第一社区", 30, 30],
        row("    甲", 20),
        row("    乙", 10),
        ["第二社区", 15, 15],
        row("    丙", 15),
    ]
    read = read_back(typed(rows))
    assert [(record.project_name, record.spending_unit) for record in read.projects] == [
        ("甲", "第一社区"),
        ("乙", "第一社区"),
        ("丙", "第二社区"),
    ]
    assert {record.supervising_department for record in read.projects} == {"某某街道办事处"}
    assert [(total.name, tuple(total.rows)) for total in read.totals] == [
        ("第一社区", (0, 1)),
        ("第二社区", (2,)),
        ("某某街道办事处", (0, 1, 2)),
    ] or {(total.name, tuple(total.rows)) for total in read.totals} == {
        ("某某街道办事处", (0, 1, 2)),
        ("第一社区", (0, 1)),
        ("第二社区", (2,)),
    }
    assert read.seen == []


def test_departments_above_units_are_both_kept() -> None:
    rows: list[list[Cell]] = [
        *top(),
        ["合计", 45],
        ["民政办公室", 30],
        ["第一社区", 20],
        row("甲", 20),
        ["第二社区", 10],
        row("乙", 10),
        ["综治办公室", 15],
        ["第三社区", 15],
        row("丙", 15),
    ]
    read = read_back(typed(rows))
    assert [(one.supervising_department, one.spending_unit) for one in read.projects] == [
        ("民政办公室", "第一社区"),
        ("民政办公室", "第二社区"),
        ("综治办公室", "第三社区"),
    ]
    assert {total.name: tuple(total.rows) for total in read.totals} == {
        "合计": (0, 1, 2),
        "民政办公室": (0, 1),
        "第一社区": (0,),
        "第二社区": (1,),
        "综治办公室": (2,),
        "第三社区": (2,),
    }


def test_a_project_without_goal_and_indicators_is_a_project_where_the_total_says_so() -> None:
    rows: list[list[Cell]] = [*top(), ["某某街道办事处", 60], ["甲", 20, 20], row("乙", 20), row("丙", 20)]
    read = read_back(typed(rows))
    assert [record.project_name for record in read.projects] == ["甲", "乙", "丙"]
    assert read.projects[0].spending_unit == "某某街道办事处"
    assert read.projects[1].spending_unit == "某某街道办事处"


def test_a_row_taken_for_a_subtotal_by_its_sum_alone_is_an_ambiguity() -> None:
    read = read_back(typed([*top(), ["专项经费", 20, 20], row("乙", 20)]))
    assert "ambiguous" in read.seen


def test_a_unit_like_name_and_one_equal_amount_are_not_enough_to_make_a_subtotal_silently() -> None:
    read = read_back(typed([*top(), row("甲", 5), ["社区服务站", 20, 20], row("乙", 20)]))
    assert "ambiguous" in read.seen


def test_a_table_whose_goals_are_not_filled_in_yet_is_all_projects() -> None:
    alike: list[list[Cell]] = [[f"项目{number}", 20, 20, None, None, None, None] for number in range(2000)]
    rows = [*top(), *alike]
    read = read_back(typed(rows))
    assert len(read.projects) == 2000
    assert {record.spending_unit for record in read.projects} == {"某某街道办事处"}


def test_a_wrong_subtotal_of_an_outdented_unit_still_counts_as_one() -> None:
    rows: list[list[Cell]] = [*top(), ["某某街道办事处", 45], ["第一社区", 31], row("  甲", 20), row("  乙", 25)]
    read = read_back(typed(rows))
    assert len(read.projects) == 2
    assert {total.name: total.amounts["total"] for total in read.totals}["第一社区"] == 310000


@pytest.mark.parametrize("label", ["合计", "合　计", "总计：", "共计"])
def test_a_total_may_stand_below(label: str) -> None:
    read = read_back(typed([*top(), row("甲", 20), row("乙", 5), [label, 25, 25]]))
    assert len(read.projects) == 2
    assert [tuple(total.rows) for total in read.totals] == [(0, 1)]


def test_subtotals_below_their_rows_name_the_unit() -> None:
    rows: list[list[Cell]] = [
        *top(),
        row("甲", 20),
        ["第一社区小计", 20],
        row("乙", 5),
        ["第二社区小计", 5],
        ["合计", 25],
    ]
    read = read_back(typed(rows))
    assert [record.spending_unit for record in read.projects] == ["第一社区", "第二社区"]
    assert [tuple(total.rows) for total in read.totals] == [(0,), (1,), (0, 1)]


def test_a_wrong_total_is_given_with_its_rows_for_the_rule_to_find() -> None:
    read = read_back(typed([*top(), ["合计", 26], row("甲", 20), row("乙", 5)]))
    (total,) = read.totals
    assert [total.amounts["total"], *total.rows] == [260000, 0, 1]


def test_a_table_goes_on_after_a_page_break_with_its_heading_repeated() -> None:
    rows: list[list[Cell]] = [
        *top(),
        row("甲"),
        ["第1页，共2页"],
        *top(),
        row("乙"),
        ["注：本表不含涉密项目。"],
        ["填表人：张三", None, "联系电话：123"],
    ]
    read = read_back(typed(rows))
    assert [record.project_name for record in read.projects] == ["甲", "乙"]
    assert read.seen == []


def test_a_repeated_heading_may_have_other_columns() -> None:
    second = [HEADING[0], HEADING[6], HEADING[5], *HEADING[1:5]]
    rows: list[list[Cell]] = [*top(), row("甲"), [*second], ["乙", PACKED, "做好此事。", 5, 5]]
    read = read_back(typed(rows))
    assert [record.funding.total for record in read.projects] == [200000, 50000]
    assert len(read.projects[1].indicators) == 1


def test_texts_that_go_on_in_the_next_row_are_joined_and_reported() -> None:
    text = PACKED + ",2、1-产出指标,12-质量指标,合格率；实施周期指标值:全年,年度指标值:100%;"
    rows: list[list[Cell]] = [
        *top(),
        row("甲", packed=text[:50], goal="先做"),
        *top(),
        [None, None, None, None, None, "后做", text[50:]],
    ]
    read = read_back(typed(rows))
    (record,) = read.projects
    assert record.annual_goal == "先做后做"
    assert [one.name for one in record.indicators] == ["活动次数", "合格率"]
    assert read.seen == ["moved"]
    assert read.records[0].source.range == "A4:G8"


def test_two_departments_on_one_sheet_stay_apart() -> None:
    rows: list[list[Cell]] = [*top("甲局"), ["甲局", 20], row("甲"), *top("乙局"), ["乙局", 5], row("乙", 5)]
    read = read_back(typed(rows))
    assert [record.spending_unit for record in read.projects] == ["甲局", "乙局"]
    assert [(total.name, tuple(total.rows)) for total in read.totals] == [("甲局", (0,)), ("乙局", (1,))]


def test_other_columns_are_never_dropped_silently_and_row_numbers_need_no_word() -> None:
    rows: list[list[Cell]] = [
        ["部门名称：某某局 单位：万元"],
        ["序号", *HEADING, "备注"],
        [1, *row("甲"), "跨年项目"],
        [2, *row("乙"), None],
    ]
    read = read_back(typed(rows))
    assert len(read.projects) == 2
    assert [(one.cell, one.facts["found"]) for one in read.records[0].observations] == [("I3", "跨年项目")]
    assert read.records[1].observations == ()


def test_rows_without_a_place_in_the_table_are_reported() -> None:
    rows: list[list[Cell]] = [*top(), row("甲"), [*[None] * 9, "游离内容"]]
    read = read_back(typed(rows))
    (stray,) = read.observations
    assert (stray.seen, stray.cell, stray.sheet) == (Observed.STRAY_CONTENT, "J5", "Sheet1")


def test_a_name_alone_is_ambiguous() -> None:
    read = read_back(typed([*top(), row("甲"), ["费"], row("乙")]))
    assert [record.project_name for record in read.projects] == ["甲", "费", "乙"]
    assert "ambiguous" in read.seen


def test_a_department_torn_over_two_rows_is_not_a_unit() -> None:
    rows: list[list[Cell]] = [
        *top(DEPARTMENT),
        ["广州市天河区人民政府元岗", 25],
        ["街道办事处"],
        row("    甲", 20),
        row("    乙", 5),
    ]
    read = read_back(typed(rows))
    assert {record.spending_unit for record in read.projects} == {DEPARTMENT}
    assert len(read.projects) == 2


def test_hidden_rows_and_columns_are_read_and_reported() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in [*top(), row("甲"), row("乙")]:
        sheet.append(line)
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    read = read_back(saved(book))
    assert len(read.projects) == 2
    assert [one.cell for one in read.records[1].observations] == ["A5:G5"]
    assert [one.cell for one in read.observations] == ["C:C"]


def test_merged_cells_over_several_rows_are_one_project() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in [*top(), row("甲"), [], row("乙")]:
        sheet.append(line)
    for col in range(1, 8):
        letter = get_column_letter(col)
        sheet.merge_cells(f"{letter}4:{letter}5")
    read = read_back(saved(book))
    assert [record.project_name for record in read.projects] == ["甲", "乙"]
    assert read.seen == []
