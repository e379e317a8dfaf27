"""Locked workbooks from layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Issue",
    "RosterRow",
    "layout_for",
    "record_values",
]

if TYPE_CHECKING:
    from toolkit.issuing.draw import Issue
    from toolkit.issuing.read_roster import RosterRow
    from toolkit.issuing.record_cells import layout_for, record_values
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "draw": "Issue",
            "read_roster": "RosterRow",
            "record_cells": "layout_for record_values",
        },
    )
