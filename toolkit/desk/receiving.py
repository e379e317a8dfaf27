"""Uploads that wait are taken in together; each gets its own answer.

A round checks everything it has whenever something comes, so six files that wait cost one check and not six.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from toolkit.desk.desk_setup import DeskSetup
from toolkit.ledger.derive import ProjectStatus
from toolkit.rounds import receive
from toolkit.rounds.receive_returns import NotTaken, Received, ReceivedFile

#: Files that go in together.
_TOGETHER = 50
#: Seconds in which further files of the same drop may arrive.
_GATHERING = 0.15


@dataclass(frozen=True, slots=True)
class TakenUpload:
    """The result of one upload.

    Attributes:
        files: the file, or those of the archive.
        projects: the projects that came with them, as they stand now.
        not_taken: files of it that cannot be read.
    """

    files: tuple[ReceivedFile, ...]
    projects: tuple[ProjectStatus, ...]
    not_taken: tuple[NotTaken, ...]


@dataclass(slots=True)
class _Waiting:
    path: Path
    answer: asyncio.Future[TakenUpload]


@dataclass(slots=True)
class _Queue:
    waiting: list[_Waiting] = field(default_factory=list)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Receiving:
    """The uploads of all rounds.

    Args:
        setup: how files are read.
    """

    def __init__(self, setup: DeskSetup) -> None:
        self._setup = setup
        self._queues: dict[Path, _Queue] = {}

    async def take(self, folder: Path, path: Path) -> TakenUpload:
        """Takes a file into a round and returns its part of the result.

        Raises:
            ToolkitError: the round takes nothing, or the file cannot be stored.
        """
        queue = self._queues.setdefault(folder, _Queue())
        own = _Waiting(path, asyncio.get_running_loop().create_future())
        queue.waiting.append(own)
        await asyncio.sleep(_GATHERING)
        async with queue.lock:
            while not own.answer.done():
                await self._next(folder, queue)
        return own.answer.result()

    async def _next(self, folder: Path, queue: _Queue) -> None:
        """Takes in what waits; files of one name go in one after the other."""
        batch = list(_of_different_names(queue.waiting))
        queue.waiting = [one for one in queue.waiting if one not in batch]
        paths = [one.path for one in batch]
        work = run_in_threadpool(receive, folder, *paths, options=self._setup.options_of(folder))
        task = asyncio.create_task(work)
        task.add_done_callback(partial(_settle, batch))  # also where this request's own sender has left meanwhile
        await asyncio.wait({task})


def _of_different_names(waiting: Sequence[_Waiting]) -> Iterator[_Waiting]:
    names: set[str] = set()
    for one in waiting:
        if one.path.name not in names and len(names) < _TOGETHER:
            names.add(one.path.name)
            yield one


def _settle(batch: Sequence[_Waiting], task: asyncio.Task[Received]) -> None:
    """Gives each upload its part of what was taken in, or the error."""
    error = asyncio.CancelledError() if task.cancelled() else task.exception()
    for one in batch:
        if one.answer.done():
            continue
        if error is not None:
            one.answer.set_exception(error)
        else:
            one.answer.set_result(_part_of(task.result(), one.path.name))


def _part_of(received: Received, name: str) -> TakenUpload:
    """Returns the part of a result that belongs to one upload."""

    def own(shown: str) -> bool:
        return shown == name or shown.startswith(f"{name}!")

    files = tuple(one for one in received.files if own(one.name))
    stored = {one.stored for one in files}
    projects = tuple(one for one in received.news if any(back.stored in stored for back in one.returns))
    return TakenUpload(files, projects, tuple(one for one in received.not_taken if own(one.name)))
