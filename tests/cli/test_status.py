"""Exit status 0, 1 or 2, and never a traceback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
import openpyxl
import pytest

from tests.support.programs import Desk, Run
from toolkit.cli.command import status
from toolkit.errors import FileError

FAULT = "import sys, toolkit.cli.app as app, toolkit.__main__ as m\napp.cli = lambda: {}[sys.argv[1]]\nm.main()"


def _raise(error: BaseException) -> Callable[[], object]:
    def work() -> object:
        raise error

    return work


def _return(value: object) -> object:
    return value


@pytest.mark.parametrize(
    ("work", "ended", "message"),
    [
        (partial(_return, None), 0, ""),
        (partial(_return, 1), 1, ""),
        (_raise(click.ClickException("so nicht")), 2, "so nicht"),
        (_raise(click.FileError("x.txt", "gone")), 2, "gone"),
        (_raise(click.UsageError("falsch")), 2, "falsch"),
        (_raise(click.Abort()), 2, "已中断"),
        (_raise(FileError("文件打不开")), 2, "文件打不开"),
    ],
)
def test_whatever_click_raises_ends_with_a_status_of_ours(
    work: Callable[[], object], ended: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(work, "zh") == ended
    written = capsys.readouterr()
    assert message in written.err
    assert written.out == ""


@pytest.mark.parametrize("command", ["read", "check"])
def test_what_is_without_an_error_gives_0_and_an_error_1(run: Run, desk: Desk, command: str) -> None:
    assert run(command, desk.returned).status == 0
    assert run("check", desk.wrong).status == 1


def test_warnings_count_where_they_are_asked_to(run: Run, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "约数.xlsx"
    book = openpyxl.load_workbook(desk.workbook)
    for cell in [cell for row in book.worksheets[0]["E12:F40"] for cell in row]:
        if cell.value == "≧8套":
            cell.value = "约8套"
    book.save(path)
    output = run("check", path, "--format", "json").out
    assert '"severity": "warning"' in output
    assert run("check", path, "--fail-on", "warning").status == 1
    assert run("check", path, "--fail-on", "error").status == 0


def test_a_fault_of_our_own_is_a_sentence_with_a_report_to_send(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "TMP": str(tmp_path)}
    environment.pop("JIXIAO_DEBUG", None)
    done = subprocess.run(
        [sys.executable, "-c", FAULT, "missing"], capture_output=True, env=environment, encoding="utf-8"
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert "程序内部出错" in done.stderr
    assert "Internal error" in done.stderr
    [report] = tmp_path.glob("jixiao-fault-*.txt")
    assert str(report) in done.stderr
    assert "KeyError: 'missing'" in report.read_text("utf-8")


def test_a_fault_without_a_place_for_the_report_says_how_to_see_it(tmp_path: Path) -> None:
    code = f"import tempfile\ntempfile.tempdir = {str(tmp_path / 'gone')!r}\n{FAULT}"
    done = subprocess.run([sys.executable, "-c", code, "x"], capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert "JIXIAO_DEBUG=1" in done.stderr
    assert "Traceback" not in done.stderr


def test_jixiao_debug_shows_the_fault_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAULT, "missing"],
        capture_output=True,
        env={**os.environ, "JIXIAO_DEBUG": "1"},
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert "Traceback" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal as a terminal does")
def test_ctrl_c_ends_with_a_word(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "toolkit", "demo", "-o", str(tmp_path / "演示"), "--lang", "zh"]
    # A shell that works in the background lets its processes ignore the signal; these must not.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    finally:
        signal.signal(signal.SIGINT, before)
    with started:
        assert started.stdout is not None
        assert started.stdout.readline() == "东坑镇\n"
        assert re.match(" *1 ", started.stdout.readline())
        started.send_signal(signal.SIGINT)
        _, err = started.communicate(timeout=60)
    assert started.returncode == 2
    assert err.strip() == "已中断，没有做完。"
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "不在"], "找不到文件或文件夹：不在"),
        (["forms", "nope"], "nope"),
        (["generate", "combined", "-o", "x"], "由 merge 生成"),
        (["generate", "form13", "--type", "没有", "-o", "x"], "项目类型“没有”"),
        (["generate", "form13", "--roster", "没有.xlsx", "-o", "x"], "没有.xlsx"),
        (["check", ".", "--settings", "没有.yaml"], "没有.yaml"),
        (["check", ".", "--waivers", "没有.yaml"], "没有.yaml"),
        (["check", ".", "--roster", "没有.xlsx"], "没有.xlsx"),
        (["check", ".", "--key", "没有"], "密钥文件读不出来：没有"),
        (["check", ".", "--templates", "没有"], "模板文件夹不存在：没有"),
        (["check", ".", "--limit", "files=3"], "没有这项限制，可用"),
        (["check", ".", "--limit", "cells=many"], "应写作 cells=数值"),
        (["check", ".", "-o", "意见.docx"], "报告不能是 .docx 格式"),
        (["merge", ".", "-o", "汇总.xls"], "应以 .xlsx 结尾"),
        (["merge", "空", "-o", "汇总.xlsx"], "里面没有文件"),
        (["merge", "空", "-o", "汇总.xlsx", "--summary", "form13"], "不是汇总表"),
        (["split", "不在.xlsx", "-o", "x"], "找不到"),
    ],
)
def test_what_cannot_be_done_is_explained_in_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "空").mkdir()
    done = run(*arguments, "--lang", "zh")
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert {path.name for path in tmp_path.iterdir()} <= {"空", "config", "cache"}
