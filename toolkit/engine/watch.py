"""Limits of time and memory for a process that works on the files of strangers."""

from __future__ import annotations

import faulthandler
import gc
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from toolkit.engine.work import Job, JobResult, do


def collect_rarely() -> None:
    """Look seldom: records, grids and findings hold no cycles, and looking through them takes a sixth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


#: Seconds that one file may take; an archive is one file here.
SECONDS = 300.0
_one_at_a_time = threading.Lock()


@contextmanager
def watched(seconds: float) -> Iterator[None]:
    """End this process when what is done takes longer, even inside a library that never returns.

    The standard library's own alarm does it: a thread outside the interpreter, on every system.
    """
    with _one_at_a_time, open(os.devnull, "w") as nowhere:  # noqa: PTH123 - the alarm wants a real file
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def do_batch(work: Job, paths: Sequence[str], seconds: float = SECONDS) -> list[JobResult]:
    """Work on a batch of files in a process that may be lost over one of them."""
    return [do_watched(work, path, seconds) for path in paths]


def do_watched(work: Job, path: str, seconds: float, *, fresh: bool = True) -> JobResult:
    """Work on one file in a process that ends when it takes longer. Raises MemoryError as `do` does."""
    with watched(seconds):
        return do(work, path, fresh=fresh)


def limit_memory(size: int) -> None:
    """Let the system refuse this process more memory than so many bytes; Windows cannot."""
    try:
        import resource
    except ImportError:
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ValueError, OSError):  # the system does not let it be set
        return
