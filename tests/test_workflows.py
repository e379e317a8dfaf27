"""The workflows are valid, use pinned actions, and run what the Makefile has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def workflow(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(path.read_text("utf-8"))
    return found


def steps(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each step with its job."""
    for job in workflow(path)["jobs"].values():
        yield from ((job, step) for step in job["steps"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_workflow_has_what_one_needs(path: Path) -> None:
    found = workflow(path)
    assert found["permissions"] == {"contents": "read"}
    for job in found["jobs"].values():
        assert job["runs-on"]
        assert 0 < job["timeout-minutes"] <= 120
    for _, step in steps(path):
        assert ("uses" in step) != ("run" in step)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_are_pinned_to_a_commit_with_its_version(path: Path) -> None:
    lines = re.findall(r"uses: (.+)", path.read_text("utf-8"))
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_every_action_has_one_version() -> None:
    lines = {line for path in FILES for line in re.findall(r"uses: (.+)", path.read_text("utf-8"))}
    assert len({line.partition("@")[0] for line in lines}) == len(lines)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_targets_of_make_exist_and_windows_needs_none(path: Path) -> None:
    for job, step in steps(path):
        matrix = job.get("strategy", {}).get("matrix", {})
        named = re.findall(r"^make (\S+)", step.get("run", ""), re.MULTILINE)
        wanted = {one for name in named for one in (matrix["target"] if name.startswith("${{") else [name])}
        assert wanted <= TARGETS
        if wanted:
            assert "windows" not in str(job["runs-on"]) + str(matrix)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_that_steps_name_are_there(path: Path) -> None:
    for _, step in steps(path):
        for name in re.findall(r"(?:bash|python) ((?:packaging|\.ci)/[\w./]+)", step.get("run", "")):
            assert (ROOT / name).is_file(), name
        cached = step.get("with", {}).get("cache-dependency-path")
        assert cached is None or (ROOT / cached).is_file()


def test_the_lists_of_python_versions_agree() -> None:
    """Those of the tests are those of the metadata."""
    listed = re.findall(r"Programming Language :: Python :: (3\.\d+)", (ROOT / "setup.cfg").read_text("utf-8"))
    jobs = workflow(ROOT / ".github" / "workflows" / "tests.yml")["jobs"]
    assert jobs["linux"]["strategy"]["matrix"]["python"] == listed
    assert jobs["other-systems"]["strategy"]["matrix"]["python"] == listed
