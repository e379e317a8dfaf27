"""A county's own sheet: money, answers behind labels, levels with an explanation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.own_forms import check, folder_with, homemade, read
from toolkit.intake.form.table_end import is_footer

COUNTY = """\
kind: form
id: county
version: "1"
name: 县财政支出项目绩效目标申报表
name_en: a county's form
title: 县财政支出项目绩效目标申报表
framework: classic
unit: 万元
page: {columns: [14, 20, 14, 22, 18, 18]}
fields:
  project_name: {kind: text, name: 项目名称, required: true}
  total: {kind: amount, name: 资金总额, required: true}
  fiscal: {kind: amount, name: 财政拨款}
  raised: {kind: amount, name: 自有资金}
  business: {kind: amount, name: 事业收入}
  annual_goal: {kind: long_text, name: 年度目标}
layout:
  - cells: [{title: 县财政支出项目绩效目标申报表, span: 6}]
  - cells: [{label: 填报单位（盖章）：, span: 6}]
  - cells: [{label: 项目名称}, {field: project_name, span: 5}]
  - cells: [{label: 资金总额}, {field: total, span: 2}, {label: 财政拨款}, {field: fiscal, span: 2}]
  - cells: [{label: 自有资金}, {field: raised, span: 2}, {label: 事业收入}, {field: business, span: 2}]
  - cells: [{label: 年度目标}, {field: annual_goal, span: 5}]
indicators:
  side: 年度绩效指标
  columns:
    - {part: level1, label: 一级指标}
    - {part: level2, label: 二级指标}
    - {part: name, label: 指标内容}
    - {part: annual_value, label: 指标值}
    - {part: remark, label: 备注, kind: text}
  categories:
    - {level2: 数量指标, rows: 2}
    - {level2: 成本指标, rows: 2}
    - {level2: 社会效益指标}
    - {level2: 服务对象满意度指标}
footer:
  - cells: [{label: 填报人及联系电话：, span: 3}, {label: 填报日期：, span: 3}]
"""
ANSWERS: dict[str, Any] = {
    "project_name": "农村饮水安全巩固提升工程",
    "total": 386.5,
    "fiscal": 300,
    "raised": 50,
    "business": 36.5,
    "annual_goal": "年内改造提升二十五处农村供水工程，水质全部达到国家饮用水标准。",
    "slots.0.name": "改造供水工程",
    "slots.0.annual_value": "=25处",
    "slots.2.name": "人均投资",
    "slots.2.annual_value": "≤235元",
    "slots.4.name": "受益人口",
    "slots.4.annual_value": "≥9000人",
    "slots.5.name": "用水户满意度",
    "slots.5.annual_value": "≥88%",
}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return folder_with(tmp_path, COUNTY)


def typed(templates: Path, tmp_path: Path, change: Callable[[Worksheet], None] = lambda _: None, **more: Any) -> Path:
    path = homemade(templates, tmp_path / "县里的表.xlsx", {**ANSWERS, **more}, "county")
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    return path


def cell_of(sheet: Worksheet, text: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def test_money_of_the_forms_own_may_make_up_the_rest_of_the_total(templates: Path, tmp_path: Path) -> None:
    assert "H03" not in check(templates, typed(templates, tmp_path))


def test_parts_above_the_total_are_an_error_all_the_same(templates: Path, tmp_path: Path) -> None:
    found = check(templates, typed(templates, tmp_path, fiscal=400))
    assert found["H03"] == ["资金构成合计与总额不符：400万元≠386.5万元"]


def test_a_declared_sum_counts_money_of_the_forms_own(tmp_path: Path) -> None:
    declared = folder_with(tmp_path, COUNTY + "sums: {total: [fiscal, raised, business]}\n")
    assert "H03" not in check(declared, typed(declared, tmp_path))
    assert "H03" in check(declared, typed(declared, tmp_path, raised=5))


def test_a_price_of_one_in_yuan_is_no_other_unit_than_the_forms(templates: Path, tmp_path: Path) -> None:
    assert "C05" not in check(templates, typed(templates, tmp_path))
    total: dict[str, Any] = {"slots.2.name": "工程总成本", "slots.2.annual_value": "≤3865000元"}
    assert "C05" in check(templates, typed(templates, tmp_path, **total))


def test_an_answer_behind_a_label_without_a_field_is_named(templates: Path, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for label, answer in (("填报单位（盖章）：", "县水利局"), ("填报人及联系电话：", "李娜 0912-6721234")):
            cell = cell_of(sheet, label)
            cell.value = label + answer

    assert "S09" not in check(templates, typed(templates, tmp_path))
    assert check(templates, typed(templates, tmp_path, fill))["S09"] == ["填写位置有误：A2", "填写位置有误：A14"]


def test_a_level_may_say_what_belongs_there(templates: Path, tmp_path: Path) -> None:
    def explain(sheet: Worksheet) -> None:
        cell_of(sheet, "产出指标").value = "产出指标（数量、质量、成本方面的指标）"
        cell_of(sheet, "社会效益指标").value = "社会效益指标（选填）"

    plain = read(templates, typed(templates, tmp_path)).projects[0]
    path = typed(templates, tmp_path, explain)
    explained = read(templates, path).projects[0]
    assert explained.indicators == plain.indicators
    assert "S09" not in check(templates, path)


def test_a_value_under_the_remarks_with_words_in_its_place_is_not_guessed(templates: Path, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        cell_of(sheet, "满意度指标").value = "服务对象满意度指标"
        level = next(c for c in sheet["C"] if c.value == "服务对象满意度指标")
        level.value = "具体指标"

    path = typed(templates, tmp_path, change)
    indicators = read(templates, path).projects[0].indicators
    assert "具体指标" not in [one.name for one in indicators]
    assert "用水户满意度" not in [one.annual_value for one in indicators]
    assert any("有几种读法" in text for text in check(templates, path)["S09"])


@pytest.mark.parametrize("text", ["填报人及联系电话：周敏 0763", "单位负责人（签字）：", "联系方式：123", "日期：5月"])
def test_signatures_are_footers(text: str) -> None:
    assert is_footer(text)


@pytest.mark.parametrize("text", ["项目：管护", "联系：群众", "及：其他"])
def test_other_words_before_a_colon_are_none(text: str) -> None:
    assert not is_footer(text)
