"""`-` is standard input or output; a file of that name is `./-`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from tests.support.programs import NAMES, Desk, Run, contents
from toolkit import api
from toolkit.cli import cli


@dataclass(frozen=True)
class Piped:
    """The end of a run between pipes."""

    returncode: int
    stdout: bytes
    stderr: bytes


def process(*arguments: object, given: bytes, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Runs `python -m toolkit` with bytes on standard input."""
    command = [sys.executable, "-m", "toolkit", *map(str, arguments)]
    return subprocess.run(
        command, input=given, capture_output=True, env={**os.environ, **more}, timeout=120, check=False
    )


def piped(*arguments: object, given: bytes = b"") -> Piped:
    """Runs the command in this process with bytes on standard input."""
    done = CliRunner().invoke(cli, [str(one) for one in arguments], input=given, prog_name="jixiao")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Piped(done.exit_code, done.stdout_bytes, done.stderr_bytes)


def test_a_workbook_is_read_from_standard_input_on_any_console(desk: Desk) -> None:
    done = process("read", "-", "--json", "-o", "-", given=desk.workbook.read_bytes(), PYTHONIOENCODING="gbk")
    assert done.returncode == 0, done.stderr
    projects = json.loads(done.stdout)["projects"]
    assert sorted(one["project_name"] for one in projects) == sorted(NAMES)
    assert {one["source"]["file"] for one in projects} == {"standard input"}


def test_a_workbook_leaves_on_standard_output_byte_by_byte(desk: Desk) -> None:
    done = process("merge", "-", "-o", "-", given=desk.workbook.read_bytes(), PYTHONIOENCODING="gbk")
    assert done.returncode == 0, done.stderr
    assert load_workbook(BytesIO(done.stdout)).sheetnames


def test_findings_name_standard_input_in_the_readers_language(desk: Desk) -> None:
    wrong = next(desk.wrong.glob("*.xlsx")).read_bytes()
    done = piped("check", "-", "--lang", "zh", given=wrong)
    assert done.returncode == 1
    assert "标准输入" in done.stdout.decode()


def test_a_summary_goes_through_pipes_as_it_is(desk: Desk, tmp_path: Path) -> None:
    merged = piped("merge", "-", "-o", "-", given=desk.workbook.read_bytes())
    assert merged.returncode == 0, merged.stderr
    assert b"3 projects merged" in merged.stderr
    assert b"standard output" in merged.stderr
    assert load_workbook(BytesIO(merged.stdout)).sheetnames
    split = piped("split", "-", "-o", tmp_path / "拆 分", given=merged.stdout)
    assert split.returncode == 0, split.stderr
    assert sorted(str(one.project_name) for one in api.read(tmp_path / "拆 分").projects) == sorted(NAMES)


def test_records_rosters_findings_and_drafts_go_through_pipes_too(desk: Desk, tmp_path: Path) -> None:
    document = piped("read", desk.workbook, "--json").stdout
    issued = piped("generate", "form13", "--records", "-", "-o", tmp_path / "下 发", given=document)
    assert issued.returncode == 0, issued.stderr
    assert len(api.read(tmp_path / "下 发").projects) == len(NAMES)
    roster = piped("roster", "--from", desk.workbook, "-o", "-")
    assert load_workbook(BytesIO(roster.stdout)).active is not None
    findings = piped("check", desk.workbook, "--format", "xlsx", "-o", "-")
    assert load_workbook(BytesIO(findings.stdout)).sheetnames
    draft = piped("adopt", "-", "-o", "-", given=desk.workbook.read_bytes())
    assert draft.stdout.decode().startswith("#"), draft.stderr
    assert "standard input" in draft.stdout.decode()
    assert "id: adopted" in draft.stdout.decode()


def test_an_archive_comes_through_a_pipe(desk: Desk, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(desk.workbook, "内 层/骏达.xlsx")
    done = piped("read", "-", "--json", given=(tmp_path / "a.zip").read_bytes())
    assert {one["source"]["file"] for one in json.loads(done.stdout)["projects"]} == {"standard input!内 层/骏达.xlsx"}


def test_a_file_called_dash_is_a_file(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-").write_bytes(desk.workbook.read_bytes())
    done = piped("read", "./-", "--json")
    assert len(json.loads(done.stdout)["projects"]) == len(NAMES)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["read", "-"], "Standard input (-) is empty"),
        (["read", "-", "-"], "only once"),
        (["check", "-", "--annotate", "x"], "no marked copy"),
        (["merge", "-", "-o", "-", "--split-years"], "split_years"),
    ],
)
def test_what_standard_input_cannot_do_is_a_sentence(
    words: list[str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "空"
    folder.mkdir()
    monkeypatch.chdir(folder)
    done = piped(*words, given=b"" if "empty" in sentence else b"x")
    assert done.returncode == 2
    assert sentence in done.stderr.decode()
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="opens a terminal as other systems do")
def test_a_keyboard_and_a_screen_are_refused(desk: Desk) -> None:
    import pty

    for words, sentence in (
        (["read", "-"], "is the keyboard"),
        (["merge", str(desk.workbook), "-o", "-"], "cannot be shown on a screen"),
    ):
        screen, terminal = pty.openpty()
        command = [sys.executable, "-m", "toolkit", *words]
        done = subprocess.run(
            command, stdin=terminal, stdout=terminal, stderr=subprocess.PIPE, encoding="utf-8", timeout=120, check=False
        )
        os.close(terminal)
        os.close(screen)
        assert done.returncode == 2
        assert sentence in done.stderr


def test_settings_may_name_standard_output(
    run: Run, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("jixiao.toml").write_text('[read]\noutput = "-"\n', "utf-8")
    before = contents(tmp_path)
    done = run("read", desk.workbook, "--json")
    assert json.loads(done.out)["projects"]
    assert contents(tmp_path) == before
