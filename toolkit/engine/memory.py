"""How often the interpreter looks for cycles of objects that nobody needs any more."""

from __future__ import annotations

import gc


def collect_rarely() -> None:
    """Look seldom: records, grids and findings hold no cycles, and looking through them takes a sixth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
