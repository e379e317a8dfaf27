"""Every rule against its cases."""

from __future__ import annotations

import pytest

from tests.checks.cases import Case, cases
from toolkit.checks import fix, rules, sentence


def _id(case: Case) -> str:
    return f"{case.code} {case.sentence}"


@pytest.mark.parametrize("case", [case for case in cases() if case.severities], ids=_id)
def test_a_rule_finds_what_it_must(case: Case) -> None:
    found = case.findings()
    assert tuple(one.severity for one in found) == case.severities
    if case.cells is not None:
        assert tuple(one.where.cell for one in found) == case.cells


@pytest.mark.parametrize("case", [case for case in cases() if not case.severities], ids=_id)
def test_a_rule_stays_silent_where_it_must(case: Case) -> None:
    assert case.findings() == ()


@pytest.mark.parametrize("case", [case for case in cases() if case.severities], ids=_id)
def test_a_sentence_names_its_facts_and_leaves_no_gap(case: Case) -> None:
    for one in case.findings():
        for text in (sentence(one, "zh"), fix(one, "zh"), sentence(one, "en"), fix(one, "en")):
            assert text
            assert not any(gap in text for gap in ("“”", "（）", "()", "None", "{", "}")), text


#: The other families have their cases in tests/checks_content.
FAMILIES = ("file", "structure", "header", "across")


@pytest.mark.parametrize("code", sorted(code for code, rule in rules().items() if rule.family in FAMILIES))
def test_every_rule_has_a_case_that_triggers_it_and_one_that_stays_silent(code: str) -> None:
    own = [case for case in cases() if case.code == code]
    assert any(case.severities for case in own)
    assert any(not case.severities for case in own)
