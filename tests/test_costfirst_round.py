"""The whole round of the cost-first form, and of a district's own one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.support.records import sample, without_source
from toolkit import api
from toolkit.errors import InputError, TemplateError
from toolkit.issuing import type_in
from toolkit.model import Project, Severity

Office = Callable[..., list[Path]]
#: Another arrangement: only the year's value stands in parts and without a column for its sign, the period's whole;
#: other labels, another total of weights, the columns in another order.
OWN = """
kind: form
id: linjiang
version: "1"
name: 临江街道项目绩效目标表
name_en: form of Linjiang
title: 临江街道项目支出绩效目标申报表
framework: cost_first
unit: 万元
page: {orientation: landscape, columns: [14, 18, 28, 9, 16, 14, 12, 18]}
fields:
  project_name: {kind: text, name: 项目名称, required: true}
  spending_unit: {kind: text, name: 承办科室, required: true}
  start_year: {kind: year, name: 起始年度, required: true}
  end_year: {kind: year, name: 到期年度, required: true}
  total: {kind: amount, name: 资金总额, required: true}
  annual_goal: {kind: long_text, name: 年度目标, required: true}
prefilled: [project_name, spending_unit, total]
layout:
  - cells: [{title: 临江街道项目支出绩效目标申报表, span: 8}]
  - cells: [{label: 项目名称}, {field: project_name, span: 3}, {label: 承办科室, span: 2},
      {field: spending_unit, span: 2}]
  - cells: [{label: 起始年度}, {field: start_year}, {label: 到期年度}, {field: end_year, span: 2},
      {label: "{year}年资金总额（万元）", span: 2}, {field: total}]
  - cells: [{label: "{year}年度目标"}, {field: annual_goal, span: 7}]
    height: 60
indicators:
  columns:
    - {part: level1, label: 一级}
    - {part: level2, label: 二级}
    - {part: name, label: 指标内容}
    - {part: weight, label: 分值}
    - {part: period_value, label: 三年目标值}
    - {part: number, group: 本年目标, label: 数}
    - {part: unit, group: 本年目标, label: 量纲}
    - {part: basis, label: 依据}
  categories:
    - {level2: 经济成本指标, rows: 2, required: true}
    - {level2: 数量指标, rows: 3, required: true}
    - {level2: 质量指标, rows: 3}
    - {level2: 时效指标, rows: 2}
    - {level2: 社会效益指标, rows: 1}
    - {level2: 可持续影响指标, rows: 1}
    - {level2: 服务对象满意度指标, rows: 1, required: true}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "模板"
    folder.mkdir()
    (folder / "linjiang.yaml").write_text(OWN, "utf-8")
    return folder


def projects() -> tuple[Project, ...]:
    return sample("costfirst-re-expressed")


def read(*paths: Path, templates: Path | None = None) -> tuple[Project, ...]:
    return tuple(map(without_source, api.read(*paths, templates=templates).projects))


def lines(text: str) -> list[str]:
    """The texts of one workbook's first sheet."""
    sheet = openpyxl.load_workbook(text).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_records_come_back_from_the_form_as_they_were_without_a_warning(tmp_path: Path) -> None:
    api.generate("costfirst", output=tmp_path / "报回", records=projects(), password="x")
    outcome = api.check(tmp_path / "报回")
    assert tuple(map(without_source, outcome.projects)) == projects()
    assert [one for one in outcome.findings if one.severity is not Severity.INFO] == []


def test_a_blank_form_for_each_type_and_one_for_each_row_of_a_roster(tmp_path: Path) -> None:
    blank = api.generate("costfirst", output=tmp_path / "空白", year=2024, password="x")
    assert len(blank.paths) == 3
    head = "项目名称,项目类型,主管部门,实施单位,起始年度,到期年度,资金总额（元）"
    roster = tmp_path / "名册.csv"
    roster.write_text(f"{head}\n治安经费（常）,其他特定目标类（部门职能类）,东坑镇,骏达社区,2022,2024,36300\n", "utf-8")
    [path] = api.generate("costfirst", output=tmp_path / "下发", roster=roster, year=2024, password="x").paths
    first = projects()[0]
    path.write_bytes(type_in(path.read_bytes(), {"治安经费（常）": first}))
    [found] = read(path)
    wanted = replace(first, supervising_department="东坑镇", spending_unit="骏达社区")
    assert found == wanted
    assert {one.severity for one in api.check(path).findings} <= {Severity.INFO}


