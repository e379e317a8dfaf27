"""Shells complete commands, options, forms and rules."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.support.programs import Run
from toolkit.cli.commands.completion import SHELLS

PROGRAM = shutil.which("jixiao", path=sysconfig.get_path("scripts"))
needs_program = pytest.mark.skipif(PROGRAM is None, reason="jixiao is not installed, only its modules are there")


def answered(run: Run, monkeypatch: pytest.MonkeyPatch, *words: str, incomplete: str = "") -> list[list[str]]:
    """The answers to PowerShell: kind, value, meaning."""
    monkeypatch.setenv("_JIXIAO_COMPLETE", "powershell_complete")
    monkeypatch.setenv("COMP_WORDS", "\n".join(words))
    monkeypatch.setenv("COMP_INCOMPLETE", incomplete)
    return [line.split("\t") for line in run().out.splitlines()]


@pytest.mark.parametrize(
    ("words", "incomplete", "wanted"),
    [
        ([], "ch", ["check"]),
        (["check"], "--fo", ["--format", "--force"]),
        (["check", "--format"], "j", ["json", "junit"]),
        (["check", "报 回/", "--select"], "v0", ["V01", "V02"]),
        (["explain"], "S0", ["S01", "S02"]),
        (["generate"], "form", ["form13"]),
        (["split", "汇总.xlsx", "--form"], "p", ["plan"]),
        (["merge", "--summary"], "", ["combined", "flat"]),
        (["forms"], "c", ["combined", "costfirst"]),
        (["round"], "st", ["start", "status"]),
        (["round", "close", "2024年/", "--summary"], "f", ["flat"]),
    ],
)
def test_powershell_gets_the_words_that_go_on(
    words: list[str], incomplete: str, wanted: list[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = [value for _, value, _ in answered(run, monkeypatch, *words, incomplete=incomplete)]
    assert set(wanted) <= set(values)
    assert all(value.lower().startswith(incomplete.lower()) for value in values)


def test_each_answer_has_a_meaning_in_one_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    [[kind, value, meaning]] = answered(run, monkeypatch, incomplete="che")
    assert (kind, value, meaning) == ("plain", "check", "Check returned workbooks.")
    assert all(one[2] for one in answered(run, monkeypatch, "generate"))


def test_paths_are_left_to_the_shell(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {one[0] for one in answered(run, monkeypatch, "check", "--annotate", incomplete="x")} == {"dir"}
    assert {one[0] for one in answered(run, monkeypatch, "generate", incomplete="own.yaml")} == {"file"}


def test_a_wrong_settings_file_does_not_end_completion(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("jixiao.toml").write_text("[nonsense]\nx = 1\n")
    assert [one[1] for one in answered(run, monkeypatch, incomplete="spl")] == ["split"]


@pytest.mark.parametrize("shell", SHELLS)
def test_there_is_a_script_for_each_shell(shell: str, run: Run) -> None:
    done = run("completion", shell)
    assert done.status == 0
    assert "_JIXIAO_COMPLETE" in done.out
    assert f"{shell}_complete" in done.out
    assert "%(" not in done.out
    assert done.out.isascii(), "a console of any encoding reads it"


@needs_program
@pytest.mark.skipif(shutil.which("bash") is None or sys.platform == "win32", reason="there is no bash")
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("jixiao ch", "check"), ("jixiao generate form1", "form13"), ("jixiao check --format sa", "sarif")],
)
def test_bash_completes_what_was_typed(typed: str, wanted: str, tmp_path: Path) -> None:
    words = typed.split(" ")
    code = (
        'eval "$(jixiao completion bash)"\n'
        f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}\n"
        "_jixiao_completion jixiao\n"
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", code],
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == [wanted], done.stderr


@needs_program
@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
def test_fish_completes_what_was_typed(tmp_path: Path) -> None:
    code = 'jixiao completion fish | source; complete -C "jixiao check --format sa"; complete -C "jixiao sp"'
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["fish", "--no-config", "-c", code],
        env={**os.environ, "PATH": path, "HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["sarif", "split"], done.stderr


@needs_program
@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh")
def test_zsh_takes_the_script_for_the_command() -> None:
    code = 'autoload -Uz compinit; compinit -D -u; eval "$(jixiao completion zsh)"; print ${_comps[jixiao]}'
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["zsh", "-fc", code], env={**os.environ, "PATH": path}, capture_output=True, encoding="utf-8", timeout=120
    )
    assert (done.stdout.strip(), done.stderr) == ("_jixiao_completion", "")


@needs_program
@pytest.mark.skipif(shutil.which("pwsh") is None, reason="there is no PowerShell")
def test_powershell_completes_what_was_typed() -> None:
    code = (
        "jixiao completion powershell | Out-String | Invoke-Expression\n"
        "(TabExpansion2 'jixiao explain S0' 17).CompletionMatches.CompletionText"
    )
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["pwsh", "-NoProfile", "-Command", code],
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert re.search(r"^S01\r?$", done.stdout, re.MULTILINE), done.stderr
