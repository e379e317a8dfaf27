"""A department's form with money, fields of its own, a further table and indicators."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.own_forms import folder_with, homemade, issued, read
from toolkit import api, merge, split
from toolkit.api import prove
from toolkit.checks import sentence
from toolkit.forms import shipped
from toolkit.model import DepartmentTarget, FrozenMap, Funding, same_record

EXAMPLES = shipped("templates") / "examples"
DEPARTMENT = """\
kind: form
id: bumen
version: "1"
name: 部门整体支出绩效目标表
name_en: a department's form with money
title: 部门整体支出绩效目标表
framework: classic
unit: 万元
record: department
page: {columns: [14, 16, 20, 30, 20]}
fields:
  department: {kind: text, name: 部门名称, required: true}
  total: {kind: amount, name: 年度预算总额, required: true}
  fiscal: {kind: amount, name: 财政拨款}
  basic: {kind: amount, name: 基本支出}
  phone: {kind: phone, name: 联系电话}
  overall_goal: {kind: long_text, name: 年度总体目标}
layout:
  - cells: [{title: 部门整体支出绩效目标表, span: 5}]
  - cells: [{label: 部门名称}, {field: department, span: 2}, {label: 联系电话}, {field: phone}]
  - cells: [{label: 年度预算总额（万元）}, {field: total, span: 2}, {label: 财政拨款}, {field: fiscal}]
  - cells: [{label: 基本支出}, {field: basic, span: 4}]
  - cells: [{label: 年度总体目标}, {field: overall_goal, span: 4}]
    height: 50
  - table: tasks
tables:
  tasks:
    name: 重点工作
    rows: 2
    columns:
      - {key: task, label: 任务名称, span: 2}
      - {key: content, label: 主要实施内容, span: 2}
      - {key: amount, label: 拟投入资金, kind: amount}
indicators:
  columns:
    - {part: level1, label: 一级指标}
    - {part: level2, label: 二级指标}
    - {part: name, label: 三级指标, span: 2}
    - {part: annual_value, label: 指标值}
  categories:
    - {level2: 数量指标, rows: 2}