@pytest.mark.libreoffice
def test_the_self_check_adds_the_weights_up(tmp_path: Path, office: Office) -> None:
    first, second = projects()
    light = replace(second, indicators=(replace(second.indicators[0], weight="19"), *second.indicators[1:]))
    paths = list(api.generate("costfirst", output=tmp_path, records=(first, light), password="x").paths)
    for path, saved in zip(paths, office(paths, "xlsx"), strict=True):
        result = openpyxl.load_workbook(saved, data_only=True).worksheets[0]
        texts = {str(cell.value) for row in result.iter_rows() for cell in row if cell.value}
        assert ("← 各项权重相加应为100" in texts) == ("群众经费" in path.name)
        assert ("初步自查：未见错误" in texts) == ("治安" in path.name)


def test_it_is_merged_into_the_summary_and_split_back_with_its_weights(tmp_path: Path) -> None:
    api.generate("costfirst", output=tmp_path / "报回", records=projects(), password="x")
    api.generate("form13", output=tmp_path / "报回" / "表13", records=sample("000-junda")[1:3], password="x")
    merged = api.merge(tmp_path / "报回", output=tmp_path / "汇总.xlsx", department="东坑镇")
    assert merged.left_out == ()
    packed = next(text for text in lines(str(merged.path)) if "保安服装标准" in text)
    assert packed.startswith("1、成本指标,经济成本指标,保安服装标准；实施周期指标值:≤180元/套,年度指标值:≤180元/套;,")
    assert "1-产出指标,11-数量指标,采购保安服装；实施周期指标值:≥8套,年度指标值:≥8套;" in packed
    findings, names = api.check(merged.path).findings, {project.project_name for project in projects()}
    assert {one.code for one in findings if one.where.project in names and one.severity is not Severity.INFO} == set()
    api.split(merged.path, output=tmp_path / "拆分", password="x")
    second = {project.project_name: project for project in read(tmp_path / "拆分" / "costfirst")}
    assert second == {project.project_name: project for project in projects()}


def test_a_summary_that_a_person_typed_is_split_into_the_form_by_its_level_names(tmp_path: Path) -> None:
    api.generate("costfirst", output=tmp_path / "报回", records=projects(), password="x")
    merged = api.merge(tmp_path / "报回", output=tmp_path / "汇总.xlsx", department="东坑镇")
    book = openpyxl.load_workbook(merged.path)
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    book.save(tmp_path / "手工.xlsx")
    api.split(tmp_path / "手工.xlsx", output=tmp_path / "拆分", form="costfirst", password="x")
    values = [
        [(one.level1, one.level2, one.name, one.period_value, one.annual_value) for one in project.indicators]
        for project in (*read(tmp_path / "拆分"), *projects())
    ]
    assert sorted(values[:2]) == sorted(values[2:])


def test_a_record_whose_levels_the_form_does_not_have_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"预算执行率.*成本指标.*没有位置"):
        api.generate("costfirst", output=tmp_path, records=sample("000-junda")[:1], password="x")


def test_a_district_describes_its_own_layout_and_goes_the_whole_round(own: Path, tmp_path: Path) -> None:
    records = tuple(
        replace(
            one, form="linjiang", form_version="1", project_type=None, supervising_department=None, period_goal=None,
            funding=replace(one.funding, unit_as_written="万元"),
            indicators=tuple(replace(each, basis="历年数据") for each in one.indicators),
        )
        for one in projects()
    )  # fmt: skip
    issued = api.generate("linjiang", output=tmp_path / "下发", records=records, templates=own, password="x")
    texts = lines(str(issued.paths[0]))
    assert {"本年目标", "数", "量纲", "分值", "≥8", "套", "≥8套"} <= set(texts)
    outcome = api.check(tmp_path / "下发", templates=own)
    assert tuple(map(without_source, outcome.projects)) == records
    loud = {one.code for one in outcome.findings if one.severity is not Severity.INFO}
    assert loud <= {"C05"}  # unit prices in 元 on a form in 万元

    [blank] = api.generate("linjiang", output=tmp_path / "空白", templates=own, year=2024, password="x").paths
    typed = replace(records[0], budget_year=2024)
    blank.write_bytes(type_in(blank.read_bytes(), {"临江街道项目支出绩效目标申报表": typed}, own))
    assert read(blank, templates=own) == (typed,)

    merged = api.merge(tmp_path / "下发", output=tmp_path / "汇总.xlsx", department="临江街道", templates=own)
    assert merged.left_out == ()
    api.split(merged.path, output=tmp_path / "拆分", templates=own, password="x")
    second = {project.project_name: project for project in read(tmp_path / "拆分", templates=own)}
    assert second == {project.project_name: project for project in records}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("group: 本年目标, label: 量纲", "group: 本年目标, label: 数", "列名重复"),
        ("{part: number, group: 本年目标, label: 数}", "{part: description, label: 说明}", "缺少 number"),
        ("{part: basis, label: 依据}", "{part: annual_value, label: 年度值}", "只能二选一"),
        ("{part: basis, label: 依据}", "{part: weight, label: 权重}", "重复的列"),
        ("{part: period_value, label: 三年目标值}", "{part: period_value, label: 本年目标}", "分组与列同名"),
        ("  categories:", "  groups: {全年目标: [年度目标]}\n  categories:", "没有的分组"),
    ],
)
def test_columns_that_a_reader_could_not_tell_apart_are_refused(own: Path, old: str, new: str, fault: str) -> None:
    path = own / "linjiang.yaml"
    assert old in OWN
    path.write_text(OWN.replace(old, new), "utf-8")
    with pytest.raises(TemplateError, match=fault):
        api.generate("linjiang", output=own / "下发", templates=own)


