"""The process that works on batches: its limits, its messages."""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import struct
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

from toolkit import __version__
from toolkit.engine.engine import collect_rarely
from toolkit.engine.job import Item, Job, JobResult, PoolTask, Result, library

#: Seconds that one file may take; an archive is one file here.
SECONDS = 300.0
_one_at_a_time = threading.Lock()
_LENGTH = struct.Struct("<Q")


@contextmanager
def watched(seconds: float) -> Iterator[None]:
    """Ends this process when a block takes longer, even inside a library.

    The system's own alarm does it where there is one. Elsewhere it is the standard library's, a thread outside the
    interpreter: to begin and end it takes a fifth of a form's time, and much longer where all cores are busy.
    """
    with _one_at_a_time, _by_the_system(seconds) if _has_alarm() else _by_a_thread(seconds):
        yield


def _has_alarm() -> bool:
    return hasattr(signal, "setitimer") and signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


@contextmanager
def _by_the_system(seconds: float) -> Iterator[None]:
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def _by_a_thread(seconds: float) -> Iterator[None]:
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - the alarm wants a real file
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def run_jobs(job: Job, paths: Sequence[str], seconds: float = SECONDS) -> list[JobResult]:
    """Returns the results of a batch; a file that hangs ends this process."""
    return [run_watched(job, path, seconds) for path in paths]


def run_watched(job: PoolTask[Item, Result], item: Item, seconds: float, *, fresh: bool = True) -> Result:
    """Returns the result of one file; a file that hangs ends this process."""
    with watched(seconds):
        return job.run(item, fresh=fresh)


def limit_memory(size: int) -> None:
    """Limits the memory of this process, where the system can do that."""
    try:
        import resource
    except ImportError:
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ValueError, OSError):  # the system refuses the limit
        return


def send(pipe: IO[bytes], message: object) -> None:
    """Writes a message. Raises OSError where the other side has ended."""
    data = pickle.dumps(message, protocol=5)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Returns the next message. Raises EOFError where the other side has ended."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)


def main() -> None:
    """Answers batches of paths until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gave the work
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # another program may have started this one without it
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # output of a library must not mix with the messages
    try:
        job: PoolTask[Any, Any] = receive(source)
    except EOFError:  # it was prepared and not needed
        return
    limit_memory(job.limits.process_memory)
    library(job.templates)
    collect_rarely()
    send(sink, __version__)
    fresh = True
    try:
        while True:
            paths, seconds = receive(source)
            for path in paths:  # one by one: so the pool knows over which file this process ends
                send(sink, run_watched(job, path, seconds, fresh=fresh))
                fresh = False
    except (EOFError, OSError, MemoryError):  # the other side has ended, or earlier files took too much memory
        return
