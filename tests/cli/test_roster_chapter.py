"""The chapter on rosters, typed command by command as a clerk does."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.programs import Run
from tests.support.records import CLEAN
from toolkit import api
from toolkit.issuing.roster_book import FIRST_ROW, HEAD_ROW

CHAPTER = Path(__file__).resolve().parent.parent.parent / "docs" / "roster.md"


def commands() -> list[str]:
    """The commands of the chapter in their order."""
    return [
        line
        for block in re.findall(r"```sh\n(.*?)```", CHAPTER.read_text("utf-8"), re.DOTALL)
        for line in block.splitlines()
    ]


def test_the_chapter_works_as_written(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIXIAO_KEY", str(tmp_path / "key"))
    (tmp_path / "key").write_text("a department's key")
    api.generate("form13", output=tmp_path / "去年", records=[CLEAN], password="x")
    api.merge(tmp_path / "去年", output=tmp_path / "上年汇总.xlsx", key=tmp_path / "key")
    read, roster, generate, merge = commands()
    typed, _, target = read.partition(" > ")
    (tmp_path / target).write_text(run(*shlex.split(typed)[1:]).out, "utf-8")
    assert run(*shlex.split(roster)[1:]).status == 0
    refused = run(*shlex.split(generate)[1:], "--lang", "zh")
    assert (refused.status, "预算金额为空" in refused.err) == (2, True)
    book = load_workbook("名册.xlsx")
    names = [str(cell.value) for cell in book["名册"][HEAD_ROW + 1]]
    book["名册"].cell(FIRST_ROW + 1, names.index("预算金额（元）*") + 1, 40000)
    book.save("名册.xlsx")
    assert run(*shlex.split(generate)[1:]).status == 0
    [issued] = api.read("下发", key=tmp_path / "key").projects
    assert issued.funding.total == 40000, "never last year's"
    assert (issued.budget_year, issued.annual_goal) == (2025, CLEAN.annual_goal)
    assert [one.name for one in issued.indicators] == [one.name for one in CLEAN.indicators]
    Path("下发").rename("报回")
    assert run(*shlex.split(merge)[1:], "--lang", "zh").status == 0
    [published] = api.read("公开稿.xlsx").projects
    assert [published.funding.total, published.funding.fiscal] == [40000, 40000]


def test_last_years_money_is_not_carried_over_where_the_roster_names_none(tmp_path: Path) -> None:
    (tmp_path / "名册.csv").write_text("用款单位,项目编码,项目名称\n甲,01,乙", "utf-8")
    old = replace(CLEAN, form="plan", spending_unit="甲", project_name="乙", budget_year=2023)
    out = tmp_path / "下发"
    api.generate("plan", output=out, roster=tmp_path / "名册.csv", records=[old], year=2024, password="x")
    [issued] = api.read(out).projects
    assert issued.annual_goal == CLEAN.annual_goal
    assert (issued.funding.total, issued.funds_text) == (None, None)
