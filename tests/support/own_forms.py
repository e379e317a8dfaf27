"""Definitions with own fields: written into a folder, filled, read back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from toolkit import api
from toolkit.checks import sentence
from toolkit.engine import Outcome
from toolkit.forms import FormDefinition, compile_layout, load_form, load_framework

OWN = """\
kind: form
id: own
version: "1"
name: 自设栏目的表
name_en: a form with fields of its own
title: 项目绩效目标申报表
framework: classic
unit: 万元
page: {columns: [14, 14, 22, 14, 22, 14]}
fields:
  project_name: {kind: text, name: 项目名称, required: true}
  spending_unit: {kind: text, name: 实施单位}
  phone: {kind: phone, name: 联系电话}
  started: {kind: date, name: 开工日期}
  share: {kind: percent, name: 配套比例}
  is_new: {kind: mark, name: 项目属性, choices: [新增项目, 延续项目]}
  sort: {kind: choice, name: 资金性质, choices: [财政拨款, 专项债]}
  since: {kind: year, name: 立项年度}
  number: {kind: code, name: 文号}
  reason: {kind: long_text, name: 立项依据}
  total: {kind: amount, name: 资金总额, required: true}
  superior: {kind: amount, name: 上级资金}
  annual_goal: {kind: long_text, name: 年度目标}
prefilled: [project_name, spending_unit, phone, superior]
layout:
  - cells: [{title: 项目绩效目标申报表, span: 6}]
  - cells: [{label: 项目名称}, {field: project_name, span: 2}, {label: 实施单位}, {field: spending_unit, span: 2}]
  - cells: [{label: 联系电话}, {field: phone, span: 2}, {label: 开工日期}, {field: started, span: 2}]
  - cells: [{label: 配套比例}, {field: share, span: 2}, {label: 项目属性}, {field: is_new, span: 2}]
  - cells: [{label: 资金性质}, {field: sort, span: 2}, {label: 立项年度}, {field: since, span: 2}]
  - cells: [{label: 文号}, {field: number, span: 2}, {label: 立项依据}, {field: reason, span: 2}]
  - cells: [{label: 资金总额（万元）}, {field: total, span: 2}, {label: 上级资金（万元）}, {field: superior, span: 2}]
  - cells: [{label: 年度目标}, {field: annual_goal, span: 5}]
    height: 60
indicators:
  columns:
    - {part: level1, label: 一级指标}
    - {part: level2, label: 二级指标}
    - {part: name, label: 三级指标}
    - {part: annual_value, label: 指标值, span: 2}
    - {part: basis, label: 备注}
  categories:
    - {level2: 数量指标, rows: 2}
    - {level2: 社会效益指标, rows: 1}
"""
KEY = "测试"


def folder_with(tmp_path: Path, *texts: str) -> Path:
    """Returns a folder of definitions with a blank in its name."""
    folder = tmp_path / "我的 模板"
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"{number}.yaml").write_text(text, "utf-8")
    (tmp_path / "key").write_text(KEY, "utf-8")
    return folder


def form_in(templates: Path, name: str = "own") -> FormDefinition:
    form = load_form(name, templates)
    assert isinstance(form, FormDefinition)
    return form


def read(templates: Path, *paths: Path) -> Outcome:
    return api.read(*paths, templates=templates, key=templates.parent / "key")


def check(templates: Path, *paths: Path) -> dict[str, list[str]]:
    """Returns the findings' sentences by code."""
    found: dict[str, list[str]] = {}
    for one in api.check(*paths, templates=templates, key=templates.parent / "key").findings:
        found.setdefault(one.code, []).append(sentence(one, "zh"))
    return found


def issued(templates: Path, tmp_path: Path, name: str = "own", **more: Any) -> Path:
    """Returns an issued workbook, blank unless records are given."""
    done = api.generate(
        name, output=tmp_path / "下发", year=2025, password="x", key=templates.parent / "key", templates=templates,
        force=True, **more,
    )  # fmt: skip
    [path] = done.paths
    return path


