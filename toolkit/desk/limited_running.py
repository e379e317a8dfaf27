"""Uploads are read in processes of their own, whose time and memory are limited."""

from __future__ import annotations

from toolkit.engine.cache import CachingEngine
from toolkit.engine.engine import Engine, Running, cores
from toolkit.engine.pool import Pool

#: Seconds that one file may take; a form takes a fiftieth of one.
SECONDS = 60.0
#: Files from which on a further process is worth its start.
_A_PROCESS = 20


class LimitedRunning(Running):
    """A choice of processes in which this process opens no file that came.

    A file that was read before comes from the cache.
    """

    __slots__ = ()

    def engine(self, files: int) -> Engine:
        """Returns the engine for a number of files."""
        return CachingEngine(_pool) if self.cache else _pool(files)


def _pool(files: int) -> Pool:
    return Pool(max(1, min(cores(), files // _A_PROCESS)), SECONDS)


LIMITED = LimitedRunning()