def homemade(path: Path, change: Callable[[list[list[str | None]]], object]) -> Path:
    """The form as a clerk draws it: words and values, no stamp, no locks."""
    [source] = api.generate(
        "costfirst", output=path.parent / "源", records=projects()[:1], password="x", force=True
    ).paths
    sheet = openpyxl.load_workbook(source).worksheets[0]
    rows = [[None if c.value is None else str(c.value) for c in row[:11]] for row in sheet.iter_rows()][:-1]
    change(rows)
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def heading(rows: list[list[str | None]]) -> int:
    return next(number for number, row in enumerate(rows) if "二级指标" in row)


def test_a_home_made_form_is_read_by_its_labels_and_their_groups(tmp_path: Path) -> None:
    def respelled(rows: list[list[str | None]]) -> None:
        upper = heading(rows)
        rows[upper] = [
            {"实施周期指标值": "周期指标", "年度指标值": "当年度指标值"}.get(t or "", t) for t in rows[upper]
        ]
        rows[upper + 1] = [{"符号": "计算符号", "单位": "计量单位"}.get(t or "", t) for t in rows[upper + 1]]

    for name, change in (("原样", lambda rows: None), ("别名", respelled)):
        [found] = read(homemade(tmp_path / f"{name}.xlsx", change))
        assert found == projects()[0]


def test_a_home_made_form_whose_blocks_have_no_groups_is_no_guess(tmp_path: Path) -> None:
    def bare_headings(rows: list[list[str | None]]) -> None:
        upper = heading(rows)
        rows[upper] = [None if text in ("实施周期指标值", "年度指标值") else text for text in rows[upper]]

    path = homemade(tmp_path / "无分组.xlsx", bare_headings)
    outcome = api.check(path)
    assert all(one.values == () for project in outcome.projects for one in project.indicators)
    assert "S03" in {one.code for one in outcome.findings if one.severity is Severity.ERROR}


def test_a_home_made_form13_is_still_one(tmp_path: Path) -> None:
    [source] = api.generate("form13", output=tmp_path / "源", records=sample("000-junda")[:1], password="x").paths
    sheet = openpyxl.load_workbook(source).worksheets[0]
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in sheet.iter_rows(max_col=6):
        book.active.append(["" if c.value == "项目等级" else c.value for c in row])
    book.save(tmp_path / "自制.xlsx")
    assert [project.form for project in read(tmp_path / "自制.xlsx")] == ["form13"]


@pytest.mark.parametrize("form", ["form13", "costfirst"])
def test_a_form_with_names_of_their_own_on_each_side_is_refused_and_not_guessed(form: str, tmp_path: Path) -> None:
    """Not supported: a heading that has 三级指标 and 指标值 twice."""
    record = sample("000-junda")[0] if form == "form13" else projects()[0]
    [source] = api.generate(form, output=tmp_path / "源", records=[record], password="x").paths
    sheet = openpyxl.load_workbook(source).worksheets[0]
    rows = [[cell.value for cell in row[:11]] for row in sheet.iter_rows()]
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows[: next(number for number, row in enumerate(rows) if "二级指标" in row)]:
        book.active.append(row)
    book.active.append(["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"])
    book.active.append(["产出指标", "数量指标", "采购保安服装", "≥24套", "数量指标", "采购保安服装", "≥8套"])
    book.active.append([None, "质量指标", "采购验收合格率", "≥85%", "质量指标", "采购验收合格率", "≥90%"])
    book.active.append(
        ["满意度指标", "服务对象满意度指标", "群众满意度", "≥80%", "服务对象满意度指标", "群众满意度", "≥90%"]
    )
    book.save(tmp_path / "左右.xlsx")
    outcome = api.check(tmp_path / "左右.xlsx")
    assert all(one.values == () for project in outcome.projects for one in project.indicators)
    assert {one.severity for one in outcome.findings} >= {Severity.ERROR}
