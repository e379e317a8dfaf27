"""The same work over many files; a bad file never takes others with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Alone",
    "Job",
    "JobResult",
    "Outcome",
    "Running",
    "ensure_key",
    "find_key",
    "read_batch",
]

if TYPE_CHECKING:
    from toolkit.engine.department_key import ensure_key, find_key
    from toolkit.engine.engine import Running
    from toolkit.engine.outcome import Outcome
    from toolkit.engine.run_batch import Alone, read_batch
    from toolkit.engine.work import Job, JobResult
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "department_key": "ensure_key find_key",
            "engine": "Running",
            "outcome": "Outcome",
            "run_batch": "Alone read_batch",
            "work": "Job JobResult",
        },
    )
