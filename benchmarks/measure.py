"""Time, processor time and peak memory of commands and of work in this process."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import psutil

_MB = 1024 * 1024


class Cost(NamedTuple):
    """What a command cost.

    Attributes:
        wall: seconds.
        memory: megabytes at the peak, of the process and those that it started together.
        main: megabytes at the peak of the process by itself.
        cpu: processor seconds, of the process and those that it started and waited for; the wall time where the system
            does not tell.
    """

    wall: float
    memory: float
    main: float
    cpu: float


def command(*arguments: str, times: int = 1) -> Cost:
    """The best of several runs of a Python command; what it says is thrown away."""
    return min(_once([sys.executable, *arguments]) for _ in range(times))


def cpu_seconds(work: Callable[[], object], times: int = 3) -> float:
    """The fewest seconds of this process's processor that some work took."""
    found = []
    for _ in range(times):
        before = time.process_time()
        work()
        found.append(time.process_time() - before)
    return min(found)


def _once(arguments: Sequence[str]) -> Cost:
    before = time.perf_counter()
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        peaks = _Peaks(process.pid)
        peaks.start()
        code, cpu = _waited(process)
    wall = time.perf_counter() - before
    peaks.over.set()
    peaks.join()
    if code not in (0, 1):
        raise RuntimeError(f"status {code}: {' '.join(arguments)}")
    return Cost(wall, peaks.together / _MB, peaks.main / _MB, cpu or wall)


def _waited(process: subprocess.Popen[bytes]) -> tuple[int, float]:
    """Returns the status of a process at its end, and its processor seconds; 0 where the system does not tell."""
    if not hasattr(os, "wait4"):
        return process.wait(), 0.0
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime


class _Peaks(threading.Thread):
    """Looks at a process and its children several times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.together = self.main = 0
        self._pid = pid

    def run(self) -> None:
        while not self.over.wait(0.05):
            try:
                process = psutil.Process(self._pid)
                own = process.memory_info().rss
                children = sum(child.memory_info().rss for child in process.children(recursive=True))
            except psutil.Error:
                continue
            self.main, self.together = max(self.main, own), max(self.together, own + children)
