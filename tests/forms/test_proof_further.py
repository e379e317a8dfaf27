"""Faults of further tables, footers and sums get file, line and key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.definitions import line_of, refused

LARGE = """\
kind: form
id: small
version: "1"
name: 大表
name_en: a large form
title: 绩效目标表
framework: classic
unit: 万元
page: {columns: [12, 16, 24, 14, 14, 14], font: 仿宋, size: 12}
fields:
  project_name: {kind: text, name: 项目名称, required: true}
  total: {kind: amount, name: 资金总额, required: true}
  fiscal: {kind: amount, name: 财政拨款}
  middle: {kind: amount, name: 中期财政拨款}
  phone: {kind: phone, name: 联系电话}
sums: {total: [fiscal]}
layout:
  - cells: [{title: 绩效目标表, span: 6}]
  - cells: [{label: 项目名称, span: 2}, {field: project_name, span: 4}]
  - cells:
      - {label: 其中：财政拨款}
      - {field: middle, span: 2}
      - {label: 其中：财政拨款, repeated: true}
      - {field: fiscal, span: 2}
  - cells: [{label: 资金来源}]
    table: funds
indicators:
  columns:
    - {part: level1, label: 一级指标}
    - {part: level2, label: 二级指标}
    - {part: name, label: 三级指标}
    - {part: annual_value, label: 指标值}
    - {part: direction, label: 方向, kind: choice, choices: [正向, 反向]}
    - {label: 序号, skip: true}
  categories:
    - {level2: 数量指标, rows: 2}
footer:
  - cells: [{label: 联系电话, span: 2}, {field: phone, span: 4}]
tables:
  funds:
    name: 资金来源
    lines: [本级, "", 合计]
    columns:
      - {key: source, label: 来源, span: 2}
      - {key: last, label: 上年, kind: amount, group: 金额}
      - {key: this, label: 本年, kind: amount, group: 金额}
    cells:
      total: {row: 3, column: this}
