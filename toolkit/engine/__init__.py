"""Many files read and checked, in one process or several; no policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Cluster",
    "InProcess",
    "Job",
    "JobResult",
    "Outcome",
    "Pool",
    "Running",
    "SmallBatchEngine",
    "ensure_key",
    "find_key",
    "read_batch",
]

if TYPE_CHECKING:
    from toolkit.engine.cluster import Cluster
    from toolkit.engine.department_key import ensure_key, find_key
    from toolkit.engine.engine import Running
    from toolkit.engine.in_process import InProcess, SmallBatchEngine
    from toolkit.engine.job import Job, JobResult
    from toolkit.engine.outcome import Outcome
    from toolkit.engine.pool import Pool
    from toolkit.engine.run_batch import read_batch
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "cluster": "Cluster",
            "department_key": "ensure_key find_key",
            "engine": "Running",
            "in_process": "InProcess SmallBatchEngine",
            "job": "Job JobResult",
            "outcome": "Outcome",
            "pool": "Pool",
            "run_batch": "read_batch",
        },
    )
