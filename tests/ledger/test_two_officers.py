"""Two officers at one ledger: the second waits, then a sentence."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.town import small_round
from toolkit.ledger import LedgerBusy, read_ledger, write_ledger
from toolkit.rounds import RoundOptions, decide, log, status

JUNDA = "东坑镇骏达社区"
#: Another officer's process: it holds the ledger until its standard input is closed.
_HOLD = """
import sys
from pathlib import Path
from toolkit.ledger.ledger_opening import write_ledger
with write_ledger(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
_DECIDE = """
import sys
from toolkit.rounds import decide
decide(sys.argv[1], "nil", "东坑镇骏达社区", sys.argv[2], by="李四", why="免报")
"""


@pytest.fixture
def folder(tmp_path: Path, ledger_url: str | None) -> Path:
    return small_round(tmp_path / "轮次", options=RoundOptions(ledger=ledger_url)).folder


def test_the_second_officer_gets_a_sentence_and_nothing_is_written(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LedgerBusy, match="台账正由另一个人"), write_ledger(folder, wait=0.3):
            pytest.fail("two officers wrote at once")
        with read_ledger(folder) as ledger:
            assert ledger.round.form == "form13"
        other.stdin.close()
    assert len(log(folder)) == 1


def test_the_second_officer_waits_for_the_first(folder: Path) -> None:
    with write_ledger(folder):
        other = subprocess.Popen([sys.executable, "-c", _DECIDE, str(folder), "治安经费"])
        time.sleep(1)
        assert other.poll() is None
    assert other.wait(60) == 0
    assert status(folder).projects[0].state.value == "nil"


def test_many_decisions_at_once_are_all_kept(folder: Path) -> None:
    names = ("治安经费", "文体经费")
    others = [subprocess.Popen([sys.executable, "-c", _DECIDE, str(folder), name]) for name in names]
    decide(folder, "nil", "东坑镇党建办", "党建经费", by="张三", why="免报")
    assert [other.wait(120) for other in others] == [0, 0]
    assert {one.state.value for one in status(folder).projects} == {"nil"}
    assert [entry.id for entry in log(folder)] == [1, 2, 3, 4]
