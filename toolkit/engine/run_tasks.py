"""Work on many items: in this process where they are few, else in several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from toolkit.engine.engine import FEW, cores
from toolkit.engine.job import PoolTask

Item = TypeVar("Item")
Result = TypeVar("Result")


def run_tasks(task: PoolTask[Item, Result], items: Sequence[Item], jobs: int | None = None) -> Iterator[Result]:
    """Yields the result of each item, in order.

    Args:
        task: what is done with them.
        items: all of them.
        jobs: number of processes; None for as many as the machine has cores, once there are more than a few items.
    """
    processes = min(jobs or (cores() if len(items) > FEW else 1), len(items))
    if processes > 1:
        from toolkit.engine.pool import Pool

        yield from Pool(processes).run(task, items)
        return
    for item in items:
        yield task.run(item, fresh=True)
