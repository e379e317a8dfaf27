"""The engine of small batches: everything in this process, one file after the other, each with a limit of time.

The system's alarm interrupts a file that takes too long, inside a regular expression too, and the others are read.
Where there is no such alarm (Windows) or it is not ours to set (a thread), `Running` gives the work to a process
that can be ended.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from toolkit.engine.watch import SECONDS
from toolkit.engine.work import ENDED, Done, Work, do, failed


class _TooLong(BaseException):
    """The file takes too long; no guard against faults may catch this."""


class Alone:
    """Does the work here and now.

    Args:
        seconds: that one file may take.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def run(self, work: Work, paths: Sequence[str]) -> Generator[Done, None, None]:
        """What came of each file, in their order."""
        for path in paths:
            try:
                with _limited(self._seconds):
                    done = do(work, path)
            except _TooLong:
                done = failed(work, path, ENDED)
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
    """Raises _TooLong when what is done takes longer; no limit where no alarm can be set."""
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
