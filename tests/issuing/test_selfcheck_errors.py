"""The self-check never approves a form that the rules call wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checks.indicator_cases import FLAGGED, Case
from tests.support.definitions import form13
from tests.support.read_records import file, read
from tests.support.records import CLEAN, indicator, sample
from toolkit.checks import run
from toolkit.forms import READY, load_framework, panel_results, self_check
from toolkit.issuing import layout_for, record_values
from toolkit.issuing.drawing import contents
from toolkit.model import Project, Severity


def status(record: Project) -> str:
    layout = layout_for(record, form13(), load_framework("classic"), record.budget_year or 2024)
    return panel_results(self_check(layout), contents(layout, record_values(record, layout)))[0]


def wrong(record: Project) -> set[str]:
    return {one.code for one in run((file(read(record)),)) if one.severity is Severity.ERROR}


@pytest.mark.parametrize("case", [case for case in FLAGGED if case.code in ("V05", "V10", "V14")])
def test_a_value_that_is_an_error_is_not_well(case: Case) -> None:
    added = indicator(case.level2, case.name, case.value, case.value)
    rest = tuple(one for one in CLEAN.indicators if one.level2 != case.level2)
    record = replace(CLEAN, indicators=(*rest, added))
    assert wrong(record)
    assert status(record) != READY


@pytest.mark.parametrize("changes", [{"start_year": 2025, "end_year": 2026}, {"end_year": 2023}, {"annual_goal": None}])
def test_a_head_that_is_an_error_is_not_well(changes: dict[str, object]) -> None:
    record = replace(CLEAN, **changes)  # type: ignore[arg-type]
    assert wrong(record)
    assert status(record) != READY


def test_a_clean_form_is_well() -> None:
    more = indicator("可持续影响指标", "维护社会治安稳定", "长期", "长期")
    record = replace(CLEAN, indicators=(*CLEAN.indicators, more))
    assert (wrong(record), status(record)) == (set(), READY)


@pytest.mark.parametrize("number", range(11))
def test_a_published_form_with_errors_is_not_well(number: int) -> None:
    record = sample("000-junda")[number]
    assert not wrong(record) or status(record) != READY
