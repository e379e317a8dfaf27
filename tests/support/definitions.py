"""The definitions that ship, and a small sound one with changed copies."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from toolkit.errors import TemplateError
from toolkit.forms import FormDefinition, SummaryDefinition, load_form, read_definition

SOUND = """\
kind: form
id: small
version: "1"
name: 小表
name_en: a small form
title: 绩效目标表
framework: classic
unit: 元
page: {columns: [12, 16, 24, 14, 14, 14]}
fields:
  project_name: {kind: text, name: 项目名称, required: true}
  project_type: {kind: choice, name: 项目类型, choices: types}
  start_year: {kind: year, name: 起始年度}
  end_year: {kind: year, name: 到期年度}
  total: {kind: amount, name: 预算数, required: true}
prefilled: [project_name]
layout:
  - cells: [{title: 绩效目标表, span: 6}]
  - cells: [{label: 项目名称, span: 2}, {field: project_name, span: 4}]
  - cells: [{label: 项目类型, span: 2}, {field: project_type, span: 4}]
  - cells: [{label: 起始年度, span: 2}, {field: start_year}, {label: 到期年度}, {field: end_year, span: 2}]
  - cells: [{label: 预算数, span: 2}, {field: total, span: 4}]
    height: 30
indicators:
  side: 绩效指标
  columns:
    - {part: level1, label: 一级指标}
    - {part: level2, label: 二级指标}
    - {part: name, label: 三级指标}
    - {part: annual_value, label: 指标值}
    - {part: basis, label: 备注}
  categories:
    - {level2: 数量指标, rows: 2}
    - {level2: 质量指标, rows: 2}
types:
  维护类:
    rows: {数量指标: 3}
    suggestions: {数量指标: [维修次数, 更换数量]}
  购置类: {}
checks:
  I03: {severity: warning}
"""


def changed(old: str, new: str) -> str:
    """The sound definition with one thing changed."""
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


def refused(folder: Path, text: str | bytes, lang: str = "zh") -> str:
    """Returns the loader's message about a definition, empty where it accepts it."""
    path = folder / "small.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        read_definition(path)
    except TemplateError as error:
        return error.message(lang)
    return ""


def line_of(text: str, part: str) -> int:
    """Returns the line of a text that has a part."""
    return text[: text.index(part)].count("\n") + 1


@cache
def form_definition(name: str = "form13") -> FormDefinition:
    """The definition of a form, of 表13 unless another is named."""
    found = load_form(name)
    assert isinstance(found, FormDefinition)
    return found


def form13() -> FormDefinition:
    """The definition of 表13."""
    return form_definition()


@cache
def combined() -> SummaryDefinition:
    """The definition of the summary."""
    found = load_form("combined")
    assert isinstance(found, SummaryDefinition)
    return found


def plan() -> FormDefinition:
    """A form in 万元 with a code, a spending plan and annual values."""
    return replace(form13(), id="plan", unit="万元")
