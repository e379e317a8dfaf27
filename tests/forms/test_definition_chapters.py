"""Every example of docs/definitions.md's chapters, laid over a small form, is proven."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from toolkit.api import prove
from toolkit.forms import shipped

BASE = """\
kind: form
id: chapter
version: "1"
name: 例子
name_en: an example
title: 项目绩效目标申报表
framework: classic
unit: 万元
page: {columns: [18, 22, 22, 26]}
fields:
  project_name: {kind: text, name: 项目名称, required: true}
  total: {kind: amount, name: 资金总额, required: true}
layout:
  - cells: [{title: 项目绩效目标申报表, span: 4}]
  - cells: [{label: 项目名称}, {field: project_name}, {label: 资金总额}, {field: total}]
indicators:
  columns:
    - {part: level1, label: 一级指标}
    - {part: level2, label: 二级指标}
    - {part: name, label: 三级指标}
    - {part: annual_value, label: 指标值}
  categories:
    - {level2: 数量指标, rows: 2}
"""
PAGE = shipped("templates").parent / "docs" / "definitions.md"
EXAMPLES = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)) if PAGE.exists() else {}
CHAPTERS = ("自设栏目", "起止写在一格", "多项资金与合计", "表下的行", "附表", "资金矩阵", "同名的栏目")

CHAPTERS = ("自设栏目", "起止写在一格", "多项资金与合计", "表下的行", "附表", "附表的合计", "资金表")


def laid_over(fragment: dict[str, Any]) -> dict[str, Any]:
    """The base form with what a chapter adds; its total stands there."""
    form: dict[str, Any] = YAML(typ="safe").load(BASE)
    if any({"field": "total"} in line["cells"] for line in _lines(fragment)):
        form["layout"][1]["cells"] = [{"label": "项目名称"}, {"field": "project_name", "span": 3}]
    for key, value in fragment.items():
        if isinstance(value, dict):
            form[key] = {**form.get(key, {}), **value}
        else:
            form[key] = [*form.get(key, []), *value]
    return form


def _lines(fragment: dict[str, Any]) -> list[dict[str, Any]]:
    return [line for line in fragment.get("layout", ()) if "cells" in line]


def test_there_is_a_chapter_for_each_capability() -> None:
    assert set(CHAPTERS) <= set(EXAMPLES)


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_example_of_a_chapter_is_proven(name: str, tmp_path: Path) -> None:
    path = tmp_path / "chapter.yaml"
    with path.open("w", encoding="utf-8") as out:
        YAML(typ="safe").dump(laid_over(YAML(typ="safe").load(EXAMPLES[name])), out)
    assert prove(str(path)) is None
