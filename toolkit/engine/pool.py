"""The engine of one machine: several processes, batches of files, results in order.

Each process is served by a thread here, and answers file by file. One that ends is replaced. The file over which it
ended because its time was up is named and not tried again; one over which it crashed or ran out of memory comes
again as the first file of a new process, since the files before it may have caused that: what a file costs does not
depend on its neighbours. The files behind it go on. Processes are started as programs of their own,
not by `multiprocessing`: that would run the caller's script again in each of them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import suppress
from math import ceil
from pathlib import Path
from queue import Empty, Queue
from typing import NamedTuple

from toolkit.engine.watch import SECONDS
from toolkit.engine.work import ENDED, Job, JobResult, failed
from toolkit.engine.worker import receive, send
from toolkit.errors import ToolkitError

#: Files of a batch: enough that sending it costs nothing, few enough that all processes end together.
BATCH = 25
#: The part of its time after which a process that ends was ended by the clock.
_NEARLY = 0.95
_START = "from toolkit.engine.worker import main; main()"
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash a console


class _Batch(NamedTuple):
    """Files that are sent to a process together.

    Attributes:
        first: the number of the first of them.
        paths: the files.
        again: whether it is one file over which a process ended; a new process tries it once more.
    """

    first: int
    paths: Sequence[str]
    again: bool = False


class Pool:
    """Does the work in several processes.

    Args:
        jobs: how many.
        seconds: that one file may take.
    """

    def __init__(self, jobs: int, seconds: float = SECONDS) -> None:
        self._jobs = jobs
        self._seconds = seconds

    def run(self, work: Job, paths: Sequence[str]) -> Generator[JobResult, None, None]:
        """What came of each file, in their order. Closing the iterator, or Ctrl-C, ends all processes."""
        size = max(1, min(BATCH, ceil(len(paths) / (4 * self._jobs))))
        shift = _Shift(
            work, deque(_Batch(at, paths[at : at + size]) for at in range(0, len(paths), size)), self._seconds
        )
        threads = [threading.Thread(target=shift.serve, daemon=True) for _ in range(self._jobs)]
        for thread in threads:
            thread.start()
        waiting: dict[int, JobResult] = {}
        try:
            for number in range(len(paths)):
                while number not in waiting:
                    waiting.update(shift.next())
                yield waiting.pop(number)
        finally:
            shift.end()
            for thread in threads:
                thread.join()


class _Shift:
    """The batches of one run: what is to be done, what is done, the processes that do it."""

    def __init__(self, work: Job, batches: deque[_Batch], seconds: float) -> None:
        self._work = work
        self._batches = batches
        self._seconds = seconds
        self._done: Queue[dict[int, JobResult] | ToolkitError] = Queue()
        self._over = threading.Event()
        self._processes: set[subprocess.Popen[bytes]] = set()

    def next(self) -> dict[int, JobResult]:
        """What has been done since, by the number of the file. Raises ToolkitError where no process can be had."""
        while True:
            try:
                got = self._done.get(timeout=0.2)  # a wait without end would not hear Ctrl-C on Windows
            except Empty:
                continue
            if isinstance(got, ToolkitError):
                raise got
            return got

    def end(self) -> None:
        """End all processes, whatever they are doing: none of them writes anything."""
        self._over.set()
        for process in tuple(self._processes):
            process.kill()

    def serve(self) -> None:
        """Give batches to a process, and to another one when it has ended, until none is left."""
        process: subprocess.Popen[bytes] | None = None
        try:
            while not self._over.is_set():
                try:
                    batch = self._batches.popleft()
                except IndexError:
                    break
                if batch.again and process is not None:
                    self._dismiss(process)
                    process = None
                process = process or self._started()
                if not self._give(process, batch):
                    self._dismiss(process)
                    process = None
        except ToolkitError as error:
            self._done.put(error)
        finally:
            if process is not None:
                self._dismiss(process)

    def _give(self, process: subprocess.Popen[bytes], batch: _Batch) -> bool:
        """Have one batch done. Whether the process is still there."""
        assert process.stdin is not None
        assert process.stdout is not None
        paths = batch.paths
        done: list[JobResult] = []
        began = time.monotonic()
        try:
            send(process.stdin, (paths, self._seconds))
            for _ in paths:
                done.append(receive(process.stdout))
                began = time.monotonic()
        except (OSError, EOFError):
            in_time = time.monotonic() - began < self._seconds * _NEARLY
            done += self._lost(batch.first + len(done), paths[len(done) :], retry=in_time and not batch.again)
            return False
        finally:
            self._done.put(dict(enumerate(done, batch.first)))
        return True

    def _lost(self, first: int, paths: Sequence[str], *, retry: bool) -> Sequence[JobResult]:
        """Has what a process left undone come again, without the file over which it ended unless that may try again."""
        if len(paths) > 1:
            self._batches.appendleft(_Batch(first + 1, paths[1:]))
        if retry:
            self._batches.appendleft(_Batch(first, paths[:1], again=True))
        return () if retry or self._over.is_set() else (failed(self._work, paths[0], ENDED),)

    def _started(self) -> subprocess.Popen[bytes]:
        """A new process that has said that it is ready. Raises ToolkitError."""
        home = str(Path(__file__).resolve().parents[2])
        search_path = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(search_path)},
            creationflags=_NO_WINDOW,
        )
        self._processes.add(process)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            send(process.stdin, self._work)
            receive(process.stdout)
        except (OSError, EOFError) as error:
            self._dismiss(process)
            if self._over.is_set():
                raise ToolkitError("已取消", "Cancelled") from error
            raise ToolkitError(
                "工作进程启动失败，可用 --jobs 1", "A worker process does not start; try --jobs 1"
            ) from error
        return process

    def _dismiss(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not sent any more
                    pipe.close()
        process.wait()
        self._processes.discard(process)