"""

#: What was changed, into what, the key that is named, a word of the sentence.
FAULTS = [
    # repeated labels
    ("{label: 其中：财政拨款, repeated: true}", "{label: 其中：财政拨款}", "layout.2.cells.2.label", "repeated: true"),
    ("{label: 其中：财政拨款, repeated: true}", "{label: 年度拨款, repeated: true}", "layout.2.cells.2.repeated",
     "删去"),
    ("{label: 其中：财政拨款, repeated: true}", "{label: 其中：财政拨款, repeated: 是}",
     "layout.2.cells.2.repeated", "true"),
    ("{label: 其中：财政拨款, repeated: true}", "{label: 其中：财政拨款, repeatd: true}",
     "layout.2.cells.2.repeatd", "“repeated”"),
    ("{field: middle, span: 2}", "{field: middle, span: 2, repeated: true}", "layout.2.cells.1.repeated", "label"),
    ("{label: 项目名称, span: 2}", '{label: "{year+12}项目名称", span: 2}', "layout.1.cells.0.label", "{year}"),
    # further tables
    ("    table: funds", "    table: fund", "layout.3.table", "“funds”"),
    ("    table: funds", "    tabel: funds", "layout.3.tabel", "“table”"),
    ("    table: funds\n", "", "tables.funds", "- table: funds"),
    ("  - cells: [{label: 资金来源}]", "  - cells: [{label: 资金来源, span: 4}]", "layout.3.table", "2 列"),
    ("label: 来源, span: 2", "label: 来源, span: 0", "tables.funds.columns.0.span", "1"),
    ("key: this, label: 本年", "key: last, label: 本年", "tables.funds.columns.2", "last"),
    ("key: this, label: 本年", "key: this, label: 上年", "tables.funds.columns.2", "上年"),
    ("label: 上年, kind: amount", "label: 上年, kind: amuont", "tables.funds.columns.1.kind", "“amount”"),
    ("label: 上年, kind: amount", "label: 上年, kind: choice", "tables.funds.columns.1.choices", "choices"),
    ("label: 上年, kind: amount, group: 金额", "label: 上年, kind: amount, gruop: 金额",
     "tables.funds.columns.1.gruop", "“group”"),
    ('lines: [本级, "", 合计]', 'lines: [合计, "", 合计]', "tables.funds.lines.2", "合计"),
    ('lines: [本级, "", 合计]', 'lines: [本级, "", 合计]\n    rows: 3', "tables.funds", "lines"),
    ('    lines: [本级, "", 合计]\n', "", "tables.funds", "rows"),
    ('lines: [本级, "", 合计]', "lines: 本级", "tables.funds.lines", "列表"),
    ("total: {row: 3, column: this}", "total: {row: 4, column: this}", "tables.funds.cells.total.row", "3"),
    ("total: {row: 3, column: this}", "total: {row: 3, column: tihs}", "tables.funds.cells.total.column", "“this”"),
    ("total: {row: 3, column: this}", "total: {row: 3, column: source}", "tables.funds.cells.total.column", "amount"),
    ("total: {row: 3, column: this}", "totel: {row: 3, column: this}", "tables.funds.cells.totel", "“total”"),
    ("total: {row: 3, column: this}", "fiscal: {row: 3, column: this}", "tables.funds.cells.fiscal", "layout"),
    ("total: {row: 3, column: this}", "total: [3, this]", "tables.funds.cells.total", "row"),
    # sums, footer, page
    ("sums: {total: [fiscal]}", "sums: {total: [fiscl]}", "sums.total.0", "“fiscal”"),
    ("sums: {total: [fiscal]}", "sums: {totl: [fiscal]}", "sums.totl", "“total”"),
    ("sums: {total: [fiscal]}", "sums: {fiscal: []}", "sums.fiscal", "至少"),
    ("sums: {total: [fiscal]}", "sums: {total: [phone]}", "sums.total.0", "金额"),
    ("sums: {total: [fiscal]}", "sum: {total: [fiscal]}", "sum", "“sums”"),
    ("{field: phone, span: 4}]", "{field: phone, span: 5}]", "footer.0.cells.1.span", "6"),
    ("{field: phone, span: 4}]", "{field: phone, span: 4, rows: 2}]", "footer.0.cells.1.rows", "rows: 1"),
    ("{field: phone, span: 4}]", "{field: phon, span: 4}]", "footer.0.cells.1.field", "“phone”"),
    ("footer:\n", "foter:\n", "foter", "“footer”"),
    ("size: 12}", "size: 80}", "page.size", "30"),
    ("size: 12}", "size: 小四}", "page.size", "数字"),
    ("font: 仿宋", "font: 12", "page.font", '"12"'),
    ("font: 仿宋", "fnt: 仿宋", "page.fnt", "“font”"),
    # columns of one's own, sides
    ("kind: choice, choices: [正向, 反向]}", "kind: mark}", "indicators.columns.4.choices", "[√]"),
    ("kind: choice, choices: [正向, 反向]}", "kind: period, choices: [正向]}", "indicators.columns.4.choices", "mark"),
    ("kind: choice, choices: [正向, 反向]}", "kind: funds}", "indicators.columns.4.kind", "kind: amount"),
    ("kind: choice, choices: [正向, 反向]}", "kind: choice}", "indicators.columns.4.choices", "choices"),
    ("{part: direction, label: 方向,", "{part: 方向, label: 方向,", "indicators.columns.4.part", "小写"),
    ("{part: direction, label: 方向,", "{part: direction, label: 方向, scope: year,",
     "indicators.columns.4.scope", "annual"),
    ("{label: 序号, skip: true}", "{label: 序号, skip: true, kind: text}", "indicators.columns.5.kind", "删去"),
    ("{label: 序号, skip: true}", "{label: 序号, skp: true}", "indicators.columns.5.skp", "“skip”"),
    ("{label: 序号, skip: true}", "{label: 序号}", "indicators.columns.5", "part"),
    ("    - {level2: 数量指标, rows: 2}", "    - {level2: 数量指标, rows: 2}\n  rows: 4", "indicators.rows",
     "categories"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "word"), FAULTS)
def test_a_fault_is_refused_with_line_key_and_what_would_be_right(
    tmp_path: Path, old: str, new: str, key: str, word: str
) -> None:
    assert LARGE.count(old) == 1, old
    text = LARGE.replace(old, new)
    message = refused(tmp_path, text)
    found = [line for line in message.splitlines() if re.match(rf"small\.yaml:\d+: {re.escape(key)}: ", line)]
    assert found, message
    assert any(word in line for line in found), message
    near = line_of(text, new.splitlines()[0]) if new else 0
    line = int(found[0].split(":")[1])
    assert not near or abs(line - near) <= 4, message
    english = refused(tmp_path, text, "en")
    assert len(english.splitlines()) == len(message.splitlines())
    assert not re.search("Input should|dictionary|instance of|dataclass", english + message)


def test_the_sound_one_is_taken(tmp_path: Path) -> None:
    assert refused(tmp_path, LARGE) == ""
