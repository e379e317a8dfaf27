"""Two worker processes give the bytes of one process, also when one is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.job_results import unpacked
from tests.support.readers import hostile
from toolkit import api
from toolkit.engine import Cluster, InProcess, Job, Running
from toolkit.errors import InputError

distributed = pytest.importorskip("distributed")
psutil = pytest.importorskip("psutil")

pytestmark = [pytest.mark.cluster, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Address of a scheduler with two worker processes."""
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
    ):
        yield cluster.scheduler_address


@pytest.fixture
def many(returned: Path, tmp_path: Path) -> Path:
    """More than one batch for each worker."""
    for number in range(4):
        shutil.copytree(returned, tmp_path / "many" / str(number))
    return tmp_path / "many"


def test_check_and_merge_give_the_same_as_one_process(scheduler: str, many: Path, tmp_path: Path) -> None:
    alone, cluster = Running(jobs=1, cache=False), Running(scheduler=scheduler, cache=False)
    assert api.check(many, running=cluster).findings == api.check(many, running=alone).findings
    for name, running in (("alone", alone), ("cluster", cluster)):
        api.merge(many, output=tmp_path / f"{name}.xlsx", running=running)
    assert (tmp_path / "alone.xlsx").read_bytes() == (tmp_path / "cluster.xlsx").read_bytes()


def test_a_worker_that_is_killed_midway_changes_nothing(scheduler: str, many: Path, work: Job) -> None:
    paths = [str(path) for path in sorted(many.rglob("*.xlsx"))]
    expected = list(InProcess().run(work, paths))
    done = []
    for number, one in enumerate(Cluster(scheduler).run(work, paths)):
        done.append(one)
        if number == 3:
            with distributed.Client(scheduler, set_as_default=False) as client:
                pids = client.run(os.getpid)
            psutil.Process(next(iter(pids.values()))).kill()
    assert done == expected


def test_a_file_that_ends_every_worker_costs_itself_only(
    scheduler: str, returned: Path, tmp_path: Path, work: Job
) -> None:
    paths = [str(path) for path in sorted(returned.rglob("*.xlsx"))[:5]]
    shutil.copy(paths[0], tmp_path / "abort.xlsx")
    paths.insert(2, str(tmp_path / "abort.xlsx"))
    done = list(Cluster(scheduler).run(replace(work, reader=hostile), paths))
    results = unpacked(done)
    assert [[finding.code for finding in found] for head, found in results if not head.records] == [["F03"]]
    assert [head.path for head, _ in results] == paths


def test_a_scheduler_that_is_not_there_is_reported_in_a_sentence(work: Job) -> None:
    with pytest.raises(InputError, match="连不上集群"):
        list(Cluster("tcp://127.0.0.1:9").run(work, ["x.xlsx"]))
