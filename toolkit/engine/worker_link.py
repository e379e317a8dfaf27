"""A running worker as its user sees it."""

from __future__ import annotations

from contextlib import suppress
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
