"""A step killed at any point is done by the next run, once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.town import answered, fill, form_of, send, small_round
from toolkit.ledger import EventKind
from toolkit.rounds import RoundOptions, Started, decide, log, receive, status

JUNDA, PARTY = "东坑镇骏达社区", "东坑镇党建办"
#: Runs a step and ends its own process, as a power cut does, before the n-th call inside ledger, rounds and database.
_VICTIM = """
import json, os, signal, sys
from datetime import date
from pathlib import Path
from toolkit.rounds import RoundOptions, decide, receive, start
from toolkit.engine.engine import Running

step, folder, at, url, *given = json.loads(sys.argv[1])
options = RoundOptions(ledger=url, running=Running(jobs=1))
calls = 0

def count(frame, event, argument):
    global calls
    name = frame.f_code.co_filename.replace(chr(92), "/")
    if event != "call" or not any(part in name for part in ("/toolkit/ledger/", "/toolkit/rounds/", "/default.py")):
        return
    calls += 1
    if calls == at:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

steps = {
    "start": lambda: start(
        folder, form="form13", roster=given[0], deadline=date(2023, 11, 30), department="东坑镇", options=options
    ),
    "receive": lambda: receive(folder, *given, options=options),
    "decide": lambda: decide(folder, "accept", by="张三", why="没有问题", options=options),
}
work = steps[step]
sys.setprofile(count)
work()
sys.setprofile(None)
print(calls)
"""


class Calm(NamedTuple):
    """A round that nobody disturbed, before and after its returns."""

    before: Path
    files: tuple[Path, ...]
    calls: int
    after: Any


#: Points of a step, as parts of all its calls.
POINTS = [number / 21 for number in range(1, 21)]


def run(step: str, folder: Path, at: int, url: str | None, *given: Path) -> subprocess.CompletedProcess[str]:
    asked = json.dumps([step, str(folder), at, url, *map(str, given)])
    return subprocess.run([sys.executable, "-c", _VICTIM, asked], capture_output=True, text=True, check=False)


def calls_of(step: str, folder: Path, url: str | None, *given: Path) -> int:
    """The number of calls of a step that nobody disturbs."""
    done = run(step, folder, 0, url, *given)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def apart_from_time(folder: Path) -> Any:
    """The status of a round without its moments and its name."""
    document: Any = status(folder).to_json()
    document["round"].pop("name")
    for unit in document["units"]:
        for project in unit["projects"]:
            project.pop("last_received")
            if project["verdict"]:
                project["verdict"].pop("at")
    return document


def originals(folder: Path) -> dict[str, bytes]:
    """Every file in 报回, by its place."""
    root = folder / "报回"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def returns(begun: Started, room: Path) -> list[Path]:
    wrong = answered(JUNDA, "文体经费", 150_000, annual_goal="")
    return [
        send(room, "治安.xlsx", fill(form_of(begun, "治安经费"), [answered(JUNDA, "治安经费")])),
        send(room, "文体.xlsx", fill(form_of(begun, "文体经费"), [wrong])),
        send(room, "盖章.pdf", b"%PDF-1.4 scan"),
    ]


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Calm:
    """A round before and after its first returns, which nobody disturbed."""
    room = tmp_path_factory.mktemp("calm")
    begun = small_round(room / "轮次")
    shutil.copytree(begun.folder, room / "before")
    files = returns(begun, room / "收")
    calls = calls_of("receive", begun.folder, None, *files)
    return Calm(room / "before", tuple(files), calls, apart_from_time(begun.folder))


@pytest.mark.parametrize("part", POINTS)
def test_files_are_taken_in_once_after_a_crash(part: float, tmp_path: Path, calm: Calm) -> None:
    victim = tmp_path / "轮次"
    shutil.copytree(calm.before, victim)
    killed = run("receive", victim, max(1, int(calm.calls * part)), None, *calm.files)
    assert killed.returncode != 0
    receive(victim, *calm.files)
    assert apart_from_time(victim) == calm.after
    assert sorted(originals(victim).values()) == sorted(path.read_bytes() for path in calm.files)
    assert [entry.kind for entry in log(victim)] == [EventKind.START, EventKind.RECEIVE]


def test_files_are_taken_in_once_by_a_server_too(tmp_path: Path, database: str, calm: Calm) -> None:
    begun = small_round(tmp_path / "轮次", options=RoundOptions(ledger=database))
    given = returns(begun, tmp_path / "收")
    for part in (0.3, 0.6, 0.9):
        assert run("receive", begun.folder, int(calm.calls * part), database, *given).returncode != 0
        assert [entry.kind for entry in log(begun.folder)] == [EventKind.START]
    receive(begun.folder, *given)
    assert apart_from_time(begun.folder) == calm.after


def test_a_round_begins_once_after_a_crash(tmp_path: Path) -> None:
    calm = tmp_path / "calm" / "轮次"
    roster = small_round(tmp_path / "x" / "轮次").folder.parent / "名册原件.xlsx"
    calls = calls_of("start", calm, None, roster)
    victim = tmp_path / "victim" / "轮次"
    for at in (int(calls * 0.2), int(calls * 0.5)):  # in the middle of making the tables
        assert run("start", victim, at, None, roster).returncode != 0
    with_tables = tmp_path / "tables" / "轮次"
    assert run("start", with_tables, int(calls * 0.55), None, roster).returncode != 0
    left = calls_of("start", with_tables, None, roster)
    for part in (0.3, 0.6, 0.8, 0.97):
        assert run("start", victim, int(left * part), None, roster).returncode != 0
    begun = small_round(victim)
    assert apart_from_time(victim) == apart_from_time(calm)
    assert [entry.kind for entry in log(victim)] == [EventKind.START]
    forms = sorted(path.relative_to(victim).as_posix() for path in (victim / "下发").rglob("*.xlsx"))
    assert forms == sorted(path.relative_to(victim).as_posix() for path in begun.forms)
    assert not list(victim.rglob(".*"))


def test_a_decision_is_there_or_not_after_a_crash(tmp_path: Path) -> None:
    begun = small_round(tmp_path / "轮次")
    receive(begun.folder, *returns(begun, tmp_path / "收"))
    before = apart_from_time(begun.folder)
    for at in (1, 20, 60, 120):
        assert run("decide", begun.folder, at, None).returncode != 0
        assert apart_from_time(begun.folder) == before
    decide(begun.folder, "accept", by="张三", why="没有问题")
    assert [entry.kind.value for entry in log(begun.folder)] == ["start", "receive", "decide"]
