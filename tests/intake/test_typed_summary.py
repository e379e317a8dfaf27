"""Summaries as departments type them: read by their labels, nothing dropped unseen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.support.definitions import combined
from tests.support.records import without_source
from tests.support.samples import as_found, sample
from tests.support.summaries import FRAMEWORK, ReadBack, read_back, written
from tests.support.workbooks import saved, workbook_of
from toolkit.excel import Limits, read_book
from toolkit.intake import read_summary
from toolkit.model import Observed, Project

Cell = str | int | float | None

DEPARTMENT = "广州市天河区人民政府元岗街道办事处"
HEADING = ["项目名称（资金使用单位）", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标"]
#: The rows of 元岗街道 that do not follow the grammar.
DEVIATING = {2, 19, 36, 37, 38}
PACKED = "1、1-产出指标,11-数量指标,活动次数；实施周期指标值:4次,年度指标值:4次;"


def typed(rows: Sequence[Sequence[Cell]], name: str = "Sheet1") -> bytes:
    """A workbook with these rows on one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for number, row in enumerate(rows, 1):
        for col, value in enumerate(row, 1):
            if value is not None:
                cell = sheet.cell(number, col, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    return saved(book)


def top(department: str = "某某街道办事处", unit: str = "万元") -> list[list[Cell]]:
    """The lines above a table and its heading."""
    return [["项目支出绩效目标表"], [f"部门名称：{department} 单位：{unit}"], [*HEADING]]


def row(name: str | None, total: Cell = 20, packed: str | None = PACKED, goal: str | None = "做好此事。") -> list[Cell]:
    """A project's row."""
    return [name, total, total, None, None, goal, packed]


def yuangang() -> tuple[list[list[Cell]], tuple[Project, ...]]:
    """The table of 元岗街道 as its published document shows it, and the records that it tells."""
    rows: list[list[Cell]] = [[cell or None for cell in row] for row in as_found("003-yuangang")]
    return rows, sample("003-yuangang")


@pytest.fixture(scope="module")
def published() -> ReadBack:
    """The published table of 元岗街道, read."""
    return read_back(typed(yuangang()[0], "2023年项目支出绩效目标表"))


def test_the_published_table_gives_the_38_records_exactly(published: ReadBack) -> None:
    wanted = [without_source(record) for record in yuangang()[1]]
    assert published.projects == wanted
    assert sum(len(record.indicators) for record in published.projects) == 186


def test_the_published_total_is_the_exact_sum_of_its_rows(published: ReadBack) -> None:
    (total,) = published.totals
    assert total.amounts == {"total": Decimal("24503900"), "fiscal": Decimal("24503900")}
    assert tuple(total.rows) == tuple(range(38))
    assert total.step == 100
    assert total.cell == "B5"
    assert sum((record.funding.total or Decimal(0)) for record in published.projects) == Decimal("24503900")


def test_the_five_deviating_rows_are_named_with_their_deviations(published: ReadBack) -> None:
    found = {
        number: {one.facts["id"] for one in read.observations if one.seen is Observed.PACKED_TOLERATED}
        for number, read in enumerate(published.records, 1)
    }
    assert {number for number, ids in found.items() if ids} == DEVIATING
    assert found[19] == {"D1", "D2", "D7", "D8"} or {"D7", "D8"} <= found[19]
    assert {"D3", "D4", "D5"} <= found[2]
    assert "D10" in found[37]
    assert {"D9", "D11", "D12"} <= found[38]


def test_nothing_else_is_remarked_on_the_published_table(published: ReadBack) -> None:
    kinds = {kind for kind in published.seen if kind not in ("packed_tolerated", "packed_numbering")}
    assert kinds == set()


def test_every_field_has_its_place(published: ReadBack) -> None:
    read = published.records[0]
    assert read.source.range == "A6:G6"
    assert {key: read.placed[key].cell for key in ("project_name", "total", "fiscal", "annual_goal", "indicators")} == {
        "project_name": "A6",
        "total": "B6",
        "fiscal": "C6",
        "annual_goal": "F6",
        "indicators": "G6",
    }
    assert read.placed["special_account"].raw == ""
    assert read.placed["indicators.2.annual_value"] == type(read.placed["total"])("G6", "90%")
    assert isinstance(read.record, Project)
    assert read.record.indicators[0].cell == "G6"
    assert read.record.source == read.source


@pytest.mark.parametrize(
    ("value", "yuan"),
    [
        (20.2, "202000"),
        ("20.2", "202000"),
        ("2,450.39", "24503900"),
        (2450.39, "24503900"),
        (0.1 + 0.2, "3000"),
        (9.7, "97000"),
        ("２０．２万元", "202000"),
        ("202000元", "202000"),
        ("¥20.20", "202000"),
        (1234567890.12345, "12345678901234.5"),
        (0, "0"),
        ("-3", "-30000"),
    ],
)
def test_amounts_are_exact_from_text_and_number_alike(value: Cell, yuan: str) -> None:
    read = read_back(typed([*top(), row("甲", value)]))
    assert read.projects[0].funding.total == Decimal(yuan)


@pytest.mark.parametrize(
    ("value", "expected"), [("２０．２万元", "20.2"), ("202,000元", "20.2"), ("0.00202亿", "20.2")]
)
def test_what_an_amount_was_read_as_may_be_typed_into_the_table(value: str, expected: str) -> None:
    def normalised(total: str) -> list[object]:
        read = read_back(typed([*top(), ["甲", total, 20.2, None, None, "做好此事。", PACKED]]))
        assert read.projects[0].funding.total == 202_000
        return [one.facts["expected"] for one in read.records[0].observations if one.seen is Observed.NORMALISED]

    assert normalised(value) == [expected]
    assert normalised(expected) == []


@pytest.mark.parametrize("value", ["约20", "待定", "20%", "2024-01-02", "20.2.2"])
def test_what_is_no_amount_is_none_and_still_named_as_written(value: str) -> None:
    read = read_back(typed([*top(), row("甲", value)]))
    assert read.projects[0].funding.total is None
    assert read.records[0].placed["total"].raw == value


@pytest.mark.parametrize("dash", ["-", "—", "/", "*"])
def test_a_dash_among_the_parts_means_none_and_is_not_worth_a_word(dash: str) -> None:
    read = read_back(typed([*top(), ["甲", 20, 20, dash, dash, "做好此事。", PACKED]]))
    assert read.projects[0].funding.special_account is None
    assert read.seen == []


def test_columns_may_stand_in_any_order_anywhere_under_other_lines() -> None:
    order = [6, 5, 4, 3, 2, 1, 0]
    body: list[list[Cell]] = [[*HEADING], row("甲"), row("乙", 5)]
    rows: list[list[Cell]] = [
        [None, None, "附件3"],
        [],
        [None, None, "2024年某某街道项目支出绩效目标表"],
        [None, None, "单位：万元", None, "部门名称：", "某某街道办事处"],
        *([None, None, *(line[at] for at in order)] for line in body),
    ]
    read = read_back(typed(rows))
    assert [(record.project_name, record.funding.total) for record in read.projects] == [
        ("甲", Decimal("200000")),
        ("乙", Decimal("50000")),
    ]
    assert {record.spending_unit for record in read.projects} == {"某某街道办事处"}
    assert {record.budget_year for record in read.projects} == {2024}
    assert read.records[0].placed["project_name"].cell == "I6"
    assert read.seen == []


@pytest.mark.parametrize(
    ("line", "department", "unit"),
    [
        (["部门名称：某某局 单位：万元"], "某某局", "万元"),
        (["部门名称：某某局（本级）", None, "金额单位：元"], "某某局（本级）", "元"),
        (["部 门 名 称:", "某某局", None, "单位:", "万元"], "某某局", "万元"),
        (["（单位：万元）", None, None, "预算部门：某某局"], "某某局", "万元"),
        (["单位名称：某某局", "单位：人民币元"], "某某局", "元"),
    ],
)
def test_department_and_unit_are_found_in_one_cell_or_several(line: list[Cell], department: str, unit: str) -> None:
    read = read_back(typed([line, [*HEADING], row("甲", 5)]))
    (record,) = read.projects
    assert record.supervising_department == record.spending_unit == department
    assert record.funding.total == (Decimal(50000) if unit == "万元" else Decimal(5))
    assert record.funding.unit_as_written == unit
    assert read.seen == []


def test_a_unit_in_the_heading_counts() -> None:
    heading = [*HEADING]
    heading[1], heading[2] = "总计（元）", "财政拨款（元）"
    read = read_back(typed([["部门名称：某某局"], [*heading], row("甲", 5)]))
    assert read.projects[0].funding.total == 5
    assert "label_missing" not in read.seen


def test_a_missing_unit_is_an_error_and_not_guessed_silently() -> None:
    read = read_back(typed([["部门名称：某某局"], [*HEADING], row("甲", 5)]))
    (missing,) = [one for one in read.observations if one.seen is Observed.LABEL_MISSING]
    assert missing.facts["label"] == "单位：万元"


def test_two_line_headings_with_the_parts_below_a_common_word_are_understood() -> None:
    rows: list[list[Cell]] = [
        ["部门名称：某某局 单位：万元"],
        ["项目名称", "预算资金", None, None, None, "绩效目标", "绩效指标"],
        [None, "总计", "财政拨款", "财政专户拨款", "其他资金"],
        row("甲", 5),
    ]
    read = read_back(typed(rows))
    assert [record.project_name for record in read.projects] == ["甲"]
    assert read.projects[0].funding.fiscal == 50000
    assert read.seen == ["label_respelled"]


def test_missing_columns_are_named_and_the_rest_is_read() -> None:
    rows: list[list[Cell]] = [["部门名称：某某局 单位：万元"], ["项目名称", "总计", "绩效目标", "绩效指标"]]
    read = read_back(typed([*rows, ["甲", 20, "做好此事。", PACKED]]))
    assert read.projects[0].funding.total == 200000
    missing = [one.facts["label"] for one in read.observations if one.seen is Observed.LABEL_MISSING]
    assert missing == ["财政拨款", "财政专户拨款", "其他资金"]


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


def test_formulas_among_the_amounts_are_at_home_and_uncalculated_ones_are_not() -> None:
    data = typed([*top(), ["合计", "=SUM(B5:B5)"], row("甲")])
    book = read_book(data, Limits())
    assert book.sheets[0].cells[3, 1].formula is None  # the helper writes text; a real formula follows
    real = workbook_of([*top(), ["合计", "=SUM(B5:B5)"], row("甲", "=10+10")])
    read = read_back(saved(real))
    assert read.seen.count("uncomputed") == 3
    assert read.projects[0].funding.total is None


def test_leftovers_of_a_packed_text_and_gaps_in_its_numbers_are_reported() -> None:
    gap = PACKED + ",3、1-产出指标,12-质量指标,合格率；实施周期指标值:全年,年度指标值:100%;"
    read = read_back(typed([*top(), row("甲", packed=gap), row("乙", packed="详见附件")]))
    assert "packed_numbering" in [str(one.seen) for one in read.records[0].observations]
    assert "packed_unreadable" in [str(one.seen) for one in read.records[1].observations]


def test_a_labelled_value_that_is_empty_is_a_lost_one() -> None:
    half = PACKED.replace("实施周期指标值:4次", "实施周期指标值:")
    read = read_back(typed([*top(), row("甲", packed=half)]))
    (lost,) = read.records[0].observations
    assert (lost.seen, lost.facts["which"], lost.facts["name"]) == (Observed.VALUE_LOST, "period_value", "活动次数")
    assert read.projects[0].indicators[0].period_value is None


def test_a_project_whose_goal_begins_like_a_line_of_the_heading_is_kept() -> None:
    rows: list[list[Cell]] = [*top(), row("甲", goal="单位：各社区；日期：全年。" * 8), row("注：甲", 5), row(None, 5)]
    read = read_back(typed(rows))
    assert [record.project_name for record in read.projects] == ["甲", "注：甲", None]


def test_several_years_in_the_titles_are_no_year() -> None:
    read = read_back(typed([["2024年项目支出绩效目标表（2023年）"], *top()[1:], row("甲")]))
    assert read.projects[0].budget_year is None
    assert "ambiguous" in read.seen


def test_other_sheets_are_no_summary() -> None:
    sheets: tuple[list[list[Cell]], ...] = (
        [["项目绩效目标表"], ["项目名称", None, "甲"], ["绩效指标", "一级指标", "二级指标"]],
        [["项目名称", "总计", "备注"], ["甲", 1, ""]],
        [["随便"], ["什么"]],
        [],
    )
    for rows in sheets:
        book = read_book(typed(rows), Limits())
        assert read_summary(book.sheets[0], combined(), FRAMEWORK, file="a.xlsx", sha256="", book=book) is None


def test_a_summary_of_this_tool_without_its_other_sheets_is_read_as_a_typed_one() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(written(sample("000-junda"))))
    for name in book.sheetnames[1:]:
        del book[name]
    read = read_back(saved(book))
    assert [(one.project_name, one.funding.total, one.annual_goal) for one in read.projects] == [
        (one.project_name, one.funding.total, one.annual_goal)
        for one in sorted(
            sample("000-junda"), key=lambda one: [r.project_name for r in read.projects].index(one.project_name)
        )
    ]
    assert {one.spending_unit for one in read.projects} == {"东莞市东坑镇骏达社区居民委员会"}
    assert {one.budget_year for one in read.projects} == {2024}
    assert read.seen == []
