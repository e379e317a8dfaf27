"""Rules on single indicators against their cases, and properties of all rules of content."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checks.expected_seed_findings import EXPECTED
from tests.checks.indicator_cases import FLAGGED, SILENT, Case
from tests.checks.seed_files import FAMILIES, findings
from tests.support.read_records import file, read
from tests.support.records import CLEAN, indicator, project, row
from toolkit.checks import fix, rules, sentence
from toolkit.model import Finding, Placed, Project, Severity


def _id(case: Case) -> str:
    return " ".join(case)


def about(case: Case, record: Project) -> list[Finding]:
    """Returns the findings of the case's rule about an added indicator."""
    added = indicator(case.level2, case.name, case.value, case.value)
    with_it = replace(record, indicators=(*record.indicators, added))
    code, number = case.code.split()[0], len(record.indicators)
    return [
        one
        for one in findings(file(read(with_it)))
        if one.code == code and str(one.facts["about"]) == f"indicators.{number}"
    ]


@pytest.mark.parametrize("case", FLAGGED, ids=_id)
def test_a_rule_finds_what_it_must_once(case: Case) -> None:
    code, _, severity = case.code.partition(" ")
    assert [one.severity for one in about(case, CLEAN)] == [severity or rules()[code].severity]


@pytest.mark.parametrize("case", SILENT, ids=_id)
def test_a_rule_stays_silent_where_it_must(case: Case) -> None:
    assert about(case, CLEAN) == []


@pytest.mark.parametrize("case", FLAGGED, ids=_id)
def test_a_sentence_names_its_facts_and_leaves_no_gap(case: Case) -> None:
    for one in about(case, CLEAN):
        for text in (sentence(one, "zh"), fix(one, "zh"), sentence(one, "en"), fix(one, "en")):
            assert text
            assert not any(gap in text for gap in ("“”", "（）", "()", "None", "{", "}", "  ")), text


@pytest.mark.parametrize("case", [case for case in FLAGGED if case.code not in ("V22", "C05")], ids=_id)
def test_a_row_of_the_summary_is_judged_like_a_form(case: Case) -> None:
    assert len(about(case, row(budget_year=2024))) == 1


def test_counts_without_operators_are_usual_in_a_summary() -> None:
    assert about(Case("V22", "数量指标", "服务人次", "2000人次"), row()) == []


def test_both_values_are_named_where_they_say_the_same() -> None:
    same = indicator("数量指标", "招聘人数", "约40人", "约 40 人")
    (one,) = (one for one in findings(file(read(project(indicators=(same,))))) if one.code == "V06")
    assert one.where.cell == "E15,F15"


def test_values_that_differ_are_judged_apart() -> None:
    both = indicator("数量指标", "招聘人数", "约120人", "≥40人")
    (one,) = (one for one in findings(file(read(project(indicators=(both,))))) if one.code == "V06")
    assert (one.where.cell, one.facts["found"]) == ("E15", "约120人")


def test_two_spellings_of_one_meaning_are_one_finding_but_for_the_spelling() -> None:
    both = indicator("服务对象满意度指标", "群众满意度", "≧80%", "≥80%")
    found = {one.code: one.where.cell for one in findings(file(read(project(indicators=(both,)))))}
    assert (found["T01"], found["V07"]) == ("E15,F15", "E15")


def test_a_value_in_columns_of_its_own_is_named_in_all_of_them() -> None:
    record = project(indicators=(indicator("数量指标", "招聘人数", None, "约40人"),))
    full = read(record, lacks=("indicators.0.period_value",))
    placed = {**full.placed, "indicators.0.annual_value": Placed("F15,G15", "约40人")}
    (one,) = (one for one in findings(file(replace(full, placed=placed))) if one.code == "V06")
    assert one.where.cell == "F15,G15"


def test_a_period_that_only_says_how_long_is_no_value() -> None:
    whole_year = indicator("时效指标", "补贴发放完成时间", "全年", "2024年12月前")
    codes = {one.code for one in findings(file(read(project(indicators=(whole_year,)))))}
    assert not {"V08", "V15"} & codes


#: Families and severities as the catalogue has them.
CATALOGUE = {
    Severity.ERROR: "V05 V10 V14",
    Severity.WARNING: "G02 G04 G06 G09 G10 I04 I06 I07 I08 I09 I10 I11 I15 I16 "
    "V03 V06 V08 V09 V12 V13 V16 V17 V23 C01 C03 C04 C05 C06 T01 T03 T04",
    Severity.INFO: "G03 G05 G07 G08 I13 I14 I17 I18 V04 V07 V11 V15 V18 V19 V20 V21 V22 C02 C07 C08 T02 T05",
}
CODES = sorted(code for codes in CATALOGUE.values() for code in codes.split())


@pytest.mark.parametrize(("severity", "codes"), CATALOGUE.items())
def test_the_severities_are_those_of_the_catalogue(severity: Severity, codes: str) -> None:
    assert {code for code in codes.split() if rules()[code].severity is not severity} == set()


def test_the_families_are_complete() -> None:
    wanted = [("G", range(1, 11)), ("I", range(1, 19)), ("V", range(1, 24)), ("C", range(1, 9)), ("T", range(1, 6))]
    numbers = {f"{letter}{number:02}" for letter, span in wanted for number in span} - {"I05"}
    assert {code for code, rule in rules().items() if rule.family in FAMILIES} == numbers


def test_rules_with_many_false_alarms_are_off_unless_switched_on() -> None:
    assert {code for code, rule in rules().items() if rule.family in FAMILIES and not rule.enabled} == {"G08", "I17"}


def test_every_rule_is_held_to_something_that_it_must_flag() -> None:
    seeds = {code for expected in EXPECTED.values() for code in expected}
    elsewhere = {"G08", "I04", "I17", "C08"} | {
        "G10"
    }  # in test_goals.py and test_indicator_sets.py; in tests/checks/cases/departments.py
    assert {code.split()[0] for code in seeds | {case.code for case in FLAGGED}} | elsewhere == set(CODES)


def test_categories_are_expected_of_forms_only() -> None:
    kinds = {code: rules()[code].kind for code in CODES if rules()[code].kind}
    assert kinds == {"I04": "form", "V22": "form", "I15": "summary"}
