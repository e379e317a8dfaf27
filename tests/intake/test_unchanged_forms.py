"""An unchanged form reads as typed, whatever was typed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.programs import convert
from tests.support.records import without_source
from tests.support.returned_forms import KEY
from tests.support.stamps import stamp_for
from tests.support.workbooks import saved
from toolkit.checks import run
from toolkit.excel import Limits
from toolkit.forms import BLOCKS, PAYMENT_PLAN, CellValue, FormDefinition, Layout, compile_layout
from toolkit.forms.table_layout import IndicatorRow
from toolkit.intake import Library, ReadOptions, load_library, read_bytes
from toolkit.issuing import Issue, draw, record_values
from toolkit.model import DepartmentTarget, Funding, Indicator, PaymentStep, Project, ReadFile, Record, SubGoal

HOME_MADE = """
kind: form
id: own
version: "1"
name: 绩效自评表
name_en: a form of one's own
title: 项目支出绩效自评表
framework: classic
unit: 万元
page: {columns: [12, 16, 24, 14, 14, 14, 14]}
fields:
  project_name: {kind: text, name: 项目名称, required: true}
  spending_unit: {kind: text, name: 单位}
  project_code: {kind: text, name: 标准}
  total: {kind: amount, name: 预算数, required: true}
  annual_goal: {kind: long_text, name: 目标}
layout:
  - cells: [{mark: "附件3（{year}年）", span: 7}]
  - cells: [{title: "项目支出绩效自评表（{year}年度）", span: 7}]
  - cells: [{label: "项目名称：", span: 2}, {field: project_name, span: 5}]
  - cells:
      - {label: "单位：", span: 2}
      - {field: spending_unit, span: 2}
      - {label: "2019年以来人均标准（元）"}
      - {field: project_code, span: 2}
  - cells: [{label: "预算数（{year}）", span: 2}, {field: total, span: 5}]
  - cells:
      - {label: "目标（写明做什么、做多少、达到什么效果，不得照抄项目名称，不少于二十字，不得只写空话）", span: 2}
      - {field: annual_goal, span: 5}
indicators:
  columns:
    - {part: level1, label: 一级指标}
    - {part: level2, label: 二级指标}
    - {part: name, label: 三级指标}
    - {part: annual_value, label: 年度指标值}
    - {part: description, label: 实际完成值}
    - {part: weight, label: 得分}
    - {part: basis, label: 备注}
  spelling:
    产出指标: 产出指标(50分)
    质量指标: 质量指标（必填）
    成本指标: 花了多少钱
    社会效益指标: "效益（社会的，写明受益的人数、受益的程度、与上年相比的变化，没有的写无）"
  categories:
    - {level2: 数量指标, rows: 2}
    - {level2: 质量指标, rows: 2, required: true}
    - {level2: 成本指标}
    - {level2: 社会效益指标}
