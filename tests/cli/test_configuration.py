"""`jixiao.toml`, the environment and the options: which of them counts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.programs import Desk, Run
from tests.support.records import CLEAN
from toolkit import api


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    folder = tmp_path / "工作 文件夹"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def columns(table: str) -> list[list[str]]:
    """The cells of a printed table, its heading first."""
    return [re.split(r"\s{2,}", line) for line in table.splitlines()]


def test_an_option_beats_the_file_of_the_folder_and_this_the_users_own(run: Run, here: Path) -> None:
    about = replace(CLEAN.indicators[0], period_value="约8套", annual_value="约8套")
    returned = here / "报回"
    api.generate("form13", output=returned, records=[replace(CLEAN, indicators=(about, *CLEAN.indicators[1:]))])
    assert (run("check", returned).status, run("check", returned, "--fail-on", "warning").status) == (0, 1)
    own = here.parent / "config" / "jixiao" / "jixiao.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text('[check]\nfail-on = "warning"\n', "utf-8")
    assert run("check", returned).status == 1
    (here / "jixiao.toml").write_text('[check]\nfail-on = "error"\n', "utf-8")
    assert run("check", returned).status == 0
    assert run("check", returned, "--fail-on", "warning").status == 1


def test_paths_of_a_file_are_those_of_its_folder(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "模板").mkdir()
    (here / "jixiao.toml").write_text('templates = "模板"\n', "utf-8")
    below = here / "下级"
    below.mkdir()
    monkeypatch.chdir(below)
    assert columns(run("config", "check").out)[1:] == [
        ["check", "--templates", str(here / "模板"), str(here / "jixiao.toml")]
    ]
    assert run("forms").status == 0


def test_settings_above_all_sections_are_for_every_command_and_steps_of_a_round_have_sections(
    run: Run, here: Path
) -> None:
    (here / "jixiao.toml").write_text(
        'lang = "zh"\n[round.start]\ndepartment = "东坑镇"\n[check]\nlang = "en"\n', "utf-8"
    )
    shown = columns(run("config").out)
    assert shown[0] == ["命令", "选项", "值", "来源"], "the file has the language of all"
    assert ["所有命令", "--lang", "zh", str(here / "jixiao.toml")] in shown
    assert ["check", "--lang", "en", str(here / "jixiao.toml")] in shown
    assert ["round start", "--department", "东坑镇", str(here / "jixiao.toml")] in shown
    assert "里没有台账" in run("round", "status", here).err


def test_every_option_has_a_variable_between_the_command_line_and_the_files(
    run: Run, desk: Desk, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "jixiao.toml").write_text('[check]\nselect = "H"\n', "utf-8")
    monkeypatch.setenv("JIXIAO_CHECK_SELECT", "G01, G02")
    monkeypatch.setenv("JIXIAO_JOBS", "1")
    shown = columns(run("config").out)
    assert ["check", "--select", "G01, G02", "$JIXIAO_CHECK_SELECT"] in shown
    assert ["all commands", "--jobs", "1", "$JIXIAO_JOBS"] in shown
    assert {line[:3] for line in run("check", desk.wrong, "--format", "csv").out.splitlines()[1:]} == {"G01"}
    assert "G01" not in run("check", desk.wrong, "--format", "csv", "--select", "H").out
    monkeypatch.setenv("JIXIAO_JOBS", "many")
    assert "--jobs" in run("check", desk.wrong).err


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[chek]\nfail-on = "error"\n', "[chek] is unknown; did you mean “check”?"),
        ('[check]\nfail_on = "error"\n', "[check] fail_on is unknown; did you mean “fail-on”?"),
        ("a = [", "this is not valid TOML"),
        ('[check]\nfail-on = "never"\n', "--fail-on"),
    ],
)
def test_a_mistake_in_a_file_is_named(run: Run, desk: Desk, here: Path, text: str, sentence: str) -> None:
    (here / "jixiao.toml").write_text(text, "utf-8")
    done = run("check", desk.returned)
    assert done.status == 2
    assert sentence in done.err


def test_the_environment_beats_the_files_and_passwords_are_not_shown(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "jixiao.toml").write_text('[generate]\npassword = "from the file"\n', "utf-8")
    assert columns(run("config", "generate").out)[1][:3] == ["generate", "--password", "******"]
    monkeypatch.setenv("JIXIAO_PASSWORD", "secret")
    shown = run("config", "generate").out
    assert columns(shown)[1][2:] == ["******", "$JIXIAO_PASSWORD"]
    assert "secret" not in shown
    assert run("generate", "form13", "-o", here / "下发").status == 0
    from openpyxl import load_workbook

    protection = load_workbook(next((here / "下发").rglob("*.xlsx"))).worksheets[0].protection
    protection_of_secret = type(protection)(password="secret").password
    assert protection.password in (None, protection_of_secret)


def test_quiet_and_the_log(run: Run, desk: Desk, here: Path) -> None:
    loud = run("check", desk.returned, "-o", here / "一.html")
    quiet = run("check", desk.returned, "-o", here / "二.html", "-q", "--log-file", here / "记录.log")
    assert "Written to" in loud.err
    assert quiet.err == ""
    log = (here / "记录.log").read_text("utf-8")
    assert "files to read" in log
    assert str(next(desk.returned.glob("*.xlsx"))) in log
    assert "files to read" in run("check", desk.returned, "-v").err
    assert "files to read" not in run("check", desk.returned).err
    twice = run("-v", "check", desk.returned, "-v").err
    assert len([line for line in twice.splitlines() if "files to read" in line]) == 1
    assert run("--quiet", "check", desk.returned, "-o", here / "三.html").err == ""


def test_rules_are_chosen_and_left_out(run: Run, desk: Desk) -> None:
    assert run("check", desk.wrong).status == 1
    chosen = run("check", desk.wrong, "--select", "G", "--format", "csv").out
    assert {line[0] for line in chosen.splitlines()[1:]} == {"G"}
    assert "G01,error," in chosen
    assert run("check", desk.wrong, "--ignore", "G01,G02", "--format", "csv").status == 0
    assert run("check", desk.wrong, "--exit-zero").status == 0
    refused = run("check", desk.wrong, "--select", "Q99")
    assert refused.status == 2
    assert "No such rule: Q99" in refused.err


def test_records_are_not_written_into_a_file_that_promises_another_kind(run: Run, desk: Desk, here: Path) -> None:
    refused = run("read", desk.returned, "-o", here / "记录.pdf")
    assert (refused.status, [*here.iterdir()]) == (2, [])
    assert ".csv, .json, .txt, .xlsx" in refused.err
    assert run("read", desk.returned, "-o", here / "记录.TXT").status == 0
