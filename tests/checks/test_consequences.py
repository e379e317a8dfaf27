"""Findings that only follow from others are left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from tests.support.read_records import ReadAs, file, findings, read, seen
from tests.support.records import CLEAN, indicator, project
from toolkit.checks import Settings, leave_out
from toolkit.forms import CheckSettings
from toolkit.model import Finding, Observation, Observed, Severity, Where

E, W = Severity.ERROR, Severity.WARNING
SILENCES = {"S03": ("H01",), "S07": ("V01",)}


def _finding(code: str, cell: str | None, severity: Severity = E, project: str = "甲", **facts: str) -> Finding:
    return Finding(code, severity, Where("a.xlsx", "表", cell, project), facts)


def _kept(*found: Finding) -> list[str]:
    return [one.code for one in leave_out(found, SILENCES)]


def test_the_same_cell_is_the_same_matter() -> None:
    assert _kept(_finding("V01", "F15"), _finding("S07", "F15")) == ["S07"]
    assert _kept(_finding("V01", "F15"), _finding("S07", "D15,F15")) == ["S07"]


def test_two_indicators_in_one_cell_of_a_summary_are_two_matters() -> None:
    lost = _finding("S07", "H5", about="indicators.1")
    assert _kept(lost, _finding("V01", "H5", about="indicators.1")) == ["S07"]
    assert _kept(lost, _finding("V01", "H5", about="indicators.1.annual_value")) == ["S07"]
    assert _kept(lost, _finding("V01", "H5", about="indicators.10")) == ["S07", "V01"]
    assert _kept(lost, _finding("V01", "H5")) == ["S07"]
    assert _kept(_finding("S07", "H5", about="indicators"), _finding("V01", "H5", about="indicators.10")) == ["S07"]


def test_another_cell_file_or_sheet_is_another_matter() -> None:
    assert _kept(_finding("V01", "F16"), _finding("S07", "F15")) == ["V01", "S07"]
    other = Finding("S07", E, Where("a.xlsx", "别的表", "F15"))
    assert _kept(_finding("V01", "F15"), other) == ["V01", "S07"]


def test_a_finding_about_the_whole_form_is_not_about_its_first_cell() -> None:
    assert _kept(_finding("S03", "A1:F40"), _finding("H01", "A1")) == ["S03", "H01"]
    assert _kept(_finding("S03", "A1:F40"), _finding("H01", "A1:F40")) == ["S03", "H01"]


def test_two_findings_about_the_whole_file_are_at_one_place() -> None:
    assert _kept(_finding("S03", None), _finding("H01", None)) == ["S03"]


def test_the_same_field_of_the_same_project_is_the_same_matter() -> None:
    label = _finding("S03", "A1:F40", about="total")
    assert _kept(label, _finding("H01", "C9", about="total")) == ["S03"]
    assert _kept(label, _finding("H01", "C7", about="spending_unit")) == ["S03", "H01"]
    assert _kept(label, _finding("H01", "C9", project="乙", about="total")) == ["S03", "H01"]


def test_findings_that_are_about_no_field_do_not_follow_from_each_other() -> None:
    assert _kept(_finding("S03", "A1:F40", about=""), _finding("H01", "C9", about="")) == ["S03", "H01"]


def test_an_error_never_follows_from_something_milder() -> None:
    assert _kept(_finding("S07", "F15", W), _finding("V01", "F15")) == ["S07", "V01"]


def test_other_codes_stay() -> None:
    assert _kept(_finding("S07", "F15"), _finding("V06", "F15")) == ["S07", "V06"]


def _codes(*observed: Observation, changes: Mapping[str, object] | None = None, **more: Unpack[ReadAs]) -> list[str]:
    return [one.code for one in findings(file(read(project(**(changes or {})), *observed, **more)))]


def test_a_missing_label_leaves_out_the_empty_field() -> None:
    changes = {"total": None}
    assert _codes(seen(Observed.LABEL_MISSING, "A1:F40", label="2024年预算金额（元）"), changes=changes) == ["S03"]
    assert _codes(seen(Observed.LABEL_MISSING, "A1:F40", label="预算金额（元）"), changes=changes) == ["S03"]
    assert _codes(seen(Observed.LABEL_MISSING, "A1:F40", label="项目类型"), changes=changes) == ["S03", "H02"]


def test_a_missing_label_leaves_out_the_empty_goal() -> None:
    missing = seen(Observed.LABEL_MISSING, "A1:F40", label="2024年度目标")
    assert _codes(missing, changes={"annual_goal": None}) == ["S03"]
    assert _codes(missing, changes={"period_goal": None}) == ["S03", "G01"]


def test_a_missing_category_leaves_out_the_missing_indicator() -> None:
    missing = seen(Observed.LABEL_MISSING, "A1:F40", label="服务对象满意度指标")
    assert _codes(missing, changes={"indicators": CLEAN.indicators[:5]}) == ["S03"]
    assert _codes(missing, changes={"indicators": CLEAN.indicators[4:]}) == ["C08", "I01", "I06", "S03"]


def test_an_error_value_leaves_out_the_missing_amount() -> None:
    assert _codes(seen(Observed.ERROR_VALUE, "C9", found="#REF!"), changes={"total": None}) == ["S23"]


def test_an_error_value_that_a_formula_gave_is_one_finding() -> None:
    formula = seen(Observed.FORMULA, "C9", formula="=B3", value="#REF!")
    assert _codes(seen(Observed.ERROR_VALUE, "C9", found="#REF!"), formula, changes={"total": None}) == ["S23"]


def test_a_doubtful_place_leaves_out_the_field_that_stayed_empty() -> None:
    doubt = seen(Observed.AMBIGUOUS, "D9,E9", found="36300；36500", expected="C9")
    assert _codes(doubt, changes={"total": None}) == ["S09"]


def test_a_note_in_a_cell_is_no_reason_for_an_empty_field() -> None:
    assert _codes(seen(Observed.STRAY_CONTENT, "C9", found="见附件"), changes={"total": None}) == ["H02", "S09"]


def test_a_lost_value_leaves_out_the_missing_value_of_its_indicator_only() -> None:
    half = indicator("数量指标", "采购保安服装", "≥8套", None)
    empty = indicator("数量指标", "巡逻车维修次数", None, None)
    lost = seen(Observed.VALUE_LOST, "C15:F15", which="年度指标值", name="采购保安服装")
    assert _codes(lost, changes={"indicators": (half, *CLEAN.indicators[1:])}) == ["S07"]
    assert _codes(lost, changes={"indicators": (half, empty, *CLEAN.indicators[1:])}) == ["S07", "V01"]


def test_a_lost_value_that_was_made_an_info_hides_no_missing_value() -> None:
    half = indicator("数量指标", "采购保安服装", "≥8套", None)
    lost = seen(Observed.VALUE_LOST, "F15", which="年度指标值", name="采购保安服装")
    given = file(read(project(indicators=(half, *CLEAN.indicators[1:])), lost))
    assert [one.code for one in findings(given, settings=Settings({"S07": CheckSettings("info")}))] == ["S07", "V01"]
