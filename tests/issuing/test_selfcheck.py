"""The self-check lists what is left to fill, in every program."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.support.issued_forms import PASSWORD, complete, issue
from toolkit.forms import READY, CellValue, Layout, panel_results, self_check
from toolkit.forms.selfcheck import PANEL_TEXTS, is_panel_text, panel_texts, status_cell
from toolkit.issuing import draw


def panel(layout: Layout, values: dict[str, CellValue]) -> tuple[str, ...]:
    contents = {layout.inputs[key].range.first: value for key, value in values.items()}
    return panel_results(self_check(layout), contents)


def without(values: dict[str, CellValue], *keys: str) -> dict[str, CellValue]:
    return {key: value for key, value in values.items() if key not in keys}


_PARTS = ("name", "period_value", "annual_value")
Values = dict[str, CellValue]
Change = Callable[[Values], Values]


def nothing(values: Values) -> Values:
    return {}


def everything(values: Values) -> Values:
    return values


def half(values: Values) -> Values:
    return without(values, "project_name", "slots.0.annual_value", "end_year")


def repeated(values: Values) -> Values:
    return {**values, **{f"slots.1.{part}": values[f"slots.0.{part}"] for part in _PARTS}}


def changed(new: Values) -> Change:
    def with_changes(values: Values) -> Values:
        return {**values, **new}

    return with_changes


CASES: dict[str, Change] = {
    "empty": nothing,
    "complete": everything,
    "half": half,
    "amount_text": changed({"total": "约36300元"}),
    "amount_in_words": changed({"total": "三万元"}),
    "amount_with_unit": changed({"total": "３.63万"}),
    "amount_with_words": changed({"total": "36300元，含税"}),
    "year_with_words": changed({"start_year": "2022年"}),
    "amount_zero": changed({"total": Decimal(0)}),
    "blanks_only": changed({"spending_unit": "   "}),
    "wide_blank": changed({"spending_unit": "\u3000"}),
    "second_row_half": changed({"slots.1.name": "巡逻车维修次数"}),
    "rate_without_sign": changed({"slots.6.name": "出勤率", "slots.6.annual_value": "≥９5以上"}),
    "rate_as_number": changed({"slots.6.name": "任务及时率（%） ", "slots.6.annual_value": 90}),
    "efficiency": changed({"slots.6.name": "工作效率", "slots.6.annual_value": "2"}),
    "satisfaction": changed({"slots.1.name": "群众满意程度", "slots.1.period_value": "95"}),
    "above_all": changed({"slots.6.name": "合格率", "slots.6.annual_value": "≥ 292％"}),
    "more_than_all": changed({"slots.6.name": "合格率", "slots.6.annual_value": ">100%"}),
    "growth": changed({"slots.6.name": "产值增长率", "slots.6.annual_value": "≥120%"}),
    "share_range": changed({"slots.6.name": "合格率", "slots.6.annual_value": "1-2%"}),
    "last_year": changed({"slots.0.annual_value": "2023年12月前"}),
    "next_january": changed({"slots.0.annual_value": "2025年1月前"}),
    "next_october": changed({"slots.0.annual_value": "2025年10月前"}),
    "period_year": changed({"slots.0.period_value": "2022年6月前", "slots.0.annual_value": "2000个"}),
    "dated_name": changed({"slots.10.name": "在2021年12月31日前完成"}),
    "repeated": repeated,
    "period_over": changed({"start_year": 2021, "end_year": 2023}),
    "looks_like_formula": changed({"project_name": "=1+1"}),
}


def test_a_complete_form_may_be_reported(layout: Layout) -> None:
    assert panel(layout, complete(layout)) == (READY, *[""] * (len(self_check(layout)) - 1))


def test_an_empty_form_names_every_required_field_and_category(layout: Layout) -> None:
    status, *lines = panel(layout, {})
    complaints = [line for line in lines if line]
    assert status == f"还有 {len(complaints)} 处需要填写"
    assert "← 请填写项目名称" in complaints
    assert "← 至少填写一项成本指标" in complaints
    assert not any("经济效益指标" in line for line in complaints), "an empty category is normal"


@pytest.mark.parametrize(
    ("case", "line"),
    [
        ("half", "← 名称和指标值都要填写"),
        ("amount_text", "← 预算金额应为数字"),
        ("amount_in_words", "← 预算金额应为数字"),
        ("amount_with_words", "※ 数字带有文字，以审核为准"),
        ("year_with_words", "※ 数字带有文字，以审核为准"),
        ("amount_zero", "← 预算金额应大于0"),
        ("blanks_only", "← 请填写用款单位"),
        ("rate_without_sign", "← 比率、满意度请写百分号"),
        ("rate_as_number", "← 比率、满意度请写百分号"),
        ("above_all", "← 占比应在0到100%之间"),
        ("last_year", "← 完成时间应在2024年或实施周期内"),
        ("next_october", "← 完成时间应在2024年或实施周期内"),
        ("repeated", "← 同类指标名称重复"),
        ("period_over", "← 实施周期应包含2024年"),
    ],
)
def test_a_fault_is_reported_on_its_row(layout: Layout, case: str, line: str) -> None:
    assert line in panel(layout, CASES[case](complete(layout)))


def test_an_amount_with_its_unit_is_well_and_one_with_words_is_for_the_reviewer(layout: Layout) -> None:
    assert panel(layout, CASES["amount_with_unit"](complete(layout)))[0] == READY
    status, *lines = panel(layout, CASES["amount_with_words"](complete(layout)))
    assert status == f"{READY}，1处以审核为准"
    assert all(is_panel_text(text) for text in (status, *lines) if text)


def test_the_status_is_above_the_first_cell_to_fill_and_the_words_take_no_check_s_place(layout: Layout) -> None:
    first = min(cell.range.first.row for cell in layout.inputs.values())
    checks = {check.cell for check in self_check(layout)}
    texts = panel_texts(layout)
    assert status_cell(layout).row == first - 1
    assert [text for _, text in texts] == list(PANEL_TEXTS)
    assert not checks & {cell for cell, _ in texts}


@pytest.mark.libreoffice
def test_the_values_written_are_those_that_libreoffice_calculates(
    layout: Layout, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    values = {name: case(complete(layout)) for name, case in CASES.items()}
    for name, filled in values.items():
        (tmp_path / f"{name}.xlsx").write_bytes(draw([issue(layout, filled)], PASSWORD))
    for path in office([tmp_path / f"{name}.xlsx" for name in values], "xlsx"):
        sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
        shown = [sheet.cell(c.cell.row + 1, c.cell.col + 1).value or "" for c in self_check(layout)]
        assert shown == list(panel(layout, values[path.stem])), path.stem


@pytest.mark.libreoffice
def test_typed_text_stays_text_when_libreoffice_saves_the_form(
    layout: Layout, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    typed = {"project_name": "=1+1", "slots.0.period_value": "1-2", "slots.0.annual_value": "90%"}
    (tmp_path / "typed.xlsx").write_bytes(draw([issue(layout, typed)], PASSWORD))
    [path] = office([tmp_path / "typed.xlsx"], "xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    for key, text in typed.items():
        row, col = layout.inputs[key].range.first
        cell = sheet.cell(row + 1, col + 1)
        assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("case", ["efficiency", "growth", "share_range", "next_january", "period_year"])
def test_the_self_check_says_nothing_of_what_is_right(layout: Layout, case: str) -> None:
    status, *lines = panel(layout, CASES[case](complete(layout)))
    assert not [line for line in lines if line and "名称和指标值" not in line]
    assert case in ("efficiency", "growth", "share_range") or status == READY
