"""Summaries as departments type them: read by their labels, nothing dropped unseen."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.intake.typed_tables import DEVIATING, HEADING, PACKED, Cell, row, top, typed, yuangang
from tests.support.definitions import combined
from tests.support.records import sample, without_source
from tests.support.summaries import ReadBack, read_back, sheet_of, written
from tests.support.workbooks import saved, workbook_of
from toolkit.excel import Limits, read_book
from toolkit.intake import read_summary
from toolkit.model import Observed, Project


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
        assert read_summary(sheet_of(book), combined()) is None


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


@pytest.mark.parametrize(
    ("line", "yuan"),
    [("单位：百万元", 20_000_000), ("单位（元）", 20), ("（千元）", 20_000), ("单位：万元（保留两位小数）", 200_000)],
)
def test_the_unit_above_a_summary_is_read_in_full(line: str, yuan: int) -> None:
    rows: list[list[Cell]] = [
        ["项目支出绩效目标表"],
        ["部门名称：某某街道办事处", None, None, line],
        [*HEADING],
        row("甲"),
    ]
    [record] = read_back(typed(rows)).records
    assert isinstance(record.record, Project)
    assert record.record.funding.total == yuan


def test_an_amount_in_an_unknown_unit_is_none() -> None:
    rows: list[list[Cell]] = [
        ["项目支出绩效目标表"],
        ["部门名称：某某街道办事处 单位：万美元"],
        [*HEADING],
        row("甲", "3万元"),
    ]
    [record] = read_back(typed(rows)).records
    assert isinstance(record.record, Project)
    assert record.record.funding.total is None
