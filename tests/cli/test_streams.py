"""Results go to standard output, everything else to standard error."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.programs import UNIT, Desk, Run
from toolkit.cli.console import write_out
from toolkit.cli.tables import make, render
from toolkit.model import Finding, ReadFile, Severity, Where
from toolkit.reports import Report
from toolkit.reports.formats import text as text_report
from toolkit.reports.wording import width

RARE = "㙍"  # a character of place names that GBK lacks


def test_a_gbk_console_shows_what_it_can(process: Run, desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / f"骏{RARE}.xlsx"
    copy.write_bytes(desk.workbook.read_bytes())
    done = process("check", copy, "--lang", "zh", PYTHONIOENCODING="gbk", encoding="gbk")
    assert done.status == 0
    assert "骏?.xlsx" in done.out
    assert "共读 1 个文件" in done.out
    missing = process("check", f"没有{RARE}.xlsx", PYTHONIOENCODING="gbk", encoding="gbk")
    assert missing.status == 2
    assert "没有?.xlsx" in missing.err


@pytest.mark.parametrize("arguments", [["explain", "--lang", "zh"], ["forms", "form13", "--lang", "zh"], ["--help"]])
@pytest.mark.parametrize("encoding", ["gbk", "latin-1"])
def test_no_page_makes_a_narrow_console_raise(process: Run, arguments: list[str], encoding: str) -> None:
    done = process(*arguments, PYTHONIOENCODING=encoding, encoding=encoding)
    assert (done.status, done.err) == (0, "")


def test_json_is_utf_8_whatever_the_console(process: Run, desk: Desk) -> None:
    done = process("read", desk.workbook, "--json", PYTHONIOENCODING="gbk")
    assert json.loads(done.out)["projects"][0]["spending_unit"] == UNIT
    assert "≧" in done.out
    assert done.err == ""


def test_a_written_workbook_is_a_result_and_its_password_is_not(process: Run, tmp_path: Path) -> None:
    done = process("generate", "form13", "-o", tmp_path / "下 发", "--lang", "zh", PYTHONIOENCODING="utf-8")
    assert done.status == 0
    assert [Path(line).parent.name for line in done.out.splitlines()] == ["下 发"] * 3
    assert all(Path(line).is_file() for line in done.out.splitlines())
    assert "已生成 3 个文件" in done.err
    assert "工作表保护密码：" in done.err
    assert "密码" not in done.out


def test_a_given_password_is_not_repeated(run: Run, tmp_path: Path) -> None:
    done = run("generate", "form13", "-o", tmp_path / "x", "--password", "秘密一二三")
    assert "秘密一二三" not in done.out + done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk at hand")
def test_a_full_disk_is_reported(desk: Desk) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "toolkit", "explain", "--lang", "zh"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8")
    assert done.returncode == 2
    assert "结果写不出去" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="closes a pipe as head does")
def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = [sys.executable, "-m", "toolkit", "explain"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        err = started.stderr.read()
    assert started.returncode == 2
    assert err == ""


def test_what_a_file_name_could_do_to_a_terminal_is_taken_out(capsys: pytest.CaptureFixture[str]) -> None:
    text = "\x1b[31m红\x1b[0m \x1b]0;title\x07 \x1b[2J清\x9b5n"
    write_out(text)
    assert capsys.readouterr().out == "[31m红[0m ]0;title [2J清5n\n"
    write_out(text, coloured=True)
    assert "[2J" in capsys.readouterr().out.replace("\x1b[31m", "").replace("\x1b[0m", "")


def test_colours_come_from_the_report_only() -> None:
    where = Where("a.xlsx", "表\x1b[8m", "B2", "名\x1b[31m\r称")
    finding = Finding("F03", Severity.ERROR, where, {"reason": "坏\x1b[41m了\x08"})
    shown = text_report.render(Report((ReadFile("a.xlsx", ""),), (finding,)), colour=True)
    assert set(re.findall("\x1b[^m]*m", shown)) == {"\x1b[1m", "\x1b[31;1m", "\x1b[0m"}
    assert not set(shown) & set("\r\x08")


@pytest.mark.parametrize(("sign", "columns"), [("Ａ", 2), ("！", 2), ("　", 2), ("a", 1), ("￪", 1), ("\u200b", 0)])
def test_full_width_letters_take_two_columns(sign: str, columns: int) -> None:
    assert width(f"{sign}b") == columns + 1
    assert render(make(["x", "y"], [(sign, "b"), ("四列", "b")])).splitlines()[2] == sign + " " * (7 - columns) + "b"
