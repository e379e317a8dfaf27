"""Rules that look at all indicators of a project, beyond what the seeds show."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.checks.one_rule import counted, found, switched_on
from tests.support.definitions import form13
from tests.support.read_records import read
from tests.support.records import CLEAN, project, row
from toolkit.forms import load_form
from toolkit.model import Indicator, Observation, Observed

# I04、I06、I15、I16、C08 指标的组成


def test_an_empty_category_of_output_is_found_on_forms_only() -> None:
    kept = tuple(one for one in CLEAN.indicators if one.level2 not in ("质量指标", "时效指标"))
    assert [one.facts["name"] for one in found("I04", project(indicators=kept))] == ["质量指标", "时效指标"]
    assert found("I04", row(indicators=kept)) == []
    assert found("I04", project()) == []
    assert found("I04", project(indicators=CLEAN.indicators[4:])) == []


def test_a_category_that_the_definition_leaves_free_may_be_empty() -> None:
    table = form13().indicators
    categories = tuple(replace(one, required=False) for one in table.categories)
    free = replace(form13(), indicators=replace(table, categories=categories))
    assert found("I04", read(project(indicators=CLEAN.indicators[:1]), definition=free)) == []
    assert found("C08", read(project(indicators=CLEAN.indicators[:1]), definition=free)) == []


def test_few_indicators_are_found_and_none_is_left_to_another_rule() -> None:
    assert len(found("I06", project(indicators=CLEAN.indicators[:2]))) == 1
    assert found("I06", project(indicators=CLEAN.indicators[:3])) == []
    assert found("I06", project(indicators=())) == []


def test_a_missing_cost_is_found_on_forms_and_in_a_summary_where_that_is_wanted() -> None:
    kept = tuple(one for one in CLEAN.indicators if one.level2 != "成本指标")
    assert len(found("C08", project(indicators=kept))) == 1
    assert found("C08", project()) == []
    assert found("C08", row(indicators=kept)) == []
    assert len(found("C08", row(indicators=kept), settings=switched_on("C08", summary="1"))) == 1


def test_cost_is_known_in_the_framework_with_cost_first() -> None:
    cost = Indicator("成本指标", "经济成本指标", "服装单价", "≥180元/套", "≥180元/套")
    assert len(found("C01", project(indicators=(*CLEAN.indicators, cost)))) == 1


@pytest.mark.parametrize(("deviation", "count"), [("D9", 1), ("D10", 1), ("D1", 0), ("D12", 0)])
def test_a_missing_code_is_distinguished_from_other_deviations(deviation: str, count: int) -> None:
    seen = Observation(Observed.PACKED_TOLERATED, "G5", {"id": deviation, "found": "效益指标，生态效益，购买志愿服务"})
    assert len(found("I15", read(row(), seen))) == count


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([("每类杂志、报纸征订数量", "约5种"), ("征订报纸、杂志类别", "约51份")], 1),
        ([("培训人数", "2次"), ("培训次数", "50人")], 1),
        ([("培训人数", "50人"), ("培训次数", "2次")], 0),
        ([("适龄参与体检人数", "5人次"), ("举办活动次数", "12次")], 0),
        ([("举办活动场数", "4人"), ("慰问老党员", "3场")], 0),
    ],
)
def test_swapped_rows_need_two_values_that_suit_each_other(rows: list[tuple[str, str]], count: int) -> None:
    record = project(indicators=tuple(counted(name, value) for name, value in rows))
    assert len(found("I16", record)) == count
    if count:
        assert found("V18", record) == []


# I13 照搬


@pytest.mark.parametrize(
    "changes",
    [
        {"project_name": "校园安全经费"},
        {"annual_goal": "开展学校安全教育，提升师生自护能力。"},
        {"spending_unit": "东坑镇中心小学"},
    ],
)
def test_words_that_the_project_knows_are_not_foreign(changes: dict[str, object]) -> None:
    foreign = counted("师生认可度", "≥90%", "服务对象满意度指标")
    assert len(found("I13", project(indicators=(*CLEAN.indicators, foreign)))) == 1
    assert found("I13", project(indicators=(*CLEAN.indicators, foreign), **changes)) == []


# C03、C06、C07 成本


def cost(name: str, value: str) -> Indicator:
    return counted(name, value, "成本指标")


def test_budget_execution_next_to_a_true_cost_is_tolerated() -> None:
    execution = cost("部门预算执行率", "≥90%")
    assert len(found("C03", project(indicators=(execution,)))) == 1
    assert found("C03", project(indicators=(execution, cost("服装标准", "≤180元/套")))) == []
    assert found("C03", project(indicators=(cost("服装标准", "≤180元/套"),))) == []


@pytest.mark.parametrize(
    ("rows", "budget", "code"),
    [
        ([counted("聘请社工人数", "10人"), cost("社工聘用标准", "≤6000元/人/月")], 500_000, "C06"),
        ([counted("聘请社工人数", "10人"), cost("社工聘用标准", "≤6000元/人/月")], 720_000, None),
        ([counted("聘请社工人数", "5人"), cost("社工聘用标准", "≤6000元/人/月")], 720_000, "C07"),
        ([counted("聘请社工人数", "5人"), cost("社工聘用标准", "≥6000元/人/月")], 720_000, None),
        ([counted("聘请社工人数", "5人"), counted("宣传次数", "4次"), cost("社工标准", "600元/人")], 720_000, None),
        ([counted("聘请社工人数", "5人"), cost("社工标准", "600元/人"), cost("宣传费", "≤3万元")], 720_000, None),
        ([counted("慰问人数", "50人"), cost("服装标准", "≤180元/套")], 100, None),
        ([counted("老人慰问人数", "50人"), counted("党员慰问人数", "9人"), cost("慰问标准", "≤500元/人")], 100, None),
        ([counted("聘请社工人数", "10人"), cost("社工餐补标准", "≤20元/人/天")], 100, None),
    ],
)
def test_a_budget_is_held_against_what_is_surely_paid_from_it(
    rows: list[Indicator], budget: int, code: str | None
) -> None:
    record = project(indicators=tuple(rows), total=Decimal(budget))
    assert [one.code for one in (*found("C06", record), *found("C07", record))] == ([code] if code else [])


# C05 单位


def test_unit_prices_in_yuan_are_usual_on_a_form_in_wan() -> None:
    plan = load_form("plan")
    record = project(funding=replace(CLEAN.funding, unit_as_written="万元"))
    prices = (cost("电脑单价", "≤5000元/台"), cost("会议成本", "≤30000元"), cost("装修成本", "≤3万元"))
    (one,) = found("C05", read(replace(record, indicators=prices), definition=plan))
    assert one.facts["name"] == "会议成本"


# T05 不一致


def test_equal_thresholds_of_satisfaction_agree() -> None:
    first = counted("群众满意度", "≧90%", "服务对象满意度指标")
    same, other = replace(first, name="商户满意度", annual_value="90%以上"), replace(first, annual_value="95%")
    assert found("T05", project(indicators=(first, same))) == []
    assert len(found("T05", project(indicators=(first, other)))) == 1
