"""The policy for a batch: which returns count, which findings are waived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Gatherer",
    "judge",
    "settle",
]

if TYPE_CHECKING:
    from toolkit.acceptance.accept import judge, settle
    from toolkit.acceptance.gather import Gatherer
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "accept": "judge settle",
            "gather": "Gatherer",
        },
    )
