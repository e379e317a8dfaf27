"""The engine of several machines: a Dask cluster that sees the files.

Batches, never single files: one task a file is slower than one process. Dask itself gives a batch to another worker
when one is lost. A batch over which several are lost comes again file by file, and so finds the one that does it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from toolkit.engine.job import ENDED, Job, JobResult, failed_job
from toolkit.engine.worker import SECONDS, run_jobs
from toolkit.errors import InputError
from toolkit.extras import advice

if TYPE_CHECKING:
    from distributed import Client, Future

#: Files of a task.
BATCH = 50
#: Tasks a worker thread that are submitted ahead: enough that none waits.
AHEAD = 4


class Cluster:
    """An engine that sends batches to a Dask cluster.

    Args:
        scheduler: address of the Dask scheduler, tcp://….
    """

    def __init__(self, scheduler: str) -> None:
        self._scheduler = scheduler

    def run(self, job: Job, paths: Sequence[str]) -> Generator[JobResult, None, None]:
        """Yields the result of each file; see `Engine.run`.

        Closing the iterator, or Ctrl-C, cancels the tasks.
        """
        batches = (paths[at : at + BATCH] for at in range(0, len(paths), BATCH))
        with self._client() as client:
            ahead = AHEAD * max(1, sum(client.nthreads().values()))
            waiting = [(batch, _give(client, job, batch)) for batch in islice(batches, ahead)]
            while waiting:
                batch, task = waiting.pop(0)
                yield from _taken(client, job, batch, task)
                waiting.extend((more, _give(client, job, more)) for more in islice(batches, 1))

    def _client(self) -> Client:
        try:
            from distributed import Client
        except ImportError as error:
            raise InputError(*advice("distributed")) from error
        try:
            return Client(self._scheduler, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            at = self._scheduler
            raise InputError(f"连不上集群 {at}", f"The scheduler {at} cannot be reached") from error


def _give(client: Client, job: Job, batch: Sequence[str]) -> Future[list[JobResult]]:
    return client.submit(run_jobs, job, batch, SECONDS, pure=False)


def _taken(client: Client, job: Job, batch: Sequence[str], task: Future[list[JobResult]]) -> Iterator[JobResult]:
    """Yields the results of a batch."""
    from distributed import KilledWorker

    try:
        yield from task.result()
    except KilledWorker:
        if len(batch) == 1:
            yield failed_job(job, batch[0], ENDED)
            return
        for path in batch:  # one by one, so that only the file that ends a worker is blamed
            yield from _taken(client, job, [path], _give(client, job, [path]))
