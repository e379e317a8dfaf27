"""The engine of one machine: several processes that work on batches of files.

Each process is served by a thread here, and answers file by file. A process that ends is replaced. The file over which
it ended because its time was up is reported and not tried again. One over which it crashed or ran out of memory is
tried once more, as the first file of a new process: the files before it may have caused that, and the result of a file
must not depend on them. The files behind it go on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Sequence
from math import ceil
from queue import Empty, Queue
from typing import Generic, NamedTuple, TypeVar

from toolkit import __version__
from toolkit.engine.job import ENDED, PoolTask
from toolkit.engine.worker import SECONDS, receive, send
from toolkit.engine.worker_supply import WorkerLink, WorkerSupply, release, supply_for
from toolkit.errors import ToolkitError

Item = TypeVar("Item")
Result = TypeVar("Result")
#: Files of a batch: enough to send it cheaply, few enough that all processes end together.
BATCH = 25
#: A process that ends after this share of its time was ended by the clock.
_NEARLY = 0.95


class _Batch(NamedTuple, Generic[Item]):
    """Files that are sent to a process together.

    Attributes:
        first: the number of the first file.
        paths: the files.
        retried: whether it is a single file over which a process ended; a new process tries it once more.
    """

    first: int
    paths: Sequence[Item]
    retried: bool = False


class _Batches(Generic[Item]):
    """The batches that are left.

    Each is made when it is taken, as there can be very many.
    """

    def __init__(self, paths: Sequence[Item], size: int) -> None:
        self._paths = paths
        self._size = size
        self._starts = iter(range(0, len(paths), size))
        self._back: list[_Batch[Item]] = []
        self._lock = threading.Lock()

    def take(self) -> _Batch[Item] | None:
        """Returns the next batch, first what was put back; None at the end."""
        with self._lock:
            if self._back:
                return self._back.pop()
            at = next(self._starts, None)
        return None if at is None else _Batch(at, self._paths[at : at + self._size])

    def put_back(self, batch: _Batch[Item]) -> None:
        """Puts back a batch, to be taken next."""
        with self._lock:
            self._back.append(batch)


class Pool:
    """An engine that works in several processes.

    Args:
        processes: how many.
        seconds: that one file may take.
    """

    def __init__(self, processes: int, seconds: float = SECONDS) -> None:
        self._count = processes
        self._seconds = seconds

    def run(self, job: PoolTask[Item, Result], paths: Sequence[Item]) -> Generator[Result, None, None]:
        """Yields the result of each file or other item; see `Engine.run`.

        Closing the iterator, or Ctrl-C, ends all processes.
        """
        size = max(1, min(BATCH, ceil(len(paths) / (4 * self._count))))
        batches = _Batches(paths, size)
        supply = supply_for(job.templates, self._count)
        run = _PoolRun(job, batches, self._seconds, supply)
        threads = [threading.Thread(target=run.serve, daemon=True) for _ in range(self._count)]
        for thread in threads:
            thread.start()
        waiting: dict[int, Result] = {}
        try:
            for number in range(len(paths)):
                while number not in waiting:
                    waiting.update(run.next())
                yield waiting.pop(number)
        finally:
            run.end()
            for thread in threads:
                thread.join()
            release(supply)


class _PoolRun(Generic[Item, Result]):
    """The batches of one run, their results, and the processes."""

    def __init__(
        self, job: PoolTask[Item, Result], batches: _Batches[Item], seconds: float, supply: WorkerSupply
    ) -> None:
        self._job = job
        self._batches = batches
        self._seconds = seconds
        self._supply = supply
        self._done: Queue[dict[int, Result] | ToolkitError] = Queue()
        self._over = threading.Event()
        self._processes: set[WorkerLink] = set()

    def next(self) -> dict[int, Result]:
        """Returns new results by the number of the file.

        Raises ToolkitError where no process can be started.
        """
        while True:
            try:
                got = self._done.get(timeout=0.2)  # a wait without end would not hear Ctrl-C on Windows
            except Empty:
                continue
            if isinstance(got, ToolkitError):
                raise got
            return got

    def end(self) -> None:
        """Ends all processes at once: none of them writes anything."""
        self._over.set()
        for process in tuple(self._processes):
            process.kill()

    def serve(self) -> None:
        """Gives batches to a process until none is left, and replaces lost processes."""
        process: WorkerLink | None = None
        try:
            while not self._over.is_set():
                batch = self._batches.take()
                if batch is None:
                    break
                if batch.retried and process is not None:
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

    def _give(self, process: WorkerLink, batch: _Batch[Item]) -> bool:
        """Returns whether the process still runs after it worked on a batch."""
        paths = batch.paths
        done: list[Result] = []
        began = time.monotonic()
        try:
            send(process.requests, (paths, self._seconds))
            for _ in paths:
                done.append(receive(process.answers))
                began = time.monotonic()
        except (OSError, EOFError):
            in_time = time.monotonic() - began < self._seconds * _NEARLY
            done += self._lost(batch.first + len(done), paths[len(done) :], retry=in_time and not batch.retried)
            return False
        finally:
            self._done.put(dict(enumerate(done, batch.first)))
        return True

    def _lost(self, first: int, paths: Sequence[Item], *, retry: bool) -> Sequence[Result]:
        """Puts back the files that a lost process left.

        Returns a failed result for the file over which it ended, unless that file may try again.
        """
        if len(paths) > 1:
            self._batches.put_back(_Batch(first + 1, paths[1:]))
        if retry:
            self._batches.put_back(_Batch(first, paths[:1], retried=True))
        return () if retry or self._over.is_set() else (self._job.failed(paths[0], ENDED),)

    def _started(self) -> WorkerLink:
        """Returns a new process that is ready. Raises ToolkitError."""
        try:
            process = self._supply.start()
        except OSError as error:
            raise _not_started() from error
        self._processes.add(process)
        try:
            send(process.requests, self._job)
            version = receive(process.answers)
        except (OSError, EOFError) as error:
            self._dismiss(process)
            if self._over.is_set():
                raise ToolkitError("已取消", "Cancelled") from error
            raise _not_started() from error
        if version != __version__:  # results of another version could not be read here
            self._dismiss(process)
            raise ToolkitError(
                f"程序已更新为 {version}，请关闭后重新打开再试",
                f"The program was updated to {version} while it ran; close it and start it again",
            )
        return process

    def _dismiss(self, process: WorkerLink) -> None:
        process.dismiss()
        self._processes.discard(process)


def _not_started() -> ToolkitError:
    return ToolkitError("工作进程启动失败，可用 --jobs 1", "A worker process failed to start; try --jobs 1")
