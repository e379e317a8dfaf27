"""Faults of a definition are refused with file, line, key and advice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.definitions import SOUND, changed, line_of, refused

#: What was changed, into what, the key that is named, a word of the sentence.
FAULTS = [
    # cells against the page
    ("{field: total, span: 4}", "{field: total, span: 4, rows: 3}", "layout.4.cells.1.rows", "rows: 1"),
    ("{field: total, span: 4}", "{field: total, span: 5}", "layout.4.cells.1.span", "第 3 到 7 列"),
    ("{part: basis, label: 备注}", "{part: basis, label: 备注, span: 2}", "indicators.columns.4.span", "6 列"),
    ("{label: 项目类型, span: 2}", "{label: 项目类型, span: 0}", "layout.2.cells.0.span", "1"),
    ("columns: [12, 16, 24, 14, 14, 14]", "columns: [12, 16, 24, 14, 14, 300]", "page.columns.5", "255"),
    ("columns: [12, 16, 24, 14, 14, 14]", "columns: [90, 90, 90, 14, 14, 14]", "page.columns", "landscape"),
    ("height: 30", "height: -3", "layout.4.height", "-3"),
    ("height: 30", "height: 1000", "layout.4.height", "409"),
    # rows
    ("{level2: 数量指标, rows: 2}", "{level2: 数量指标, rows: 0}", "indicators.categories.0.rows", "0"),
    ("{level2: 数量指标, rows: 2}", "{level2: 数量指标, rows: 10000}", "indicators.categories.0.rows", "100"),
    ("{数量指标: 3}", "{数量指标: 5000}", "types.维护类.rows.数量指标", "100"),
    # kinds that do not fit
    ("start_year: {kind: year,", "start_year: {kind: text,", "fields.start_year.kind", "year"),
    ("total: {kind: amount,", "total: {kind: text,", "fields.total.kind", "amount"),
    ("total: {kind: amount,", "total: {kind: amuont,", "fields.total.kind", "“amount”"),
    ("project_name: {kind: text,", "project_name: {kind: amount,", "fields.project_name.kind", "text"),
    ("name: 预算数, required: true}", "name: 预算数, most: 9}", "fields.total.most", "most"),
    ("choices: types}", "choices: types, default: 维护}", "fields.project_type.default", "“维护类”"),
    ("{kind: choice, name: 项目类型, choices: types}", "{kind: choice, name: 项目类型}",
     "fields.project_type.choices", "choices"),
    # fields of its own
    ("start_year: {kind: year,", "begin: {kind: mark,", "fields.begin.choices", "choices: [甲, 乙]"),
    ("start_year: {kind: year,", "begin: {kind: funds,", "fields.begin.kind", "date"),
    ("start_year: {kind: year,", "strat_year: {kind: year,", "fields.strat_year", "“start_year”"),
    ("start_year: {kind: year,", "indicators: {kind: year,", "fields.indicators", "栏目"),
    ("total: {kind: amount,", "period: {kind: period, name: 实施期}\n  total: {kind: amount,",
     "fields.start_year", "period"),
    # names that do not exist
    ("title: 绩效目标表\nframe", "titel: 绩效目标表\nframe", "titel", "“title”"),
    ("framework: classic", "framework: clasic", "framework", "“classic”"),
    ("prefilled: [project_name]", "prefilled: [project_nam]", "prefilled.0", "“project_name”"),
    ("{field: end_year, span: 2}", "{field: end_yaer, span: 2}", "layout.3.cells.3.field", "“end_year”"),
    ("{level2: 质量指标, rows: 2}", "{level2: 质量, rows: 2}", "indicators.categories.1.level2", "“质量指标”"),
    ("{part: name,", "{part: nmae,", "indicators.columns.2.part", "“name”"),
    ("  side: 绩效指标", "  side: 绩效指标\n  spelling: {产出: 产出成果}", "indicators.spelling.产出", "“产出指标”"),
    ("unit: 元", "unit: 万", "unit", "“万元”"),
    ("unit: 元", "unit: 元\nsummary: combine", "summary", "“combined”"),
    ("[维修次数, 更换数量]}", "[维修次数]}\n    sugestions: {}", "types.维护类.sugestions", "“suggestions”"),
    # what is missing
    ("    - {part: name, label: 三级指标}\n", "", "indicators.columns", "三级指标名称"),
    ("    - {part: annual_value, label: 指标值}\n", "", "indicators.columns", "annual_value"),
    ("  total: {kind: amount, name: 预算数, required: true}\n", "", "layout.4.cells.1.field", "total"),
    (", {field: total, span: 4}", "", "fields.total", "{field: total}"),
    ("unit: 元\n", "", "unit", "缺少"),
    ("  side: 绩效指标", "  side: 绩效指标\n  weights: 100", "indicators.weights", "权重"),
    # what cannot be told apart
    ("{label: 到期年度}", "{label: 起始年度 }", "layout.3.cells.2.label", "第 4 行"),
    ("{label: 到期年度}", "{label: 到期年度, also: [项目类型：]}", "layout.3.cells.2.also.0", "第 3 行"),
    ("{label: 预算数, span: 2}, ", "", "layout.4.cells.0", "label"),
    ("{label: 到期年度}, ", "", "layout.3.cells.2", "start_year"),
    ("{part: basis, label: 备注}", "{part: basis, label: 备注, also: [指 标 值]}",
     "indicators.columns.4.also.0", "指标值"),
    ("name: 到期年度}", "name: 起始年度}", "fields.end_year.name", "start_year"),
    ("  购置类: {}", "  维护 类: {}", "types.维护 类", "维护类"),
    ("{label: 到期年度}", "{label: 到期年度, also: [指标值]}", "layout.3.cells.2.also", "列名"),
    ("{label: 到期年度}", "{label: 数量指标}", "layout.3.cells.2.label", "指标类别"),
    # numbers and truth values where a text is meant, and the other way round
    ('version: "1"', "version: 2024.1", "version", '"2024.1"'),
    ("{label: 项目类型, span: 2}", "{label: 2024, span: 2}", "layout.2.cells.0.label", '"2024"'),
    ("{label: 项目类型, span: 2}", "{label: true, span: 2}", "layout.2.cells.0.label", '"true"'),
    ("{label: 项目类型, span: 2}", "{label: 项目类型, span: 两}", "layout.2.cells.0.span", "整数"),
    ("{label: 项目类型, span: 2}", "{label: 项目类型, span: true}", "layout.2.cells.0.span", "整数"),
    ("{label: 项目类型, span: 2}", "{label: 项目类型, span: 2.5}", "layout.2.cells.0.span", "整数"),
    ("name: 预算数, required: true", "name: 预算数, required: 是", "fields.total.required", "true"),
    ("name: 小表", "name:", "name", "空"),
    ("{label: 预算数, span: 2}", "{label: “预算数”, span: 2}", "layout.4.cells.0.label", "引号"),
    ("{label: 预算数, span: 2}", '{label: "{yaer}年预算数", span: 2}', "layout.4.cells.0.label", "{year}"),
    ("{label: 预算数, span: 2}", "{label：预算数, span: 2}", "layout.4.cells.0", "全角冒号"),
    ("{label: 预算数, span: 2}", "{label:预算数, span: 2}", "layout.4.cells.0", "空一格"),
    ("[维修次数, 更换数量]", "维修次数", "types.维护类.suggestions.数量指标", "列表"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "word"), FAULTS)
def test_a_fault_is_refused_with_line_key_and_what_would_be_right(
    tmp_path: Path, old: str, new: str, key: str, word: str
) -> None:
    message = refused(tmp_path, changed(old, new))
    assert any(
        re.match(rf"small\.yaml:\d+: {re.escape(key)}", line) and word in line for line in message.splitlines()
    ), message
    english = refused(tmp_path, changed(old, new), "en")
    assert len(english.splitlines()) == len(message.splitlines())
    assert not re.search("Input should|dictionary|instance of|[A-Z][a-z]+[A-Z]|dataclass", english + message), english


def test_the_line_is_that_of_the_fault(tmp_path: Path) -> None:
    text = changed("{part: basis, label: 备注}", "{part: basis, label: 备注, span: 3}")
    assert refused(tmp_path, text).startswith(f"small.yaml:{line_of(text, 'part: basis')}: indicators.columns.4.span")


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    text = changed("framework: classic", "framework: classic\nsummary: mine").replace("{part: name,", "{part: basis,")
    message = refused(tmp_path, text)
    assert "summary" in message
    assert "重复的列" in message
    assert "三级指标名称" in message


def test_the_sound_one_is_taken(tmp_path: Path) -> None:
    assert refused(tmp_path, SOUND) == ""


@pytest.mark.parametrize("text", [SOUND.replace("\n", "\r\n"), "\ufeff" + SOUND, SOUND.replace("true", "yes")])
def test_what_an_editor_adds_does_no_harm(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text) == ""


def test_a_key_that_is_written_twice_is_named(tmp_path: Path) -> None:
    text = changed("unit: 元\n", "unit: 元\nid: other\n")
    assert refused(tmp_path, text).startswith(f"small.yaml:{line_of(text, 'id: other')}: ")


TYPED = [
    ("id: small", "id：small", "全角冒号"),
    ("id: small", "id:small", "空一格"),
    ("  project_name:", "\tproject_name:", "制表符"),
    ("  project_name:", "\u3000project_name:", "全角空格"),
    ('version: "1"', 'version: "1', "引号"),
    ("span: 6}]", "span: 6]", "括号"),
    ("{label: 项目类型, span: 2}", "{label: {year}年类型, span: 2}", "引号"),
    ("name: 小表", "name: 小表: 第一稿", "冒号"),
    ("name: 小表", "name: @小表", "引号"),
    ("  project_type:", " project_type:", "缩进"),
    ("  project_type:", "  ? project_type:", "?"),
    ("name: 小表", "name: !小表", "!"),
    ("name: 小表", "name: >小表", ">"),
    ("name: 小表", "name: 小\x07表", "控制字符"),
]


@pytest.mark.parametrize(("old", "new", "word"), TYPED)
def test_a_slip_of_the_keyboard_gets_a_sentence_and_its_line(tmp_path: Path, old: str, new: str, word: str) -> None:
    text = changed(old, new)
    message = refused(tmp_path, text)
    assert word in message
    line = int(message.split(":")[1])
    assert abs(line - line_of(text, new)) <= 1, message
    assert "block" not in refused(tmp_path, text, "en")


@pytest.mark.parametrize("data", [SOUND.encode("gbk"), SOUND.encode("utf-16")])
def test_another_encoding_is_named(tmp_path: Path, data: bytes) -> None:
    message = refused(tmp_path, data)
    assert re.match(r"small\.yaml:\d+: ", message)
    assert "UTF-8" in message


def test_what_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    rows = [
        f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    for bomb in ("\n".join(["a: &a [x, x]", *rows]), "a: &a [*a]", "a: " + "[" * 5000, "a: " + "{b: " * 3000):
        assert re.match(r"small\.yaml:\d+: ", refused(tmp_path, bomb))


def test_a_simple_alias_is_fine(tmp_path: Path) -> None:
    text = changed("rows: {数量指标: 3}", "rows: &rows {数量指标: 3}").replace("购置类: {}", "购置类: {rows: *rows}")
    assert refused(tmp_path, text) == ""


FRAMEWORK = """\
id: mine
title: 我的体系
levels:
  - code: "1"
    name: 产出指标
    levels:
      - {code: "11", name: 数量指标, packed: 数量}
"""


@pytest.mark.parametrize(
    ("old", "new", "key", "word"),
    [
        ("packed: 数量", "packd: 数量", "levels.0.levels.0.packd", "“packed”"),
        ("    name: 产出指标\n", "", "levels.0.name", "缺少"),
        ('code: "1"', "code: 1", "levels.0.code", '"1"'),
        ("id: mine", "id: other", "id", "mine"),
        ("packed: 数量}", "packed: 数量}\n      - {code: '11', name: 质量指标, packed: 质量}",
         "levels.0.levels.1.code", "11"),
        ("packed: 数量}", "packed: 数量}\n      - {code: '', name: 质量指标, packed: 数量}",
         "levels.0.levels.1", "数量指标"),
    ],
)  # fmt: skip
def test_a_framework_is_proved_too(tmp_path: Path, old: str, new: str, key: str, word: str) -> None:
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "mine.yaml").write_text(FRAMEWORK.replace(old, new), "utf-8")
    message = refused(tmp_path, changed("framework: classic", "framework: mine"))
    assert any(
        line.startswith("mine.yaml:") and f": {key}: " in line and word in line for line in message.splitlines()
    ), message
