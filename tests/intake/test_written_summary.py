"""Summaries that `merge` wrote: every field comes back."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.definitions import combined
from tests.support.records import SEEDS, sample, without_source
from tests.support.summaries import (
    FRAMEWORK,
    placed,
    plain_indicator,
    read_back,
    summary,
    unit_project,
    written,
)
from tests.support.workbooks import opened, saved
from toolkit.excel import Limits, read_book
from toolkit.indicators import unpack
from toolkit.intake.summary.own import is_own_sheet
from toolkit.merging import ProjectRow, SummaryOptions, summarise
from toolkit.model import Funding, Indicator, Observed, PaymentStep, Project, unified, value_key

SECONDS = [(first.name, second.name) for first, second in FRAMEWORK.pairs()]
#: Texts as people write them: no control characters, something to see, no blank ends.
TEXTS = st.text(
    st.sampled_from("绩效目标一二三ABCabc019 ，。；：、（）()%≥≤=+-@'\"<>&_x0041_\n😀"), min_size=1, max_size=40
).filter(lambda text: text.strip() != "")
NAMES = st.text(st.sampled_from("甲乙丙丁戊己庚辛壬癸费常（）ABC012"), min_size=1, max_size=30)
MAYBE = st.none() | TEXTS
AMOUNTS = st.none() | st.decimals(min_value=0, max_value=10**11, places=2)
#: Amounts of projects that are merged: without one they have an error.
TOTALS = st.decimals(min_value=1, max_value=10**11, places=2)
YEARS = st.none() | st.integers(2000, 2099)
#: Names and values that packed texts can hold.
WORDS = st.text(st.sampled_from("活动次数补贴率甲乙0123456789%≥（）。"), min_size=1, max_size=20)


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    """Any indicator of the framework."""
    first, second = draw(st.sampled_from(SECONDS))
    described = draw(st.tuples(MAYBE, MAYBE, MAYBE))
    return Indicator(
        first, second, draw(WORDS), draw(WORDS), draw(WORDS), described[0], described[1], None, described[2]
    )


@st.composite
def projects(draw: st.DrawFn, total: st.SearchStrategy[Decimal | None] = AMOUNTS) -> Project:
    """Any record."""
    return Project(
        form=draw(st.sampled_from(["form13", "plan", "combined"])),
        form_version=draw(st.sampled_from(["2024.1", "1"])),
        project_name=draw(NAMES),
        project_code=draw(MAYBE),
        project_type=draw(MAYBE),
        project_level=draw(MAYBE),
        supervising_department=draw(st.none() | st.sampled_from(["一社区", "二社区", "民政办"])),
        spending_unit=draw(st.none() | st.sampled_from(["一社区", "二社区", "三社区"])),
        start_year=draw(YEARS),
        end_year=draw(YEARS),
        budget_year=draw(YEARS),
        funding=Funding(*draw(st.tuples(total, AMOUNTS, AMOUNTS, AMOUNTS)), draw(st.none() | st.just("元"))),
        period_goal=draw(MAYBE),
        annual_goal=draw(MAYBE),
        payment_plan=tuple(draw(st.lists(st.builds(PaymentStep, TEXTS, MAYBE), max_size=3))),
        indicators=tuple(draw(st.lists(indicators(), max_size=5))),
        funds_text=draw(MAYBE),
    )


def in_order(records: list[Project], department: str | None = None) -> list[Project]:
    """The records in the order of their summary."""
    return [without_source(record) for record in summary(records, department).top.projects()]


@settings(max_examples=60)
@given(st.lists(projects(), max_size=6), st.sampled_from([None, "某镇", "一社区"]))
def test_every_field_of_every_record_comes_back(records: list[Project], department: str | None) -> None:
    read = read_back(written(records, department))
    assert read.projects == in_order(records, department)
    assert read.seen == []


@settings(max_examples=60)
@given(st.lists(projects(TOTALS), max_size=8), st.sampled_from([None, "某镇", "一社区"]))
def test_every_printed_total_is_the_sum_of_the_rows_that_it_names(
    records: list[Project], department: str | None
) -> None:
    read = read_back(written(records, department))
    groups = sum(1 for _, line in summary(records, department).top.lines() if not isinstance(line, ProjectRow))
    assert len({total.source.range for total in read.totals}) <= groups
    for total in read.totals:
        for key, printed in total.amounts.items():
            named = [getattr(read.projects[row].funding, key) for row in total.rows]
            exact = sum((amount for amount in named if amount is not None), Decimal(0))
            assert printed == (exact / total.step).quantize(Decimal(1), ROUND_HALF_UP) * total.step


@settings(max_examples=25)
@given(st.lists(projects(), max_size=5), st.randoms(use_true_random=False))
def test_a_summary_of_a_summary_has_the_same_texts_and_amounts(records: list[Project], shuffle: random.Random) -> None:
    once = read_back(written(records, "某镇"))
    second = [read.record for read in once.records if isinstance(read.record, Project)]
    shuffle.shuffle(second)
    twice = read_back(written(second, "某镇"))
    assert twice.projects == once.projects
    rows = [
        [line.indicators for _, line in summary(records_of).top.lines() if isinstance(line, ProjectRow)]
        for records_of in (records, second)
    ]
    assert sorted(rows[0]) == sorted(rows[1])


@pytest.mark.parametrize("name", ["000-junda", "001-dangjian", "002-shequ", "003-yuangang", "004-zongzhi"])
def test_the_seeds_come_back_whole_and_in_their_order(name: str) -> None:
    records = placed(sample(name))
    read = read_back(written(records))
    assert read.projects == [without_source(record) for record in records]
    assert read.seen == []


def test_three_units_come_back_with_their_subtotals() -> None:
    records = [record for name in SEEDS for record in placed(sample(name), name)]
    read = read_back(written(records, "东莞市东坑镇人民政府"))
    assert {(total.name, len(total.rows), total.amounts["total"]) for total in read.totals} == {
        ("东莞市东坑镇人民政府", 45, Decimal("10028200")),
        ("东莞市东坑镇骏达社区居民委员会", 11, Decimal("874700")),
        ("东莞市东坑镇党建工作办公室", 22, Decimal("6366700")),
        ("东莞市东坑镇综合治理办公室", 12, Decimal("2786800")),
    }
    assert read.seen == []


def test_records_say_where_they_stand_in_the_summary() -> None:
    (read,) = read_back(written([unit_project()])).records
    assert isinstance(read.record, Project)
    assert (read.source.file, read.source.sheet, read.source.range) == (
        "汇总.xlsx",
        "2024年项目支出绩效目标表",
        "A5:G5",
    )
    assert read.record.source == read.source
    assert read.record.indicators[0].cell == "G5"
    assert read.record.form == "form13"
    assert read.definition.id == "combined"


def test_the_other_sheets_are_known_and_give_nothing() -> None:
    data = written(sample("000-junda"))
    book = read_book(data, Limits())
    assert [is_own_sheet(grid, book) for grid in book.sheets] == [False, *[True] * 6]
    assert read_back(data, 1).records == ()


def test_long_rows_that_take_several_rows_of_the_sheet_come_back() -> None:
    long = unit_project("长", indicators=tuple(plain_indicator(f"指标{n}", "很长" * 60) for n in range(40)))
    records = placed([unit_project("短"), long, unit_project("后")])
    read = read_back(written(records))
    assert read.projects == [without_source(record) for record in records]
    assert read.seen == []


@pytest.mark.libreoffice
def test_what_libreoffice_saves_comes_back_the_same(tmp_path: Path, office: Callable[..., list[Path]]) -> None:
    paths = []
    for name in (*SEEDS, "003-yuangang"):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(written(placed(sample(name))))
        paths.append(path)
    for path in office(paths, "xlsx"):
        read = read_back(path.read_bytes())
        assert read.projects == [without_source(record) for record in sample(path.stem)]
        assert read.seen == []


SPELT = ("≧8套", ">=3次", "＞＝5台", "=>6人", "≦2天", "<= 9%", "＝<7元", "≥1个", "及时", "＞4户", "甲=>乙", "5<=6")
SHOWN = ("≥8套", "≥3次", "≥5台", "≥6人", "≤2天", "≤ 9%", "≤7元", "≥1个", "及时", ">4户", "甲=>乙", "5<=6")


def _spelt() -> Project:
    return unit_project(indicators=tuple(plain_indicator(f"指标{n}", value) for n, value in enumerate(SPELT)))


def test_the_table_shows_one_sign_for_one_meaning_and_the_record_stays_as_written() -> None:
    data = written(placed([_spelt()]))
    packed = opened(data).worksheets[0]["G5"].value
    assert [text.split(",年度指标值:")[1] for text in packed.split(";")[:-1]] == list(SHOWN)
    (back,) = read_back(data).records
    assert isinstance(back.record, Project)
    assert tuple(one.annual_value for one in back.record.indicators) == SPELT
    assert tuple(one.period_value for one in back.record.indicators) == SPELT
    assert back.observations == ()


def test_an_edited_indicator_changes_alone_and_the_others_keep_their_signs() -> None:
    book = opened(written(placed([_spelt()])))
    cell = book.worksheets[0]["G5"]
    cell.value = cell.value.replace("≥3次", "≥30次")
    (back,) = read_back(saved(book)).records
    assert isinstance(back.record, Project)
    assert tuple(one.annual_value for one in back.record.indicators) == ("≧8套", "≥30次", *SPELT[2:])
    assert [one.facts["field"] for one in back.observations if one.seen is Observed.SUMMARY_EDITED] == ["indicators"]


def test_a_definition_may_ask_for_operators_as_written() -> None:
    as_written = replace(combined(), operators="as_written")
    (row,) = summarise([_spelt()], SummaryOptions(as_written, FRAMEWORK)).top.rows
    assert [one.annual_value for one in unpack(row.indicators, FRAMEWORK).indicators] == list(SPELT)


def test_operators_that_are_unified_compare_as_the_same() -> None:
    assert [value_key(unified(one)) for one in SPELT] == [value_key(one) for one in SPELT]
    assert [unified(one) for one in SHOWN] == list(SHOWN)
