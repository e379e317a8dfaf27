"""Locked workbooks from layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Destination",
    "Issue",
    "IssueContent",
    "RosterRow",
    "Seal",
    "draw",
    "generate",
    "layout_for",
    "notes_of",
    "read_roster",
    "record_values",
    "roster_reading",
    "type_in",
]

if TYPE_CHECKING:
    from toolkit.issuing.drawing import Issue, draw
    from toolkit.issuing.issue import Destination, IssueContent, Seal, generate
    from toolkit.issuing.record_cells import layout_for, record_values
    from toolkit.issuing.roster_notes import notes_of
    from toolkit.issuing.roster_rows import RosterRow, read_roster, roster_reading
    from toolkit.issuing.typing_in import type_in
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "drawing": "Issue draw",
            "issue": "Destination IssueContent Seal generate",
            "record_cells": "layout_for record_values",
            "roster_notes": "notes_of",
            "roster_rows": "RosterRow read_roster roster_reading",
            "typing_in": "type_in",
        },
    )
