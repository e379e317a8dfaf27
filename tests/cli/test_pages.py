"""`jixiao explain` and `jixiao forms`: pages that a person can read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.programs import Run
from toolkit.checks import rules
from toolkit.cli.explain_pages import KINDS
from toolkit.cli.options import CHINESE, NAMES
from toolkit.forms import load_definitions
from toolkit.forms.kinds import kinds


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_has_every_rule_once_without_braces(run: Run, lang: str) -> None:
    done = run("explain", "--lang", lang)
    assert done.status == 0
    assert re.findall(r"^[A-Z]\d\d", done.out, re.MULTILINE) == list(rules())
    assert "{" not in done.out


@pytest.mark.parametrize("code", list(rules()))
def test_every_rule_has_its_page_in_both_languages(run: Run, code: str) -> None:
    zh, en = (run("explain", code, "--lang", lang).out for lang in ("zh", "en"))
    assert zh.startswith(f"{code}  ")
    assert [word for word in ("查什么：", "为什么：", "例子：", "怎么改：") if word not in zh] == []
    assert [
        word for word in ("What it finds:", "Why it matters:", "Example:", "How to fix it:") if word not in en
    ] == []
    assert "What it finds" not in zh
    assert "查什么" not in en


@pytest.mark.parametrize("asked", ["V01", "v01", "v1", "missing_value", "missing-value", " V01 "])
def test_a_rule_is_found_as_people_write_it(run: Run, asked: str) -> None:
    assert run("explain", asked).out.startswith("V01  error")


@pytest.mark.parametrize(("asked", "near"), [("S77", "S07"), ("missing_valu", "missing_value"), ("Z01", "V01")])
def test_an_unknown_rule_is_answered_with_those_near_it(run: Run, asked: str, near: str) -> None:
    done = run("explain", asked)
    assert (done.status, done.out) == (2, "")
    assert near in done.err
    assert "jixiao explain" in done.err


@pytest.mark.parametrize("asked", ["", "§", "12", "x" * 300])
def test_nonsense_is_no_rule(run: Run, asked: str) -> None:
    assert run("explain", asked).status == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_definition_is_listed_and_has_its_page(run: Run, lang: str) -> None:
    listed = run("forms", "--lang", lang).out
    for id_, definition in load_definitions().items():
        assert re.search(rf"^{id_} ", listed, re.MULTILINE)
        shown = run("forms", id_, "--lang", lang)
        assert shown.status == 0
        assert shown.out.startswith(f"{id_} {definition.version}")


def test_a_definition_shows_its_cells_categories_and_types(run: Run) -> None:
    shown = run("forms", "form13", "--lang", "zh").out
    for word in ("预算金额", "必填", "名册预填", "下拉选择", "数量指标", "服务对象满意度指标", "其他运转类（综合类）"):
        assert word in shown


def test_a_definition_may_be_named_by_its_file(run: Run, tmp_path: Path) -> None:
    done = run("forms", tmp_path / "没有.yaml")
    assert done.status == 2
    assert "没有.yaml" in done.err


def test_every_kind_of_cell_and_every_limit_has_a_chinese_name() -> None:
    assert set(KINDS) == set(kinds())
    assert set(CHINESE) == set(NAMES)
