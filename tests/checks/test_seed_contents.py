"""The rules of content find exactly the expected findings in the seeds."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.checks.expected_seed_findings import EXPECTED, TABLE
from tests.checks.seed_files import SEEDS, Key, findings, keys, project, seed
from toolkit.checks import fix, rules, sentence
from toolkit.model import Severity

#: Rules of these families that a colleague's tests hold.
ELSEWHERE = ("G01", "I01", "I02", "I03", "I12", "V01", "V02")


def expected(number: str) -> Counter[Key]:
    return Counter(
        (code, place, name)
        for code, projects in EXPECTED[number].items()
        for place, names in projects.items()
        for name in names
    )


def found(number: str) -> Counter[Key]:
    return Counter({key: count for key, count in keys(number).items() if key[0].split()[0] not in ELSEWHERE})


@pytest.mark.parametrize("number", SEEDS)
def test_a_seed_has_these_findings_and_no_others(number: str) -> None:
    missed, alarms = expected(number) - found(number), found(number) - expected(number)
    assert (sorted(missed), sorted(alarms)) == ([], [])


def test_the_table_of_counts_is_this_one() -> None:
    counts = {number: Counter(code.split()[0] for code, _, _ in found(number).elements()) for number in SEEDS}
    codes = sorted(set().union(*counts.values()), key=list(rules()).index)
    rows = [("code", *SEEDS), *((code, *(str(counts[number][code] or "-") for number in SEEDS)) for code in codes)]
    rows.append(("all", *(str(counts[number].total()) for number in SEEDS)))
    table = "\n".join(" ".join(cell.rjust(4) for cell in row).strip() for row in rows)
    print(f"\n{table}")
    assert table == TABLE.strip()


def test_all_seeds_together_give_no_more_than_each_by_itself() -> None:
    together = Counter(one.code for one in findings(*map(seed, SEEDS)))
    assert together == Counter(one.code for number in SEEDS for one in findings(seed(number)))


@pytest.mark.parametrize(("number", "place"), [("000", 1), ("000", 8)])
def test_a_clean_project_has_no_warning(number: str, place: int) -> None:
    name = project(number, place).project_name
    own = [one for one in findings(seed(number)) if one.where.project == name]
    assert {one.severity for one in own} == {Severity.INFO}


def codes_of(number: str, place: int, name: str) -> set[str]:
    return {code for code, at, meant in keys(number) if at == place and meant == name}


def test_a_failure_rate_may_have_an_upper_bound() -> None:
    assert codes_of("000", 5, "设备故障率") == {"V07"}


def test_a_unit_price_without_an_operator_is_an_info_only() -> None:
    assert codes_of("004", 9, "信访宣传制品单价") == {"C02"}


@pytest.mark.parametrize("number", ["000", "001", "004"])
def test_economic_and_ecological_benefits_left_empty_raise_nothing(number: str) -> None:
    for one in findings(seed(number)):
        assert not {"经济效益指标", "生态效益指标"} & {one.facts.get("name"), one.facts.get("level")}, one.code


def test_the_two_values_of_an_indicator_that_say_the_same_are_one_finding() -> None:
    assert {count for number in SEEDS for count in keys(number).values()} == {1}


@pytest.mark.parametrize("number", SEEDS)
def test_every_sentence_is_whole(number: str) -> None:
    for one in findings(seed(number)):
        for text in (sentence(one, "zh"), fix(one, "zh"), sentence(one, "en"), fix(one, "en")):
            assert text
            assert not any(gap in text for gap in ("“”", "（）", "()", "None", "{", "}", "  ")), (one.code, text)