def homemade(templates: Path, path: Path, answers: Mapping[str, Any], name: str = "own") -> Path:
    """Types the form anew: labels, notes and answers, no marks or formulas."""
    form = form_in(templates, name)
    layout = compile_layout(form, load_framework(form.framework, templates), 2025)
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for cell in layout.cells:
        row, col = cell.range.first
        text = answers.get(cell.field) if cell.field else cell.text
        if text not in (None, ""):
            sheet.cell(row + 1, col + 1, text)
        if cell.range.area > 1:
            sheet.merge_cells(str(cell.range))
    workbook.save(path)
    return path


MONEY = """\
kind: form
id: money
version: "1"
name: 资金与落款的表
name_en: a form with sums and a footer
title: 项目支出绩效目标申报表
framework: classic
unit: 万元
page: {columns: [14, 14, 22, 14, 22, 14]}
fields:
  project_name: {kind: text, name: 项目名称, required: true}
  period: {kind: period, name: 实施期}
  total: {kind: amount, name: 资金总额, required: true}
  fiscal: {kind: amount, name: 财政拨款}
  superior: {kind: amount, name: 上级资金}
  local: {kind: amount, name: 本级资金}
  raised: {kind: amount, name: 自筹资金}
  annual_goal: {kind: long_text, name: 年度目标}
  filler: {kind: text, name: 填报人}
  filled_on: {kind: date, name: 填报日期}
  opinion: {kind: long_text, name: 审核意见}
sums:
  total: [fiscal, raised]
  fiscal: [superior, local]
layout:
  - cells: [{title: 项目支出绩效目标申报表, span: 6}]
  - cells: [{note: 单位：万元, span: 6}]
  - cells: [{label: 项目名称}, {field: project_name, span: 2}, {label: 实施期}, {field: period, span: 2}]
  - cells: [{label: "年度资金总额:"}, {field: total, span: 2}, {label: "其中:财政拨款"}, {field: fiscal, span: 2}]
  - cells: [{label: 上级资金}, {field: superior, span: 2}, {label: 本级资金}, {field: local, span: 2}]
  - cells: [{label: 自筹资金}, {field: raised, span: 5}]
  - cells: [{label: 年度目标}, {field: annual_goal, span: 5}]
    height: 60
indicators:
  side: 绩效指标
  columns:
    - {part: level1, label: 一级指标}
    - {part: level2, label: 二级指标}
    - {part: name, label: 三级指标}
    - {part: annual_value, label: 指标值, span: 2}
  categories:
    - {level2: 数量指标, rows: 2}
    - {level2: 社会效益指标, rows: 1}
footer:
  - cells: [{label: 审核意见}, {field: opinion, span: 5}]
    height: 40
  - cells: [{label: 填报人}, {field: filler, span: 2}, {label: 填报日期}, {field: filled_on, span: 2}]
  - cells: [{note: 注：各项金额按实填写，没有的填0。, span: 6}]
"""

TABLES = """\
kind: form
id: tables
version: "1"
name: 带附表的表
name_en: a form with further tables
title: 项目绩效目标申报表
framework: classic
unit: 万元
page: {columns: [14, 22, 16, 22, 14]}
fields:
  project_name: {kind: text, name: 项目名称, required: true}
  total: {kind: amount, name: 资金总额, required: true}
  annual_goal: {kind: long_text, name: 年度目标}
layout:
  - cells: [{title: 项目绩效目标申报表, span: 5}]
  - cells: [{label: 项目名称}, {field: project_name, span: 2}, {label: 资金总额（万元）}, {field: total}]
  - cells: [{heading: 成本构成, rows: 1}]
    table: cost
  - cells: [{label: 年度目标}, {field: annual_goal, span: 4}]
    height: 50
tables:
  cost:
    name: 成本构成
    rows: 3
    columns:
      - {key: item, label: 名称}
      - {key: amount, label: 金额（万元）, kind: amount}
      - {key: began, label: 开始日期, kind: date, span: 2}
  sources:
    name: 资金来源
    lines: [中央, 省级, 区级]
    columns:
      - {key: level, label: 级次}
      - {key: amount, label: 预算数, kind: amount}
      - {key: note, label: 备注, span: 3}
indicators:
  columns:
    - {part: level1, label: 一级指标}
    - {part: level2, label: 二级指标}
    - {part: name, label: 三级指标}
    - {part: annual_value, label: 指标值, span: 2}
  categories:
    - {level2: 数量指标, rows: 2}
footer:
  - table: sources
"""
