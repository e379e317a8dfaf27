"""A stranger's program runs, and type checkers know every public name."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import toolkit
from tests.consumer.town_office import main

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAM, MISTAKES = HERE / "town_office.py", HERE / "wrong_uses.py"


def test_the_program_uses_every_public_name() -> None:
    imported = {
        alias.name
        for node in ast.walk(ast.parse(PROGRAM.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "toolkit"
        for alias in node.names
    }
    assert imported == {*toolkit.__all__, "__version__"}


@pytest.mark.skipif(importlib.util.find_spec("pandas") is None, reason="pandas is not installed")
def test_the_program_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path) == 0, capsys.readouterr().out


@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed")
def test_mypy_strict_accepts_the_program_and_finds_every_mistake(tmp_path: Path) -> None:
    """The project's own settings are not read: the stranger has none."""
    kept = ROOT / ".mypy_cache" / "consumer"
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--follow-imports", "silent"]
    done = subprocess.run(
        [*command, "--cache-dir", str(kept), str(PROGRAM), str(MISTAKES)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
