"""A department's desk: returned forms below a folder with a blank in its name, and `jixiao` as a person runs it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import sample
from toolkit import api
from toolkit.cli.app import cli

NAMES = ("治安经费（常）", "文体活动经费", "社区办公经费")
WRONG = "计生经费（常）"
UNIT = "东莞市东坑镇骏达社区居民委员会"


@dataclass(frozen=True)
class Ended:
    """How a run ended: its status, and what it wrote where."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@dataclass(frozen=True)
class Desk:
    """What lies on the desk.

    Attributes:
        folder: everything.
        returned: three projects of one unit without an error, in one workbook.
        wrong: the same and a project without its goal.
        key: the department's key.
    """

    folder: Path
    returned: Path
    wrong: Path
    key: Path

    @property
    def workbook(self) -> Path:
        return next(self.returned.glob("*.xlsx"))


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
        api.generate("form13", out=folder / name, records=records, per="unit", password="x", key=key)
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

    def invoke(*arguments: object) -> Ended:
        done = CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="jixiao")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ended(done.exit_code, done.stdout, done.stderr)

    return invoke


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """`python -m toolkit` as a process of its own, its output decoded as `encoding`."""

    def start(*arguments: object, encoding: str = "utf-8", **more: str) -> Ended:
        environment = {**os.environ, **more}
        command = [sys.executable, "-m", "toolkit", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, env=environment, timeout=120)
        return Ended(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    return start


@pytest.fixture
def untouched(desk: Desk) -> Iterator[None]:
    """Nothing on the desk may change during the test."""
    before = contents(desk.folder)
    yield
    assert contents(desk.folder) == before


def contents(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder."""
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def zipped(files: list[Path], path: Path) -> Path:
    """An archive of these files."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            archive.write(file, f"内 层/{file.name}")
    return path
