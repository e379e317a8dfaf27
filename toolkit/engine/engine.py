"""The interface of all engines, and the choice among them."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from toolkit.engine.job import Job, JobResult

#: Up to this number of files, starting processes takes longer than it saves.
FEW = 40


class Engine(Protocol):
    """A way to do a job on many files.

    All engines give the same bytes.
    """

    def run(self, job: Job, paths: Sequence[str]) -> Generator[JobResult, None, None]:
        """Yields the result of each file, in the order of the paths.

        A file that ends or hangs its process is reported as damaged; the others are read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Running:
    """The user's choice of processes, cluster and cache.

    Attributes:
        jobs: number of processes; None for as many as the machine has cores, once there are more than a few files.
        scheduler: address of a Dask scheduler, None for this machine.
        cache: whether results of unchanged files are kept and used again.
    """

    jobs: int | None = None
    scheduler: str | None = None
    cache: bool = True

    def engine(self, files: int, hashes: Mapping[str, str] = MappingProxyType({})) -> Engine:
        """Returns the engine for a number of files; few files use no cache.

        Args:
            files: how many there are.
            hashes: of files whose bytes the caller has just seen, by path.
        """
        if not self.cache or files <= FEW:
            return self._engine_for(files)
        from toolkit.engine.cache import CachingEngine

        return CachingEngine(self._engine_for, hashes=hashes)

    def _engine_for(self, files: int) -> Engine:
        """Returns the engine without cache; each is imported when it is needed."""
        if self.scheduler is not None:
            from toolkit.engine.cluster import Cluster

            return Cluster(self.scheduler)
        jobs = min(self.jobs or (cores() if files > FEW else 1), files)
        if jobs <= 1:
            from toolkit.engine.in_process import SmallBatchEngine, can_interrupt

            if can_interrupt() or files == 1:  # a single file that hangs delays no other
                return SmallBatchEngine()
        from toolkit.engine.pool import Pool

        return Pool(max(jobs, 1))


def cores() -> int:
    """Returns the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def collect_rarely() -> None:
    """Makes the garbage collector run rarely.

    Records, grids and findings hold no cycles, and looking through them takes a sixth of the time.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
