"""Several processes give the bytes of one; a fatal file affects only itself."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.job_results import unpacked
from tests.support.readers import counted_reader, growing, hostile
from toolkit import __version__, api
from toolkit.engine import InProcess, Job, JobResult, Pool, Running, SmallBatchEngine, pool
from toolkit.errors import ToolkitError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def hostile_work(work: Job, monkeypatch: pytest.MonkeyPatch) -> Job:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # workers must find the tests' reader
    return replace(work, reader=hostile)


def paths(folder: Path) -> list[str]:
    return [str(path) for path in sorted(folder.rglob("*.xlsx"))]


def codes(results: Iterator[JobResult], files: list[str]) -> dict[str, list[str]]:
    """The codes of each file's findings, for files that could not be read."""
    found = {}
    for path, (head, findings) in zip(files, unpacked(results), strict=True):
        assert head.path == path
        if not head.records:
            found[Path(path).stem] = [finding.code for finding in findings]
    return found


def test_two_processes_give_the_same_bytes_as_one(returned: Path, work: Job) -> None:
    files = paths(returned)
    assert list(Pool(2).run(work, files)) == list(InProcess().run(work, files))


def test_a_program_that_was_updated_while_it_ran_says_so(
    returned: Path, work: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "__version__", "0.0.1")  # this process began before; its workers are of today
    with pytest.raises(ToolkitError, match=f"程序已更新为 {__version__}"):
        list(Pool(2).run(work, paths(returned)))


def test_check_and_merge_are_the_same_with_any_number_of_processes(returned: Path, tmp_path: Path) -> None:
    one, two = Running(jobs=1, cache=False), Running(jobs=2, cache=False)
    assert api.check(returned, running=one).findings == api.check(returned, running=two).findings
    for name, running in (("one", one), ("two", two)):
        api.merge(returned, output=tmp_path / f"{name}.xlsx", running=running)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_crash_a_hang_and_a_lack_of_memory_cost_one_file_each(
    returned: Path, tmp_path: Path, hostile_work: Job
) -> None:
    few = [Path(path) for path in paths(returned)[:12]]
    for number, name in enumerate(["abort", "hang", "memory", "fault"]):
        shutil.copy(few[number], tmp_path / f"{name}.xlsx")
    for number, path in enumerate(few):
        shutil.copy(path, tmp_path / f"good{number:02}.xlsx")
    files = paths(tmp_path)
    found = codes(Pool(2, seconds=3).run(hostile_work, files), files)
    assert found == {"abort": ["F03"], "hang": ["F03"], "memory": ["F04"], "fault": ["F13"]}


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no alarm there")
@pytest.mark.parametrize(
    ("before", "ended"), [("SIG_DFL", -getattr(signal, "SIGALRM", 0)), ("SIG_IGN", 1)], ids=["system", "thread"]
)
def test_a_block_that_takes_too_long_ends_its_process_by_either_alarm(before: str, ended: int) -> None:
    work = (
        f"import signal, time; signal.signal(signal.SIGALRM, signal.{before})\n"
        "from toolkit.engine.worker import watched\n"
        "with watched(60): pass\n"
        "print('in time', flush=True)\n"
        "with watched(0.2): time.sleep(60)"
    )
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, timeout=50, cwd=ROOT)
    assert (done.stdout, done.returncode) == (b"in time\n", ended)


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not limit memory there")
@pytest.mark.parametrize("at", [0, 3], ids=["large first or last", "large between"])
def test_what_a_file_costs_does_not_depend_on_the_files_before_it(
    returned: Path, tmp_path: Path, work: Job, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    limits = replace(work.options.limits, process_memory=1 << 30)
    work = replace(work, reader=growing, options=replace(work.options, limits=limits))
    for number, path in enumerate(paths(returned)[:8]):  # together more than the limit, by itself only one
        shutil.copy(path, tmp_path / ("2000-large.xlsx" if number == at else f"250-{number}.xlsx"))
    files = sorted(paths(tmp_path), key=lambda path: Path(path).stem.split("-")[1])
    files.insert(at, files.pop())  # the large one
    for order in (files, files[::-1]):
        assert codes(Pool(1).run(work, order), order) == {"2000-large": ["F04"]}


def test_a_file_that_takes_too_long_is_named_and_not_tried_again(
    returned: Path, tmp_path: Path, hostile_work: Job
) -> None:
    for name, path in zip(("a", "b", "hang", "y", "z"), paths(returned)[:5], strict=True):
        shutil.copy(path, tmp_path / f"{name}.xlsx")
    files = paths(tmp_path)
    tried = tmp_path / "tried"
    work = replace(hostile_work, options=replace(hostile_work.options, key=str(tried).encode()), reader=counted_reader)
    found = codes(Pool(1, seconds=2).run(work, [*files, *files[:2], *files[3:]]), [*files, *files[:2], *files[3:]])
    assert found == {"hang": ["F03"]}
    assert sorted(tried.read_text().split()) == [*"aabb", "hang", *"yyzz"]


def test_progress_counts_every_file(returned: Path) -> None:
    progress: list[tuple[int, int]] = []
    api.check(returned, running=Running(jobs=2, cache=False), progress=lambda done, of: progress.append((done, of)))
    count = len(paths(returned))
    assert progress == [(number, count) for number in range(1, count + 1)]


def test_stopping_midway_ends_all_processes_and_writes_nothing(returned: Path, tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        api.merge(returned, output=tmp_path / "out" / "s.xlsx", running=Running(jobs=2, cache=False), progress=stop)
    assert not (tmp_path / "out").exists()


def test_few_files_stay_in_this_process() -> None:
    assert isinstance(Running().engine(3), SmallBatchEngine)
    assert isinstance(Running(jobs=2).engine(3), Pool)
    assert isinstance(Running(jobs=2).engine(1), SmallBatchEngine)


@pytest.mark.skipif(sys.platform == "win32", reason="a process of its own does it there")
def test_a_hang_costs_one_file_in_a_small_batch_too(returned: Path, tmp_path: Path, hostile_work: Job) -> None:
    for name, path in zip(("a", "expression", "hang", "z"), paths(returned)[:4], strict=True):
        shutil.copy(path, tmp_path / f"{name}.xlsx")
    files = paths(tmp_path)
    found = codes(InProcess(seconds=3).run(hostile_work, files), files)
    assert found == {"expression": ["F03"], "hang": ["F03"]}
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


def test_a_small_batch_in_a_thread_has_its_limit_too(returned: Path) -> None:
    seen: list[type] = []
    thread = threading.Thread(target=lambda: seen.append(type(Running(cache=False).engine(3))))
    thread.start()
    thread.join()
    assert seen == [Pool]
