"""The engine of small batches: light files are read in this process, heavy ones in another that may be lost.

A form is read sooner than a process starts. A file that is large, or says that much comes out of it, could take all
memory; it gets the limits that every file has in a large batch, and costs itself only.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing

from toolkit.engine.file_weight import is_heavy
from toolkit.engine.pool import Pool
from toolkit.engine.run_batch import Alone
from toolkit.engine.watch import SECONDS
from toolkit.engine.work import Job, JobResult


class Small:
    """Does the work here, and for heavy files in a process that is started for them.

    Args:
        seconds: that one file may take.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def run(self, work: Job, paths: Sequence[str]) -> Generator[JobResult, None, None]:
        """What came of each file, in their order."""
        heavy = {path for path in paths if is_heavy(path, work.options.limits)}
        light = [path for path in paths if path not in heavy]
        # Neither of them begins before its first result is asked for: without a heavy file no process starts.
        heavy_results = Pool(1, self._seconds).run(work, [path for path in paths if path in heavy])
        with closing(heavy_results), closing(Alone(self._seconds).run(work, light)) as here:
            for path in paths:
                yield next(heavy_results if path in heavy else here)
