"""Workers are forked by a server, and none of them is left behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.programs import ends
from toolkit import __version__
from toolkit.engine import InProcess, Job, Pool, Running
from toolkit.engine.engine import FEW
from toolkit.engine.fork_server import ForkedWorker
from toolkit.engine.worker import receive, send
from toolkit.engine.worker_supply import CAN_FORK, WorkerSupply, prepared, shared, supply_for

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="workers are started one by one there")


@pytest.fixture
def supply() -> Iterator[WorkerSupply]:
    workers = WorkerSupply(None, 2)
    yield workers
    workers.close()


def forked(supply: WorkerSupply) -> ForkedWorker:
    worker = supply.start()
    assert isinstance(worker, ForkedWorker)
    return worker


def test_forked_workers_answer_and_end_when_they_are_dismissed(supply: WorkerSupply, work: Job) -> None:
    first, second = forked(supply), forked(supply)
    for worker in (first, second):
        send(worker.requests, work)
        assert receive(worker.answers) == __version__
    first.dismiss()
    assert ends(first.number)
    send(second.requests, ([], 1.0))  # the other one goes on
    second.dismiss()
    assert ends(second.number)


def test_a_lost_worker_ends_its_pipe_and_is_replaced(supply: WorkerSupply, work: Job) -> None:
    worker = forked(supply)
    os.kill(worker.number, signal.SIGKILL)
    assert worker.answers.read() == b""
    worker.dismiss()
    another = forked(supply)
    send(another.requests, work)
    assert receive(another.answers) == __version__
    another.dismiss()


def test_no_worker_outlives_its_server(work: Job) -> None:
    supply = WorkerSupply(None, 2)
    worker = forked(supply)
    supply.close()
    assert ends(worker.number)
    worker.dismiss()


def test_workers_are_spawned_where_the_server_has_ended(supply: WorkerSupply, work: Job) -> None:
    supply.close()
    worker = supply.start()
    send(worker.requests, work)
    assert receive(worker.answers) == __version__
    worker.dismiss()


def test_what_was_prepared_is_used_by_the_next_run_with_the_same_definitions(
    returned: Path, work: Job, tmp_path: Path
) -> None:
    for number in range(FEW + 1):
        (tmp_path / f"{number}.xlsx").touch()
    with prepared([tmp_path], Running(jobs=2, cache=False), None):
        first, second = supply_for(None, 2), supply_for(None, 2)
        assert first is not second
        first.close()
        second.close()
    files = [str(path) for path in sorted(returned.rglob("*.xlsx"))]
    with prepared([tmp_path], Running(jobs=2, cache=False), Path("elsewhere")):
        assert list(Pool(2).run(work, files)) == list(InProcess().run(work, files))


def test_runs_of_a_block_share_one_server_which_ends_with_it(returned: Path, work: Job) -> None:
    files = [str(path) for path in sorted(returned.rglob("*.xlsx"))]
    with shared(None, 2):
        supply = supply_for(None, 2)
        for _ in range(2):
            assert list(Pool(2).run(work, files)) == list(InProcess().run(work, files))
        assert supply_for(None, 2) is supply
        worker = forked(supply)
        other = supply_for(Path("elsewhere"), 1)
        assert other is not supply
        other.close()
    assert ends(worker.number)
    worker.dismiss()
    fresh = supply_for(None, 1)
    assert fresh is not supply
    fresh.close()


def test_workers_are_prepared_for_new_files_in_spite_of_a_cache(tmp_path: Path) -> None:
    for number in range(FEW + 1):
        (tmp_path / f"{number}.xlsx").touch()
    for new in (True, False):
        with prepared([tmp_path], Running(jobs=2), None, new=new):
            supply = supply_for(None, 1)  # a fresh one for one worker has no server
            is_forked = isinstance(worker := supply.start(), ForkedWorker)
            worker.dismiss()
            supply.close()
            assert is_forked is new