"""
ANSWERS = {
    "department": "城建办",
    "total": 120,
    "fiscal": 100,
    "basic": 30.5,
    "phone": "0769-22001234",
    "overall_goal": "全年建成村道十条。",
    "tables.tasks.1.task": "村道硬化",
    "tables.tasks.1.content": "三公里",
    "tables.tasks.1.amount": 50,
    "slots.0.name": "硬化村道",
    "slots.0.annual_value": "3公里",
}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return folder_with(tmp_path, DEPARTMENT)


def facts(target: DepartmentTarget) -> None:
    assert (target.department, target.overall_goal) == ("城建办", "全年建成村道十条。")
    assert target.funding is not None
    assert (target.funding.total, target.funding.fiscal) == (Decimal(1200000), Decimal(1000000))
    assert dict(target.extra) == {"basic": "305000.00", "phone": "0769-22001234"}
    assert [dict(row) for row in target.tables["tasks"]] == [
        {"task": "村道硬化", "content": "三公里", "amount": "500000.00"}
    ]
    assert [(one.name, one.annual_value) for one in target.indicators] == [("硬化村道", "3公里")]


def test_the_definition_is_proven(templates: Path) -> None:
    assert prove("bumen", templates) is None


def test_a_home_made_sheet_and_an_issued_form_give_all_of_it(templates: Path, tmp_path: Path) -> None:
    [target] = read(templates, homemade(templates, tmp_path / "自制.xlsx", ANSWERS, "bumen")).departments
    facts(target)
    [back] = read(templates, issued(templates, tmp_path, "bumen", records=[target])).departments
    facts(back)
    assert same_record(back, target)


def test_money_alone_makes_two_targets_differ() -> None:
    one = DepartmentTarget("bumen", "1", "城建办", 2025, None, funding=Funding(Decimal(1)), extra=FrozenMap({"a": "1"}))
    other = DepartmentTarget("bumen", "1", "城建办", 2025, None, funding=Funding(Decimal(2)))
    assert not same_record(one, other)


def summary_of(templates: Path, tmp_path: Path, target: DepartmentTarget) -> Path:
    forms = issued(templates, tmp_path, target.form, records=[target])
    merged = merge(forms, output=tmp_path / "汇总.xlsx", templates=templates, force=True)
    assert not merged.notes
    return merged.path


def test_the_summary_keeps_all_of_it_and_splitting_gives_it_back(templates: Path, tmp_path: Path) -> None:
    [target] = read(templates, homemade(templates, tmp_path / "自制.xlsx", ANSWERS, "bumen")).departments
    summary = summary_of(templates, tmp_path, target)
    found = read(templates, summary)
    facts(found.departments[0])
    assert same_record(found.departments[0], target)
    assert not [one for one in found.findings if one.severity.value != "info"]
    sheet = load_workbook(summary)["部门整体目标"]
    shown = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {
        "总计（元）",
        "基本支出（元）［basic］",
        "重点工作［附表：tasks］",
        "拟投入资金（元）［amount］",
    } <= shown.keys()
    assert "分项目标" not in shown  # the target has none
    [back] = split(summary, output=tmp_path / "拆分", templates=templates, password="x").paths
    assert same_record(read(templates, back).departments[0], target)
    second = merge(back, output=tmp_path / "再汇总.xlsx", templates=templates)
    assert [same_record(one, target) for one in second.summary.targets] == [True]


def test_a_summary_merged_with_itself_again_keeps_it(templates: Path, tmp_path: Path) -> None:
    [target] = read(templates, homemade(templates, tmp_path / "自制.xlsx", ANSWERS, "bumen")).departments
    second = merge(summary_of(templates, tmp_path, target), output=tmp_path / "二.xlsx", templates=templates)
    assert [same_record(one, target) for one in second.summary.targets] == [True]


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_summary_that_libreoffice_saved_keeps_it(
    kind: str, templates: Path, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    [target] = read(templates, homemade(templates, tmp_path / "自制.xlsx", ANSWERS, "bumen")).departments
    (saved,) = office([summary_of(templates, tmp_path, target)], kind)
    [back] = read(templates, saved).departments
    assert same_record(back, target)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("总计（元）", "总数"),
        (1200000, "一百二十万"),
        ("任务名称［task］", "任务"),
        ("基本支出（元）［basic］", "基本"),
    ],
)
def test_an_edit_that_cannot_be_read_is_an_error_and_never_another_value(
    was: object, now: str, templates: Path, tmp_path: Path
) -> None:
    [target] = read(templates, homemade(templates, tmp_path / "自制.xlsx", ANSWERS, "bumen")).departments
    summary = summary_of(templates, tmp_path, target)
    book = load_workbook(summary)
    [cell] = [cell for row in book["部门整体目标"].iter_rows() for cell in row if cell.value == was]
    cell.value = now
    book.save(summary)
    found = read(templates, summary)
    assert now in " ".join(sentence(one, "zh") for one in found.findings if one.severity.value == "error")


def test_an_emptied_answer_is_named(templates: Path, tmp_path: Path) -> None:
    [target] = read(templates, homemade(templates, tmp_path / "自制.xlsx", ANSWERS, "bumen")).departments
    summary = summary_of(templates, tmp_path, target)
    book = load_workbook(summary)
    for cell in (cell for row in book["部门整体目标"].iter_rows() for cell in row):
        if cell.value in (1200000, "305000.00"):
            cell.value = None
    book.save(summary)
    findings = api.check(summary, templates=templates, key=templates.parent / "key").findings
    named = [sentence(one, "zh").partition("：")[2] for one in findings if one.code == "A10"]
    assert named == ["总计（元）", "基本支出（元）［basic］"]


@pytest.mark.parametrize("name", ["yueyanglou-2023", "zhanjiang-2023", "chongqing-2021"])
def test_every_example_for_departments_is_proven_with_its_summary(name: str) -> None:
    assert prove(str(EXAMPLES / f"{name}.yaml")) is None
