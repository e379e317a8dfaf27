"""Whoever asks for a language gets no sentence of the other, whatever goes wrong."""

from __future__ import annotations

import re
from inspect import isclass
from pathlib import Path

import pytest

import toolkit.errors
from tests.cli.conftest import Run
from toolkit.errors import ToolkitError, system_reason

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
    ["chekc"],
    ["check"],
    ["check", ".", "--jobs", "0"],
)


@pytest.fixture
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "空").mkdir()
    (tmp_path / "坏.json").write_text('{"projects": [', "utf-8")
    (tmp_path / "空.json").write_text('{"projects": {}}', "utf-8")
    (tmp_path / "坏.yaml").write_text("waivers:\n  - code: S04\n    date: 明天\n", "utf-8")
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("arguments", SLIPS, ids=" ".join)
def test_a_fault_is_told_in_the_language_that_was_asked_for(run: Run, arguments: list[str]) -> None:
    in_chinese = run("--lang", "zh", *arguments)
    in_english = run("--lang", "en", *arguments)
    assert (in_chinese.status, in_english.status) == (2, 2)
    assert _CHINESE.search(in_chinese.err)
    assert not _ENGLISH.search(in_chinese.err), in_chinese.err
    given = {*arguments, "坏", "空", "没有", "明天"}
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
