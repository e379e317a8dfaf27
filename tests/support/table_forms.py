"""Forms with indicator tables of every shape, and home-made sheets like them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from tests.support.workbooks import workbook_of
from toolkit.api import generate, made_record
from toolkit.forms import FormDefinition, load_framework, read_definition
from toolkit.model import Record

DOCS = Path(__file__).parents[2] / "docs" / "definitions.md"
HEAD = """
kind: form
id: try
version: "2025.1"
name: 试填表
name_en: a form to try
title: 项目绩效目标试填表
framework: classic
unit: 万元
page: {orientation: landscape, columns: [9, 11, 13, 20, 16, 13, 20, 16, 10, 12, 12, 12]}
fields:
  project_name: {kind: text, name: 项目名称, required: true}
  spending_unit: {kind: text, name: 实施单位, required: true}
  total: {kind: amount, name: 预算数, required: true}
  annual_goal: {kind: long_text, name: 年度目标, required: true}
layout:
  - cells: [{title: 项目绩效目标试填表, span: 12}]
    height: 32
  - cells:
      - {label: 项目名称, span: 2}
      - {field: project_name, span: 3}
      - {label: 实施单位, span: 2}
      - {field: spending_unit, span: 5}
  - cells: [{label: "{year}年预算数（万元）", span: 2}, {field: total, span: 10}]
  - cells: [{label: 年度目标, span: 2}, {field: annual_goal, span: 10}]
    height: 60
"""
#: What a unit writes above the table of such a form.
FACTS = (
    ("项目绩效目标试填表",),
    ("项目名称", "道路养护", None, "实施单位", "甲社区"),
    ("2024年预算数（万元）", 10),
    ("年度目标", "养护道路3条。"),
)


def chapters() -> tuple[str, ...]:
    """Returns every indicator table that the documentation shows."""
    return tuple(re.findall(r"```yaml\n(indicators:\n.*?)```", DOCS.read_text("utf-8"), re.DOTALL))


def shown_list() -> str:
    """Returns the list of many projects that the documentation shows."""
    [text] = re.findall(r"```yaml\n(kind: list\n.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    return str(text)


def chapter(heading: str) -> str:
    """Returns the table that the documentation shows under a heading."""
    _, _, behind = DOCS.read_text("utf-8").partition(f"### {heading} ")
    found = re.search(r"```yaml\n(indicators:\n.*?)```", behind, re.DOTALL)
    assert found, heading
    return found[1]


def definition(folder: Path, table: str) -> Path:
    """Returns the file of a definition with an indicator table."""
    folder.mkdir(exist_ok=True)
    path = folder / "try.yaml"
    path.write_text(HEAD + table, "utf-8")
    return path


def filled_record(path: Path) -> Record:
    """Returns a record with a value for every cell of a definition's form."""
    form = read_definition(path)
    assert isinstance(form, FormDefinition)
    return made_record(form, load_framework(form.framework), next(iter(form.types), None))


def issued(path: Path, record: Record, folder: Path) -> Path:
    """Returns the workbook of a form that was issued filled with a record."""
    form = read_definition(path)
    return generate(form.id, output=folder, records=[record], year=2025, password="x", templates=path.parent).paths[0]


def home_made(workbook: Path, path: Path, columns: int, *, down: int = 0, right: int = 0) -> Path:
    """Returns a plain copy of an issued form, without any of its marks."""
    source = load_workbook(workbook).worksheets[0]
    book = workbook_of(())
    sheet = book.worksheets[0]
    for row in source.iter_rows(max_col=columns):
        for cell in row:
            if cell.value is not None and not str(cell.value).startswith("表样编号"):
                sheet.cell(cell.row + down, cell.column + right).value = cell.value
    for merge in source.merged_cells.ranges:
        if merge.max_col <= columns:
            merge.shift(right, down)
            sheet.merge_cells(str(merge))
    book.save(path)
    return path


def typed(rows: tuple[tuple[object, ...], ...]) -> bytes:
    """Returns a home-made sheet with these rows below the facts."""
    out = BytesIO()
    workbook_of((*FACTS, *rows)).save(out)
    return out.getvalue()
