"""A department's desk with returned forms, and ways to run `jixiao`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.programs import NAMES, WRONG, Desk, Run, contents, invoke, start
from tests.support.records import sample
from toolkit import api


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk") / "绩效 2024"
    folder.mkdir()
    key = folder / "key"
    key.write_text("the department's key")
    by_name = {project.project_name: project for project in sample("000-junda")}
    good = [by_name[name] for name in NAMES]
    bad = replace(by_name[WRONG], annual_goal=None)
    for name, records in (("报 回", good), ("有 错", [*good, bad])):
        api.generate("form13", output=folder / name, records=records, per="unit", password="x", key=key)
    return Desk(folder, folder / "报 回", folder / "有 错", key)


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """English unless a test says otherwise; nobody's cache."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    if "desk" in request.fixturenames:
        monkeypatch.setenv("JIXIAO_KEY", str(request.getfixturevalue("desk").key))


@pytest.fixture
def run() -> Run:
    """The command line in this process."""
    return invoke


@pytest.fixture
def process() -> Run:
    """`python -m toolkit` as a process of its own."""
    return start


@pytest.fixture
def untouched(desk: Desk) -> Iterator[None]:
    """Nothing on the desk may change during the test."""
    before = contents(desk.folder)
    yield
    assert contents(desk.folder) == before
