"""The supply of workers: forked by a server, or started one by one.

They can be prepared before they are needed: then they import while the program itself still does.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.engine.engine import FEW, Running, cores

if TYPE_CHECKING:
    from toolkit.engine.fork_server import ForkServer
from typing import IO, Protocol

from toolkit.worker_process import Worker, start_worker


class WorkerLink(Protocol):
    """A running worker: where it is asked, where it answers."""

    requests: IO[bytes]
    answers: IO[bytes]

    def kill(self) -> None:
        """Ends the worker at once."""
        ...

    def dismiss(self) -> None:
        """Ends the worker, and leaves nothing of it behind."""
        ...


class SpawnedWorker:
    """A worker that is a new process of the program.

    Raises OSError where the system refuses to start it.
    """

    def __init__(self) -> None:
        self._process = start_worker(Worker.BATCHES)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.requests: IO[bytes] = self._process.stdin
        self.answers: IO[bytes] = self._process.stdout

    def kill(self) -> None:
        """Ends the worker at once."""
        self._process.kill()

    def dismiss(self) -> None:
        """Ends the worker, and leaves nothing of it behind."""
        self._process.kill()
        close_pipes(self)
        self._process.wait()


def close_pipes(worker: WorkerLink) -> None:
    """Closes both pipes of a worker."""
    for pipe in (worker.requests, worker.answers):
        with suppress(OSError):  # data that was never sent
            pipe.close()


#: Whether this system can pass pipes to a process that forks.
CAN_FORK = sys.platform != "win32" and hasattr(os, "fork")


class WorkerSupply:
    """The workers of one run.

    Args:
        templates: the user's own folder of definitions.
        count: how many workers will be asked for; a server is not worth its start for one.
    """

    def __init__(self, templates: Path | None, count: int) -> None:
        self.templates = templates
        self._server: ForkServer | None = None
        if CAN_FORK and count > 1:
            from toolkit.engine.fork_server import ForkServer

            with suppress(OSError):
                self._server = ForkServer(templates)
        self._ready: deque[SpawnedWorker] = deque()

    def start_early(self, count: int) -> None:
        """Starts workers before anybody asks for them.

        A server forks them when it is asked.
        """
        if self._server is None:
            with suppress(OSError):
                self._ready.extend(SpawnedWorker() for _ in range(count))

    def start(self) -> WorkerLink:
        """Returns a worker. Raises OSError where the system refuses to start it."""
        if self._server is not None:
            with suppress(OSError):
                return self._server.fork()
        with suppress(IndexError):
            return self._ready.popleft()
        return SpawnedWorker()

    def close(self) -> None:
        """Ends the server, and the workers that nobody asked for."""
        if self._server is not None:
            self._server.close()
        for worker in self._ready:
            worker.dismiss()
        self._ready.clear()


_prepared: list[WorkerSupply] = []


@contextmanager
def prepared(
    paths: Iterable[Path], running: Running, templates: Path | None, *, new: bool = False
) -> Generator[None, None, None]:
    """Prepares workers for a command on many files.

    Args:
        paths: files and folders.
        running: in how many processes, with or without cache.
        templates: the user's own folder of definitions.
        new: whether most files are seen for the first time, so that a cache spares no worker.
    """
    count = running.jobs or cores()
    if count > 1 and running.scheduler is None and (new or not running.cache) and _are_many(paths):
        prepare(templates, count)
    try:
        yield
    finally:
        while _prepared:
            _prepared.pop().close()


def prepare(templates: Path | None, count: int) -> None:
    """Prepares workers for the next run of this process."""
    if not _prepared:
        supply = WorkerSupply(templates, count)
        supply.start_early(count)
        _prepared.append(supply)


_shared: ContextVar[WorkerSupply | None] = ContextVar("shared", default=None)


@contextmanager
def shared(templates: Path | None, count: int) -> Generator[None, None, None]:
    """Lets all runs of a block ask one supply, whose server imports once."""
    supply = supply_for(templates, count)
    before = _shared.set(supply)
    try:
        yield
    finally:
        _shared.reset(before)
        supply.close()


def supply_for(templates: Path | None, count: int) -> WorkerSupply:
    """Returns what is shared or was prepared where it fits, else a new supply."""
    supply = _shared.get()
    if supply is not None and supply.templates == templates:
        return supply
    with suppress(IndexError):
        supply = _prepared.pop()
        if supply.templates == templates:
            return supply
        supply.close()
    return WorkerSupply(templates, count)


def release(supply: WorkerSupply) -> None:
    """Ends a supply after a run, where no other run shares it."""
    if supply is not _shared.get():
        supply.close()


def _are_many(paths: Iterable[Path]) -> bool:
    """Whether there are more files than one process reads at once."""
    files = (name for path in paths for _, _, names in os.walk(path) for name in names)
    return next(islice(files, FEW, None), None) is not None
