"""When sheets were issued: moments that no two calls share, so that no two sheets bear one identifier.

A second has room for many identifiers and a call takes a fraction of it, from the clock's own fraction on. Calls of
one process take turns; those of two processes meet only where both begin within the same few thousandths.
"""

from __future__ import annotations

import time
from threading import Lock

from toolkit.forms.stamp import TICKS

_turn = Lock()
_free = 0


def moment(count: int) -> float:
    """Seconds since 1970, from which on so many identifiers are the caller's own."""
    global _free
    with _turn:
        first = max(int(time.time() * TICKS), _free)
        _free = first + count + 1  # they are counted from 1
    return first / TICKS
