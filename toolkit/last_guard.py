"""The guard around the program and its threads against internal faults."""

from __future__ import annotations

import traceback
from collections.abc import Callable


def guarded(work: Callable[[], object]) -> str | None:
    """Does work and returns the traceback of an internal fault, if any."""
    try:
        work()
    except Exception:  # noqa: BLE001 - the last guard: whoever calls this makes a sentence of it
        return traceback.format_exc()
    return None
