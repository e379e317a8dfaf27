"""Whoever asks for a language gets no sentence of the other, whatever goes wrong."""

from __future__ import annotations

import re
from inspect import isclass
from pathlib import Path

import pytest

import toolkit.errors
from tests.support.programs import Run
from toolkit.errors import ToolkitError, system_reason
from toolkit.forms import FormDefinition, load_form

#: Three English words in a row: no name, path or option looks like that.
_ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b")
_CHINESE = re.compile(r"[\u4e00-\u9fff，。；：、（）]+")

SLIPS = (
    ["read", "不在.xlsx"],
    ["check", "不在.xlsx"],
    ["generate", "combined", "-o", "x"],
    ["generate", "form13", "--records", "坏.json", "-o", "x"],
    ["generate", "form13", "--records", "空.json", "-o", "x"],
    ["explain", "Q99"],
    ["check", ".", "--waivers", "没有.yaml"],
    ["check", ".", "--waivers", "坏.yaml"],
    ["check", ".", "--waivers", "坏.xlsx"],
    ["check", ".", "--key", "没有"],
    ["check", ".", "--limit", "files=3"],
    ["check", ".", "--limit", "cells=many"],
    ["check", ".", "-o", "意见.docx"],
    ["check", ".", "--format", "xlsx"],
    ["check", ".", "-o", "坏.json"],
    ["merge", ".", "-o", "汇总.xls"],
    ["merge", "空", "-o", "汇总.xlsx"],
    ["merge", ".", "-o", "汇总.xlsx", "--prefer", "谁.xlsx"],
    ["split", "不在.xlsx", "-o", "x"],
    ["demo", "-o", "."],
    ["generate", "form13", "--roster", "没有.csv", "-o", "x"],
    ["generate", "form13", "--roster", "坏.xlsx", "-o", "x"],
    ["generate", "form13", "--roster", "无表头.csv", "-o", "x"],
    ["generate", "form13", "--roster", "缺列.csv", "-o", "x"],
    ["generate", "form13", "--roster", "没有项目.csv", "-o", "x"],
    ["generate", "form13", "--roster", "有错.csv", "-o", "x"],
    ["generate", "form13", "--roster", "乱码.csv", "-o", "x"],
    ["generate", "department", "--roster", "无表头.csv", "-o", "x"],
    ["generate", "department", "--roster", "年度.csv", "-o", "x"],
    ["generate", "form13", "--type", "没有", "-o", "x"],
    ["chekc"],
    ["check"],
    ["check", ".", "--jobs", "0"],
)
_HEADER = "用款单位,项目名称,项目类型,起始年度,到期年度,预算年度,预算金额（元）"
_TYPE = "其他特定目标类（部门职能类）"
ROSTERS = {
    "无表头.csv": ["甲,乙", "1,2"],
    "缺列.csv": ["用款单位,项目名称", "单位,项目"],
    "没有项目.csv": [_HEADER],
    "有错.csv": [
        _HEADER,
        "单位,甲,专项,2024,2024,2024,1",
        f"单位,乙,{_TYPE},去年,2024,2024,三万",
        f"单位,丙,{_TYPE},2025,2024,今年,0",
        f"单位,丁,{_TYPE},2024,2024,2026,1",
        f",戊,{_TYPE},2024,2024,2024,1",
        f"单位,{'庚' * 90},{_TYPE},2024,2024,2024,1",
        f"单位,己,{_TYPE},2024,2024,2024,1",
        f"单位,己,{_TYPE},2024,2024,2024,1",
    ],
    "年度.csv": ["部门名称,预算年度", "甲局,今年"],
}


@pytest.fixture
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "空").mkdir()
    (tmp_path / "坏.json").write_text('{"projects": [', "utf-8")
    (tmp_path / "空.json").write_text('{"projects": {}}', "utf-8")
    (tmp_path / "坏.yaml").write_text("waivers:\n  - code: S04\n    date: 明天\n", "utf-8")
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    (tmp_path / "乱码.csv").write_bytes(b"\xff\xff\xff")
    for name, rows in ROSTERS.items():
        (tmp_path / name).write_text("\n".join(rows), "utf-8")


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("arguments", SLIPS, ids=" ".join)
def test_a_fault_is_reported_in_the_language_that_was_asked_for(run: Run, arguments: list[str]) -> None:
    in_chinese = run("--lang", "zh", *arguments)
    in_english = run("--lang", "en", *arguments)
    assert (in_chinese.status, in_english.status) == (2, 2)
    assert _CHINESE.search(in_chinese.err)
    assert not _ENGLISH.search(in_chinese.err), in_chinese.err
    given = {*arguments, "坏", "空", "没有", "明天"}
    if arguments[0] == "generate":  # names on the form and in the roster are quoted as they are
        form = load_form("form13")
        assert isinstance(form, FormDefinition)
        given |= {
            *form.types,
            *(one.name for one in form.fields.values()),
            "部门名称",
            *(row for rows in ROSTERS.values() for row in rows),
        }
    quoted = {word for text in given for word in _CHINESE.findall(text)} | {"√", "是", "放行", "意见"}
    assert set(_CHINESE.findall(in_english.err)) <= quoted, in_english.err


def test_every_class_of_errors_keeps_its_languages_apart() -> None:
    kinds = [kind for kind in vars(toolkit.errors).values() if isclass(kind) and issubclass(kind, ToolkitError)]
    assert len(kinds) > 3
    for kind in kinds:
        error = kind("中文", "English")
        assert (error.message("zh"), error.message("en")) == ("中文", "English")


@pytest.mark.parametrize("number", range(1, 134))
def test_no_word_of_the_system_reaches_a_chinese_sentence(number: int) -> None:
    reason = system_reason(OSError(number, "anything"))
    assert not _ENGLISH.search(reason.zh)
    assert not _CHINESE.search(reason.en)
