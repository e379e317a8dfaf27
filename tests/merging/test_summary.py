"""Records become a summary: order, groups, exact totals, what is left out."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from tests.support.records import SEEDS, sample
from tests.support.summaries import FRAMEWORK, placed, plain_indicator, summary, unit_project
from toolkit.indicators import unpack
from toolkit.merging import GRAND_TOTAL, Group, ProjectRow
from toolkit.merging.statistics import roundings
from toolkit.model import Funding, Source, indicator_key, natural


def shape(group: Group, depth: int = 0) -> list[tuple[int, str]]:
    """The names of all lines with their depths."""
    return [
        (level, line.name if isinstance(line, Group) else line.project.project_name or "")
        for level, line in group.lines(depth)
    ]


def test_the_seed_of_yuangang_is_one_department_with_38_projects_and_its_printed_total() -> None:
    result = summary(placed(sample("003-yuangang")))
    assert result.department == "广州市天河区人民政府元岗街道办事处"
    assert result.year == 2023
    assert result.top.funding == Funding(total=Decimal("24503900"), fiscal=Decimal("24503900"))
    assert not result.top.groups
    assert len(result.top.rows) == 38


def test_the_seed_of_yuangang_keeps_the_order_of_its_file() -> None:
    records = sample("003-yuangang")
    result = summary(placed(records))
    assert [row.project.project_name for row in result.top.rows] == [record.project_name for record in records]


def test_several_units_get_a_subtotal_each_below_the_department() -> None:
    records = [record for name in SEEDS for record in placed(sample(name), name)]
    result = summary(records, "东莞市东坑镇人民政府")
    totals = {group.name: group.funding.total for group in result.top.groups}
    assert totals == {
        "东莞市东坑镇骏达社区居民委员会": Decimal("874700"),
        "东莞市东坑镇党建工作办公室": Decimal("6366700"),
        "东莞市东坑镇综合治理办公室": Decimal("2786800"),
    }
    assert result.top.funding.total == Decimal("10028200")
    assert all(not group.groups for group in result.top.groups)


def test_departments_stand_above_their_units_where_they_differ() -> None:
    records = [
        unit_project("甲", unit="一社区", supervising_department="民政办"),
        unit_project("乙", unit="二社区", supervising_department="民政办"),
        unit_project("丙", unit="三社区", supervising_department="三社区"),
    ]
    assert shape(summary(records, "某镇").top) == [
        (0, "某镇"),
        (1, "三社区"),
        (2, "丙"),
        (1, "民政办"),
        (2, "一社区"),
        (3, "甲"),
        (2, "二社区"),
        (3, "乙"),
    ]


def test_one_unit_that_is_not_the_department_still_shows_its_name() -> None:
    assert shape(summary([unit_project()], "某镇").top) == [(0, "某镇"), (1, "某某社区"), (2, "文化业务经费")]


def test_one_unit_alone_is_the_department() -> None:
    result = summary([unit_project()])
    assert result.department == "某某社区"
    assert shape(result.top) == [(0, "某某社区"), (1, "文化业务经费")]


def test_several_departments_without_a_common_name_stand_under_one_total() -> None:
    result = summary([unit_project(unit="一社区"), unit_project(unit="二社区")])
    assert result.department is None
    assert result.top.name == GRAND_TOTAL


def test_a_part_that_no_project_names_stays_empty_and_others_sum_those_that_name_them() -> None:
    one = unit_project(funding=Funding(total=Decimal("100"), fiscal=Decimal("60")))
    two = unit_project(name="乙", funding=Funding(total=Decimal("50")))
    result = summary([one, two])
    assert result.top.funding == Funding(total=Decimal("150"), fiscal=Decimal("60"))


def test_a_named_zero_is_a_zero() -> None:
    result = summary([unit_project(funding=Funding(total=Decimal("0"), other=Decimal("0")))])
    assert result.top.funding.other == 0
    assert result.top.funding.special_account is None


def test_totals_are_exact_where_shown_figures_are_not() -> None:
    records = [unit_project(f"项目{n}", "33.33") for n in range(3)]
    result = summary(records)
    assert result.top.funding.total == Decimal("99.99")
    (one,) = roundings(result.top)
    assert (one.part, one.printed, one.added) == ("total", Decimal("0.01"), Decimal("0.00"))


def test_the_goal_is_the_annual_one_else_that_of_the_period() -> None:
    rows = summary(
        [
            unit_project("甲", annual_goal="年度", period_goal="周期"),
            unit_project("乙", annual_goal=None, period_goal="周期"),
            unit_project("丙", annual_goal=None),
        ]
    ).top.rows
    assert {row.project.project_name: row.goal for row in rows} == {"甲": "年度", "乙": "周期", "丙": None}


def test_the_order_of_the_arguments_does_not_matter() -> None:
    records = [
        *placed(sample("000-junda"), "b.xlsx"),
        *placed(sample("001-dangjian"), "a.xlsx"),
        unit_project(),
        unit_project(),
    ]
    shuffled = records[:]
    random.Random(7).shuffle(shuffled)
    assert summary(records) == summary(shuffled)


def test_sheets_and_files_are_ordered_as_people_number_them() -> None:
    records = [
        replace(unit_project(f"第{n}个"), source=Source(f"第{n}组.xlsx", "表", "A1:F9", "")) for n in (10, 9, 2, 1)
    ]
    names = [row.project.project_name for row in summary(records).top.rows]
    assert names == ["第1个", "第2个", "第9个", "第10个"]
    assert natural("01") != natural("1")


def test_a_text_that_no_cell_holds_leaves_its_project_out_and_says_so() -> None:
    long = unit_project("长", indicators=tuple(plain_indicator(f"指标{n}", "很" * 3000) for n in range(6)))
    result = summary([*placed([long]), unit_project()])
    assert [row.project.project_name for row in result.top.rows] == ["文化业务经费"]
    (left,) = result.left_out
    assert left.where.project == "长"
    assert left.where.file == "returned/报送.xlsx"
    assert left.amount == Decimal("200000")
    assert result.top.funding.total == Decimal("200000")


def test_the_year_is_given_only_where_all_projects_share_it() -> None:
    assert summary([unit_project(), unit_project(budget_year=2023)]).year is None
    assert summary([unit_project()]).year == 2024


def test_nothing_at_all_makes_an_empty_summary() -> None:
    result = summary([])
    assert result.top == Group(GRAND_TOTAL, Funding())


def test_a_project_that_names_no_unit_has_a_place_too() -> None:
    nobody = unit_project("无主", supervising_department=None, spending_unit=None)
    lines = shape(summary([nobody, unit_project()], "某镇").top)
    assert (1, "（未注明单位）") in lines
    assert shape(summary([nobody]).top) == [(0, "合计"), (1, "无主")]


def test_packed_texts_read_back_to_the_indicators() -> None:
    for name in SEEDS:
        for _, line in summary(sample(name)).top.lines():
            if isinstance(line, ProjectRow):
                back = unpack(line.indicators, FRAMEWORK).indicators
                assert [*map(indicator_key, back)] == [
                    indicator_key(replace(one, cell=None)) for one in line.project.indicators
                ]
