"""The example package under docs/ adds to an installed jixiao."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.records import CLEAN
from toolkit import generate

EXAMPLE = Path(__file__).resolve().parent.parent / "docs" / "plug-in"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a machine on which the example is installed."""
    target, source = tmp_path_factory.mktemp("installed"), tmp_path_factory.mktemp("source")
    for path in EXAMPLE.iterdir():
        if path.is_file():
            (source / path.name).write_bytes(path.read_bytes())
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--target", str(target)]
    subprocess.run([*pip, str(source)], check=True, capture_output=True)
    return {**os.environ, "PYTHONPATH": str(target)}


def jixiao(installed: dict[str, str], *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs `jixiao` where the example is installed."""
    command = [sys.executable, "-m", "toolkit", *map(str, words), "--lang", "en"]
    return subprocess.run(command, env=installed, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_its_rule_runs_in_every_process(installed: dict[str, str], tmp_path: Path, jobs: str) -> None:
    undecided = replace(CLEAN, project_name="道路维修（待定）")
    generate("form13", output=tmp_path / "报回", records=[CLEAN, undecided])
    done = jixiao(installed, "check", tmp_path / "报回", "--format", "json", "--jobs", jobs, "--no-cache")
    found = [one for one in json.loads(done.stdout)["findings"] if one["code"] == "X01"]
    assert [one["project_name"] for one in found] == ["道路维修（待定）"], done.stderr
    assert found[0]["message_en"] == "The project's name is undecided: 道路维修（待定）"


def test_its_rule_has_a_page_and_its_format_a_name(installed: dict[str, str], tmp_path: Path) -> None:
    assert "待定" in jixiao(installed, "explain", "X01").stdout
    generate("form13", output=tmp_path / "报回", records=[replace(CLEAN, annual_goal=None)])
    done = jixiao(installed, "check", tmp_path / "报回", "--format", "markdown")
    assert done.stdout.startswith("| code | file | message |"), done.stderr
    assert "| G01 |" in done.stdout


def test_its_kind_of_field_can_be_used_in_a_definition(installed: dict[str, str]) -> None:
    code = "from toolkit.forms.kinds import kinds; print(kinds()['postcode'].parse(' 523450 ', '元'))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=installed, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "523450\n"


def test_an_addition_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    info = tmp_path / "broken-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[jixiao.rules]\nlost = no_such_module:rule\n", "utf-8")
    done = jixiao({**os.environ, "PYTHONPATH": str(tmp_path)}, "explain", "F01")
    assert done.returncode == 2
    assert "Plug-in broken:lost (jixiao.rules): it cannot be loaded" in done.stderr
    assert "Traceback" not in done.stderr