"""
#: What people may mean by a name, and what no reader may take for something else on a form that stands as issued.
WORDS = (
    "按时发放", "优良", "1台", "88", "≥95%", "100%", "2024年12月31日前", "2024-01-02", "≤4.56万元", "合计", "备注",
    "无", "略", "—", "/", "≥", "=", "套", "元", "定性", "数量指标", "满意度", "满意度指标", "产出指标",
    "服务对象满意度", "效益指标", "成本指标", "项目名称", "预算数", "三级指标", "指标值", "年度指标值", "绩效指标",
    "项目绩效目标表", "2024年项目绩效目标表", "填报人：张三", "单位：万元", "备注：无", "可以上报", "年度目标",
    "年度目标：保运转", "质量指标（必填）", "产出指标(50分)", "甲", "0", "是", "=1+1", "表13",
)  # fmt: skip
SHIPPED = ("form13", "plan", "department", "costfirst")
#: What is noted of .xls and .ods, whatever stands in them.
FOREIGN = "F08"
PHASES = (Phase.explicit, Phase.generate)  # a counterexample is short enough as it is
MOST = settings(max_examples=12, derandomize=True, deadline=None, database=None, phases=PHASES)
words, numbers = st.sampled_from(WORDS), st.integers(1, 100)


@cache
def library(folder: Path) -> Library:
    return load_library(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = tmp_path_factory.mktemp("模板")
    (own / "own.yaml").write_text(HOME_MADE, "utf-8")
    return own


def layouts(folder: Path) -> dict[str, Layout]:
    """A form of every definition, for every type of project."""
    at_hand = library(folder)
    forms = [one for one in at_hand.definitions.values() if isinstance(one, FormDefinition)]
    return {
        f"{form.id}-{kind or 'none'}": compile_layout(form, at_hand.framework(form), 2024, kind)
        for form in forms
        for kind in (None, *form.types)
    }


def test_forms_of_every_definition_are_tried(folder: Path) -> None:
    assert {name.split("-")[0] for name in layouts(folder)} == {*SHIPPED, "own"}


def filled_in(layout: Layout, word: Callable[[], str], number: Callable[[], int]) -> Record:
    """Returns a record that fills a form with drawn words."""
    form = layout.form
    if form.record == "department":
        goals = tuple(SubGoal(word(), word(), word()) for _ in range(3))
        return DepartmentTarget(form.id, form.version, "甲街道", 2024, word(), goals, (word(), word()))
    columns = layout.columns
    blocks = {value: value in columns or block[1] in columns for value, block in BLOCKS.items()}

    def indicator(slot: IndicatorRow) -> Indicator:
        values: dict[str, Any] = {value: word() if present else None for value, present in blocks.items()}
        extras: dict[str, Any] = {part: word() if part in columns else None for part in ("description", "basis")}
        weight = str(number()) if "weight" in columns else None
        return Indicator(slot.level1, slot.level2, word(), **values, **extras, weight=weight)

    plan = [name.removeprefix(PAYMENT_PLAN) for name in form.fields if name.startswith(PAYMENT_PLAN)]
    answers = {name: word() for name in ("annual_goal", "period_goal", "spending_unit") if name in form.fields}
    code = "项目名称" if form.id == "own" else "170001234" if "project_code" in form.fields else None
    return Project(
        form=form.id,
        form_version=form.version,
        project_name=word(),
        project_code=code,
        project_type=layout.project_type if "project_type" in form.fields else None,
        budget_year=2024,
        funding=Funding(total=Decimal(number()), unit_as_written=form.unit) if "total" in form.fields else Funding(),
        payment_plan=tuple(PaymentStep(by, "50") for by in plan),
        indicators=tuple(map(indicator, _topmost([slot for slot in layout.slots if number() > 40], layout))),
        annual_goal=answers.get("annual_goal"),
        period_goal=answers.get("period_goal"),
        spending_unit=answers.get("spending_unit"),
    )


def _topmost(chosen: list[IndicatorRow], layout: Layout) -> list[IndicatorRow]:
    """Returns the first rows of each category, as many as are used."""
    counts = {level: sum(slot.level2 == level for slot in chosen) for level in {slot.level2 for slot in chosen}}
    rows = []
    for slot in layout.slots:
        if counts.get(slot.level2, 0) > 0:
            counts[slot.level2] -= 1
            rows.append(slot)
    return rows


def issued(record: Record, layout: Layout) -> bytes:
    """The form of a record, filled in."""
    values: dict[str, CellValue] = record_values(record, layout)
    return draw([Issue(layout, values, frozenset(), stamp_for(layout, KEY, "甲"), "甲")], "x")


def read(data: bytes, folder: Path, name: str = "甲.xlsx") -> ReadFile:
    return read_bytes(name, data, library(folder), ReadOptions(Limits(), KEY))


def check(file: ReadFile, record: Record) -> None:
    """Checks that a file reads as filled in, without findings about its structure."""
    [read_back] = [one.record for one in file.records]
    if isinstance(read_back, Project):
        assert isinstance(record, Project)
        assert without_source(read_back) == record
    else:
        assert replace(read_back, source=None) == record
    assert [str(one) for one in run([file], families=("file", "structure")) if one.code != FOREIGN] == []


@pytest.mark.parametrize("form", [*SHIPPED, "own"])
def test_whatever_word_is_in_a_cell_it_is_read_as_what_the_cell_is_for(form: str, folder: Path) -> None:
    chosen = [layout for name, layout in layouts(folder).items() if name.split("-")[0] == form]

    @MOST
    @given(st.data())
    def whatever(data: st.DataObject) -> None:
        layout = data.draw(st.sampled_from(chosen))
        record = filled_in(layout, lambda: data.draw(words), lambda: data.draw(numbers))
        check(read(issued(record, layout), folder), record)

    whatever()


@pytest.mark.libreoffice
def test_the_same_saved_again_by_libreoffice(folder: Path, tmp_path: Path) -> None:
    chosen = [layouts(folder)[f"{form}-none"] for form in (*SHIPPED, "own")]
    spoken, counted = cycle(WORDS), cycle(range(1, 100, 7))
    records = [filled_in(layout, lambda: next(spoken), lambda: next(counted)) for layout in chosen]
    paths = []
    for record, layout in zip(records, chosen, strict=True):
        paths.append(tmp_path / f"{layout.form.id}.xlsx")
        paths[-1].write_bytes(issued(record, layout))
    for kind in ("xlsx", "xls", "ods"):
        for path, record in zip(convert(paths, kind, tmp_path), records, strict=True):
            check(read(path.read_bytes(), folder, path.name), record)


def _unprotected(sheet: Worksheet) -> None:
    sheet.protection.sheet = False


def _limitless(sheet: Worksheet) -> None:
    sheet.data_validations.dataValidation.clear()


def _renamed(sheet: Worksheet) -> None:
    sheet.title = "改过的名字"


@pytest.mark.parametrize(("change", "code"), [(_unprotected, "S19"), (_limitless, "S22"), (_renamed, "S17")])
def test_where_only_the_locks_or_the_name_are_missing_no_cell_was_moved(
    change: Callable[[Worksheet], None], code: str, folder: Path
) -> None:
    layout = layouts(folder)["form13-none"]
    spoken, counted = cycle(WORDS), cycle(range(1, 100, 7))
    record = filled_in(layout, lambda: next(spoken), lambda: next(counted))
    book = load_workbook(io.BytesIO(issued(record, layout)))
    change(book.worksheets[0])
    file = read(saved(book), folder)
    assert [without_source(one.record) for one in file.records if isinstance(one.record, Project)] == [record]
    assert {one.code for one in run([file], families=("structure",))} == {code}
