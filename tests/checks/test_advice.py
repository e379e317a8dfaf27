"""Advised values are right: following the advice ends the finding and causes none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pytest

from tests.checks.indicator_cases import COST, FLAGGED, QUALITY, QUANTITY, SATISFACTION, TIME
from tests.checks.seed_files import findings
from tests.support.read_records import file, read
from tests.support.records import CLEAN, indicator
from toolkit.checks.words import bare
from toolkit.indicators import parse_value
from toolkit.model import Finding, Indicator


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
