"""The engines that read in this process, heavy files perhaps in another.

A form is read sooner than a process starts. A file that is large, or whose directory promises much, could take all
memory: `SmallBatchEngine` reads it in a process that may be lost.
"""

from __future__ import annotations

import signal
import struct
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from types import FrameType

from toolkit.engine.job import ENDED, Job, JobResult, failed_job, run_job
from toolkit.engine.pool import Pool
from toolkit.engine.worker import SECONDS
from toolkit.excel.limits import MB, Limits
from toolkit.excel.open.archive import members
from toolkit.excel.open.sniff import is_zip
from toolkit.files import TooLarge, read_regular

#: Bytes of a file that any form, and a summary of some hundred projects, stays below.
FILE = 2 * MB
#: The same for the unzipped file: as XML it takes some twenty times as much memory.
UNZIPPED = 16 * MB

_ENTRY = b"PK\x01\x02"  # an entry of a zip's directory; the unzipped size stands in it
_SIZE = struct.Struct("<I")
_SIZE_AT = 24
# A name as OLE writes it: an encrypted workbook may open without a password and hold anything.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class _TooLong(BaseException):
    """A file takes too long; no guard against faults may catch this."""


class InProcess:
    """An engine that reads every file in this process, while it has enough memory.

    A file for which too little memory is left is read in a process of its own.

    Args:
        seconds: that one file may take.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def run(self, job: Job, paths: Sequence[str]) -> Generator[JobResult, None, None]:
        """Yields the result of each file; see `Engine.run`."""
        for path in paths:
            try:
                with _limited(self._seconds):
                    done = run_job(job, path, fresh=False)
            except _TooLong:
                done = failed_job(job, path, ENDED)
            except MemoryError:
                [done] = Pool(1, self._seconds).run(job, [path])
            yield done


def can_interrupt() -> bool:
    """Whether this thread can set an alarm that nobody else uses."""
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    )


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raises _TooLong after some seconds, where this thread can set an alarm."""
    if not can_interrupt():
        yield
        return
    signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _ring(number: int, frame: FrameType | None) -> None:
    raise _TooLong


class SmallBatchEngine:
    """An engine that starts a process for heavy files only.

    Args:
        seconds: that one file may take.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def run(self, job: Job, paths: Sequence[str]) -> Generator[JobResult, None, None]:
        """Yields the result of each file; see `Engine.run`."""
        heavy = {path for path in paths if is_heavy(path, job.options.limits)}
        light = [path for path in paths if path not in heavy]
        # A generator begins with its first result: without a heavy file no process starts.
        heavy_results = Pool(1, self._seconds).run(job, [path for path in paths if path in heavy])
        with closing(heavy_results), closing(InProcess(self._seconds).run(job, light)) as here:
            for path in paths:
                yield next(heavy_results if path in heavy else here)


def is_heavy(path: str, limits: Limits) -> bool:
    """Whether reading a file may take much time or memory.

    The size and the zip directory say so; a file that cannot be read takes nothing.
    """
    try:
        data = read_regular(path, FILE)
    except TooLarge:
        return True
    except OSError:
        return False
    if not is_zip(data):
        return _ENCRYPTED in data
    # An archive is unpacked only where all its files are small.
    return _unzipped(data) > UNZIPPED or any(
        _unzipped(member.data) > UNZIPPED or _ENCRYPTED in member.data
        for member in members(path, data, limits) or ()
        if member.data is not None
    )


def _unzipped(data: bytes) -> int:
    """Returns the bytes that a zip's directory promises; 0 for other files."""
    total, at = 0, data.find(_ENTRY)
    while at >= 0:
        if at + _SIZE_AT + _SIZE.size <= len(data):
            total += _SIZE.unpack_from(data, at + _SIZE_AT)[0]
        at = data.find(_ENTRY, at + len(_ENTRY))
    return total
