"""A department's form with money, fields of its own, a further table and indicators."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.own_forms import folder_with, homemade, issued, read
from toolkit import merge
from toolkit.api.proving import prove
from toolkit.model import DepartmentTarget, Funding
from toolkit.model.frozen import FrozenMap
from toolkit.model.same import same_record

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


def test_merging_says_what_the_summary_does_not_keep_of_a_target(templates: Path, tmp_path: Path) -> None:
    sheet = homemade(templates, tmp_path / "自制.xlsx", ANSWERS, "bumen")
    [target] = read(templates, sheet).departments
    forms = issued(templates, tmp_path, "bumen", records=[target])
    merged = merge(forms, output=tmp_path / "汇总.xlsx", templates=templates)
    assert any("城建办 的部门整体目标表另有资金" in note.zh for note in merged.notes)
