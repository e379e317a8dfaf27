"""`jixiao roster`, and the sentence about every roster that is read."""

from __future__ import annotations

from pathlib import Path

from tests.support.programs import Desk, Run
from toolkit.forms import shipped

SAMPLE = shipped("samples") / "roster.xlsx"
SENTENCE = "名册：3 个单位、44 个项目、合计 998.26 万元"


def test_a_roster_is_written_where_asked_and_never_over_another(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "名 册.xlsx"
    done = run("roster", "-o", path, "--lang", "zh")
    assert (done.status, done.out.strip()) == (0, str(path))
    assert "jixiao generate --roster" in done.err
    assert run("roster", "-o", path).status == 2
    assert run("roster", "-o", path, "--force").status == 0
    assert run("roster", "-o", tmp_path / "名册.doc").status == 2


def test_returns_of_last_year_are_its_rows(run: Run, desk: Desk, tmp_path: Path, untouched: None) -> None:
    done = run("roster", "--from", desk.returned, "-o", tmp_path / "名册.xlsx", "--lang", "zh")
    assert done.status == 0
    assert "已列入 3 个项目" in done.err
    done = run("roster", "--from", tmp_path / "没有", "-o", tmp_path / "另.xlsx")
    assert done.status == 2
    assert not (tmp_path / "另.xlsx").exists()


def test_every_command_that_reads_a_roster_says_what_is_in_it(run: Run, desk: Desk, tmp_path: Path) -> None:
    generated = run("generate", "form13", "--roster", SAMPLE, "-o", tmp_path / "下发", "--lang", "zh", "--per", "unit")
    checked = run("check", desk.returned, "--roster", SAMPLE, "--lang", "zh")
    merged = run("merge", desk.returned, "--roster", SAMPLE, "-o", tmp_path / "汇总.xlsx", "--lang", "zh")
    for done in (generated, checked, merged):
        assert SENTENCE in done.err
        assert SENTENCE not in done.out


def test_names_that_look_alike_are_asked_about_on_the_screen(run: Run, tmp_path: Path) -> None:
    rows = ["用款单位,项目名称,项目类型,起始年度,到期年度,预算金额（元）"]
    rows += [f"{unit},治安经费,其他运转类（综合类）,2024,2026,100" for unit in ("东坑村", "东坑邨")]
    (tmp_path / "名册.csv").write_text("\n".join(rows), "utf-8")
    command = ("generate", "form13", "--roster", tmp_path / "名册.csv", "--year", 2024, "-o", tmp_path / "下发")
    done = run(*command, "--lang", "zh")
    assert "请核对：单位“东坑村”和“东坑邨”很像" in done.err
    assert len(list((tmp_path / "下发").rglob("*.xlsx"))) == 2


def test_more_rows_are_asked_for_by_category(run: Run, tmp_path: Path) -> None:
    assert run("generate", "form13", "--rows", "数量指标=12", "-o", tmp_path / "甲").status == 0
    wrong = run("generate", "form13", "--rows", "数量指标", "-o", tmp_path / "乙", "--lang", "zh")
    assert (wrong.status, "应写作 数量指标=12" in wrong.err) == (2, True)
