"""Advised values are right: following the advice ends the finding and causes none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

import pytest

from tests.checks.indicator_cases import COST, ECONOMIC, FLAGGED, QUALITY, QUANTITY, SATISFACTION, SOCIAL, TIME
from tests.checks.seed_files import findings
from tests.support.read_records import file, read
from tests.support.records import CLEAN, indicator
from toolkit.checks import Expected, Roster, fix, run
from toolkit.checks.words import bare
from toolkit.indicators import parse_value
from toolkit.model import Finding, Indicator, Project


class Advised(NamedTuple):
    """A value that a rule advises against, and what it must advise to write."""

    code: str
    level2: str
    name: str
    value: str
    advised: str


ADVISED = (
    Advised("V04", QUANTITY, "慰问轮次(次)", "1", "1次"),
    Advised("V04", QUANTITY, "慰问轮次(次)", "5及以上", "≥5次"),
    Advised("V04", QUANTITY, "慰问轮次（次）", "３-５", "3-5次"),
    Advised("V04", COST, "服装单价（元/套）", "≤180", "≤180元/套"),
    Advised("V05", QUALITY, "出勤率", "≥95", "≥95%"),
    Advised("V05", QUALITY, "出勤率", "95及以上", "≥95%"),
    Advised("V05", QUALITY, "出勤率", "不低于９５", "≥95%"),
    Advised("V05", QUALITY, "出勤率", "0.9", "90%"),
    Advised("V05", QUALITY, "出勤率", "≥0.95", "≥95%"),
    Advised("V05", QUALITY, "出勤率", "≥100", "100%"),
    Advised("V05", QUALITY, "出勤率", "90-95", "90-95%"),
    Advised("V05", TIME, "慰问活动完成及时率（%）", "100", "100%"),
    Advised("V05", SATISFACTION, "群众满意度", "95", "95%"),
    Advised("V11", QUALITY, "资金使用合规率", "≥100%", "100%"),
    Advised("V11", QUALITY, "资金使用合规率", "≧100%", "100%"),
    Advised("V11", QUALITY, "资金使用合规率", ">=100%", "100%"),
    Advised("V11", QUALITY, "资金使用合规率", "＞＝１００％", "100%"),
    Advised("V11", QUALITY, "资金使用合规率", " ≥ 100 % ", "100%"),
    Advised("V11", QUALITY, "资金使用合规率", "≥100.0%", "100%"),
    Advised("V11", QUALITY, "资金使用合规率", "100%及以上", "100%"),
    Advised("V12", QUANTITY, "补贴发放人数", "≥90%发放到位", "≥90%"),
    Advised("V12", QUALITY, "资金使用合规率", "≥100%使用合规", "100%"),
    Advised("V12", QUALITY, "验收合格率", "不低于９０％并完成验收", "≥90%"),
    Advised("V15", TIME, "完成时间", "2024年内", "2024年12月前"),
    Advised("V15", TIME, "完成时间", "2021年内", "2024年12月前"),
    Advised("V15", TIME, "完成时间", "年底前", "2024年12月前"),
    Advised("V23", QUALITY, "出勤率", "≥9O%", "≥90%"),
    Advised("V23", QUANTITY, "服务人数", "1O0人", "100人"),
    Advised("V23", QUALITY, "出勤率", "9 0%", "90%"),
    Advised("V23", QUALITY, "出勤率", "≥≥90%", "≥90%"),
    Advised("V23", QUALITY, "出勤率", "≥90%%", "≥90%"),
    Advised("V23", QUANTITY, "服务人数", "≥100人人", "≥100人"),
    Advised("V21", QUANTITY, "慰问人数", ">100人", "≥100人"),
    Advised("V21", QUANTITY, "慰问人数", "慰问大于100人", "慰问≥100人"),
    Advised("V21", QUALITY, "出勤率", "＞８０％", "≥80%"),
    Advised("C05", COST, "辅助人员聘用成本标准", "≤12万元/年", "≤120000元/年"),
    Advised("C05", COST, "修缮总成本", "不超过0.0003亿元", "≤30000元"),
    Advised("C05", COST, "修缮总成本", "12.5千元", "12500元"),
    Advised("C05", QUANTITY, "补助标准", "3万元，2期", "30000元；2期"),
)
#: Findings that leave a right value as it is.
_ASK_NOTHING = frozenset({"V07", "V20", "V22", "C02"})
_BY_NAME: dict[str, Callable[[str], str]] = {"V04": bare}


def about(one: Indicator) -> dict[str, Finding]:
    """Returns the findings about an indicator that is added to a clean form."""
    record = replace(CLEAN, indicators=(*CLEAN.indicators, one))
    about = f"indicators.{len(CLEAN.indicators)}"
    return {each.code: each for each in findings(file(read(record))) if each.facts.get("about") == about}


@pytest.mark.parametrize("case", ADVISED, ids=" ".join)
def test_what_is_advised_is_right_and_ends_the_finding(case: Advised) -> None:
    before = about(indicator(case.level2, case.name, case.value, case.value))
    finding = before[case.code]
    assert finding.facts["expected"] == case.advised
    name = _BY_NAME.get(case.code, str)(case.name)
    after = about(indicator(case.level2, name, case.advised, case.advised))
    assert case.code not in after
    worse = {code: one.severity for code, one in after.items() if code not in {*before, *_ASK_NOTHING}}
    assert all(severity.rank > finding.severity.rank for severity in worse.values()), worse


@pytest.mark.parametrize("case", [case for case in FLAGGED if case.code in ("V04", "V05", "V11", "V12", "V15", "V21")])
def test_no_case_of_these_rules_is_advised_into_something_as_bad(case: tuple[str, str, str, str]) -> None:
    code, level2, name, value = case
    before = about(indicator(level2, name, value, value))
    advised = str(before[code].facts["expected"])
    after = about(indicator(level2, _BY_NAME.get(code, str)(name), advised, advised))
    assert code not in after
    as_bad = {found for found, one in after.items() if one.severity.rank <= before[code].severity.rank}
    assert as_bad <= {*before, *_ASK_NOTHING}


@pytest.mark.parametrize(
    ("code", "level2", "name", "value", "typed"),
    [
        ("V22", QUANTITY, "人员聘用数", "5人", "≥5人"),
        ("V22", QUANTITY, "人员聘用数", "聘用5人", "聘用≥5人"),
        ("C02", COST, "文化管理员成本标准", "10000元/人", "≤10000元/人"),
        ("C02", COST, "文化管理员成本标准", "良好等级：500元/人", "良好等级：≤500元/人"),
    ],
)
def test_an_operator_before_the_number_ends_what_asks_for_it(
    code: str, level2: str, name: str, value: str, typed: str
) -> None:
    assert code in about(indicator(level2, name, value, value))
    assert code not in about(indicator(level2, name, typed, typed))


@pytest.mark.parametrize(
    "value", ["100%", "=100%", "==100%", "≤100%", "≥99.9%", "≥100.5%", "≥120%", ">100%", "≥100人", "≥100"]
)
def test_only_at_least_all_of_a_share_is_written_without_its_sign(value: str) -> None:
    assert "V11" not in about(indicator(QUALITY, "资金使用合规率", value, value))


def test_a_converted_amount_is_the_same_amount() -> None:
    for text, wanted in (("≤12万元/年", 120000), ("12.5千元", 12500), ("0.0003亿元", 30000)):
        expected = str(about(indicator(COST, "修缮成本", text, text))["C05"].facts["expected"])
        assert parse_value(expected) == parse_value(text)
        assert Decimal(wanted) == parse_value(expected).amount  # type: ignore[union-attr]


def test_a_share_above_all_is_to_be_checked_not_only_given_its_sign() -> None:
    finding = about(indicator(QUALITY, "出勤率", "292", "292"))["V05"]
    assert "不会超过 100%" in finding.facts["other"].zh  # type: ignore[union-attr]


class Followed(NamedTuple):
    """An indicator with a finding, and the text typed on the advice."""

    code: str
    before: tuple[str, str, str]
    after: tuple[str, str, str]


FOLLOWED = (
    Followed("C01", (COST, "印刷党建宣传资料成本", "≥20元/份"), (COST, "印刷党建宣传资料成本", "≤20元/份")),
    Followed("C01", (COST, "人员聘用成本", "≧95%"), (COST, "人员聘用成本", "≤42000元/人/年")),
    Followed("C01", (COST, "控制预算数", "≥90%控制率"), (COST, "控制预算数", "≤42000元")),
    Followed("C04", (COST, "人员聘用成本", "≧95%"), (COST, "人员聘用成本", "≤42000元/人/年")),
    Followed("I07", (QUANTITY, "维稳工作任务完成率", "100%"), (QUALITY, "维稳工作任务完成率", "100%")),
    Followed("I07", (QUANTITY, "维稳工作任务完成率", "100%"), (QUANTITY, "维稳工作任务完成件数", "≥20件")),
    Followed("I08", (QUANTITY, "扶贫助困购置数", "75000元"), (QUANTITY, "扶贫助困购置数", "≥20件")),
    Followed("I10", (TIME, "在2024年12月31日前完成。", "100%"), (TIME, "完成时间", "2024年12月31日前")),
    Followed("I18", (QUANTITY, "指标1：宣传次数", "≥**次"), (QUANTITY, "宣传次数", "≥2次")),
    Followed("T01", (SATISFACTION, "调查对象满意度", "≥80%"), (SATISFACTION, "调查对象满意度", "≥90%")),
    Followed("T01", (SATISFACTION, "调查对象满意度", "80%-95%"), (SATISFACTION, "调查对象满意度", "≥90%")),
    Followed("T02", (SATISFACTION, "服务满意度", "100%"), (SATISFACTION, "服务满意度", "≥95%")),
    Followed("T03", (SATISFACTION, "投诉率", "5件以下"), (SATISFACTION, "商户满意度", "≥90%")),
    Followed("T03", (SATISFACTION, "商户满意度", "满意"), (SATISFACTION, "商户满意度", "≥90%")),
    Followed("T04", (SATISFACTION, "商户获得感", "≥90%"), (SATISFACTION, "商户满意度", "≥90%")),
    Followed("T04", (SATISFACTION, "商户满意", "≥90%"), (SATISFACTION, "商户满意度", "≥90%")),
    Followed("V03", (QUANTITY, "补贴发放次数", "≥4"), (QUANTITY, "补贴发放次数", "≥4次")),
    Followed("V06", (QUANTITY, "招聘人数", "约40人"), (QUANTITY, "招聘人数", "≥40人")),
    Followed("V06", (COST, "服装标准", "约180元/套"), (COST, "服装标准", "≤180元/套")),
    Followed("V07", (QUANTITY, "采购保安服装", "≧8套"), (QUANTITY, "采购保安服装", "≥8套")),
    Followed("V08", (TIME, "工资发放及时性", "及时"), (TIME, "工资发放及时性", "每月10日前")),
    Followed("V08", (QUALITY, "支出合规性", "合规"), (QUALITY, "支出合规性", "100%")),
    Followed("V09", (TIME, "补贴发放及时率", "及时"), (TIME, "补贴发放及时率", "100%")),
    Followed("V09", (QUALITY, "投诉率", "5件以下"), (QUALITY, "投诉件数", "≤5件")),
    Followed("V10", (QUALITY, "验收合格率", "292%"), (QUALITY, "验收合格率", "≥92%")),
    Followed("V10", (QUALITY, "验收合格率", "90%~120%"), (QUALITY, "验收合格率", "90%~100%")),
    Followed("V13", (QUANTITY, "值班备勤队伍", "6名站长，36名队员"), (QUANTITY, "站长人数", "6名")),
    Followed("V14", (TIME, "补助发放完成时间", "2023年12月前"), (TIME, "补助发放完成时间", "2024年12月前")),
    Followed("V16", (SOCIAL, "城中村安全隐患", "比往年下降"), (SOCIAL, "城中村安全隐患", "比上年（120处）下降10%")),
    Followed("V16", (ECONOMIC, "居民收入", "提高10%"), (ECONOMIC, "居民收入", "比2022年（3万元）提高10%")),
    Followed("V17", (QUANTITY, "购置办公用品数量", "一批"), (QUANTITY, "购置办公用品数量", "≥100件")),
    Followed("V18", (QUANTITY, "适龄参与体检人数", "≧5人次"), (QUANTITY, "适龄参与体检人数", "≥5人")),
    Followed("V18", (QUANTITY, "适龄参与体检人数", "≧5人次"), (QUANTITY, "适龄参与体检人次", "≧5人次")),
    Followed("V19", (QUANTITY, "办公设备购置数量", "≥2台电脑"), (QUANTITY, "电脑购置数量", "≥2台")),
    Followed("V20", (TIME, "任务完成及时率（%）", "≥90%"), (TIME, "任务完成及时率", "≥90%")),
)


@pytest.mark.parametrize("case", FOLLOWED, ids=lambda case: f"{case.code} {' '.join(case.before)}")
def test_whoever_does_as_the_fix_says_ends_the_finding(case: Followed) -> None:
    (level2, name, value), (new_level2, new_name, new_value) = case.before, case.after
    before = about(indicator(level2, name, value, value))
    after = about(indicator(new_level2, new_name, new_value, new_value))
    assert case.code in before
    assert case.code not in after
    worse = {code: one.severity for code, one in after.items() if code not in {*before, *_ASK_NOTHING}}
    assert all(severity.rank > before[case.code].severity.rank for severity in worse.values()), worse


@pytest.mark.parametrize("case", [case for case in FLAGGED if case.code == "I09"], ids=" ".join)
def test_an_indicator_in_the_category_that_is_named_is_in_its_place(case: tuple[str, str, str, str]) -> None:
    code, level2, name, value = case
    better = str(about(indicator(level2, name, value, value))[code].facts["expected"])
    assert code not in about(indicator(better, name, value, value))


def test_an_advised_satisfaction_is_one() -> None:
    without = replace(CLEAN, indicators=tuple(one for one in CLEAN.indicators if one.level1 != "满意度指标"))
    assert "I03" in {one.code for one in findings(file(read(without)))}
    advised = indicator(SATISFACTION, "群众满意度", "≥90%", "≥90%")
    followed = replace(without, indicators=(*without.indicators, advised))
    assert not {"I03", "T01", "T02", "T03", "T04", "T05"} & {one.code for one in findings(file(read(followed)))}


def test_a_period_that_includes_the_named_year_is_valid() -> None:
    wrong = replace(CLEAN, start_year=2021, end_year=2023)
    (finding,) = (one for one in run((file(read(wrong)),)) if one.code == "H06")
    year = str(finding.facts["expected"])
    assert year in fix(finding, "zh")
    assert year in fix(finding, "en")
    followed = replace(wrong, end_year=int(year))
    assert "H06" not in {one.code for one in run((file(read(followed)),))}


def test_a_period_without_a_budget_year_is_advised_without_one() -> None:
    wrong = replace(CLEAN, budget_year=None, start_year=2024, end_year=2023)
    (finding,) = (one for one in run((file(read(wrong)),)) if one.code == "H06")
    assert fix(finding, "zh").endswith("（四位数）。")
    assert fix(finding, "en").endswith("(four digits).")


def test_each_offered_choice_is_one_of_the_list() -> None:
    wrong = replace(CLEAN, project_type="部门职能类")
    (finding,) = (one for one in run((file(read(wrong)),)) if one.code == "H07")
    for choice in str(finding.facts["expected"]).split("、"):
        followed = replace(wrong, project_type=choice)
        assert "H07" not in {one.code for one in run((file(read(followed)),))}


_ROSTER = Roster(
    [
        Expected(
            CLEAN.spending_unit or "",
            CLEAN.project_name or "",
            2024,
            MappingProxyType({"total": Decimal(42300), "start_year": 2023, "project_type": "其他运转类（综合类）"}),
        )
    ]
)


def _against_roster(record: Project) -> dict[str, Finding]:
    return {one.code: one for one in run((file(read(record)),), roster=_ROSTER)}


def test_what_the_roster_says_is_advised_as_it_is_typed() -> None:
    found = _against_roster(CLEAN)
    amount = found["A12"].facts["digits"]
    assert amount == "42300"
    assert f"改填为 {amount}（只填数字）" in fix(found["A12"], "zh")
    followed = replace(
        CLEAN,
        funding=replace(CLEAN.funding, total=Decimal(str(amount))),
        start_year=int(str(found["A13"].facts["expected"])),
        project_type=str(found["A15"].facts["expected"]),
    )
    assert not {"A12", "A13", "A15", "H02", "H06", "H07"} & set(_against_roster(followed))


def test_a_unit_of_the_roster_is_advised_and_of_several_one() -> None:
    other = replace(CLEAN, spending_unit="别的社区")
    finding = _against_roster(other)["A14"]
    assert str(finding.facts["expected"]) == CLEAN.spending_unit
    assert "中本项目所属的一个" not in fix(finding, "zh")
    assert "A14" not in _against_roster(CLEAN)
    twice = Roster([*_ROSTER.rows, replace(_ROSTER.rows[0], unit="第二个社区")])
    (finding,) = (one for one in run((file(read(other)),), roster=twice) if one.code == "A14")
    assert f"改为“{CLEAN.spending_unit}、第二个社区”中本项目所属的一个；" in fix(finding, "zh")


def test_a_form_of_the_named_year_is_of_the_right_year() -> None:
    last = replace(CLEAN, budget_year=2023, start_year=2023, end_year=2023)
    assert _against_roster(last)["A07"].facts["expected"] == "2024"
    assert "A07" not in _against_roster(replace(CLEAN, budget_year=2024))


def test_a_name_and_a_value_that_changed_places_are_to_be_exchanged() -> None:
    finding = about(indicator(SATISFACTION, "≥90%", "群众满意度", "群众满意度"))["V02"]
    assert "对调" in fix(finding, "zh")
    assert "exchange" in fix(finding, "en")
    assert "V02" not in about(indicator(SATISFACTION, "群众满意度", "≥90%", "≥90%"))
