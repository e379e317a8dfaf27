"""The commands as functions: paths in, frozen results out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Issued",
    "Merged",
    "WrittenRoster",
    "annotate",
    "check",
    "generate",
    "load_form",
    "merge",
    "read",
    "report",
    "roster",
    "split",
]

if TYPE_CHECKING:
    from toolkit.api.issuing import Issued, generate, split
    from toolkit.api.merging import Merged, merge
    from toolkit.api.reading import annotate, check, load_form, read, report
    from toolkit.api.rosters import WrittenRoster, roster
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "issuing": "Issued generate split",
            "merging": "Merged merge",
            "reading": "annotate check load_form read report",
            "rosters": "WrittenRoster roster",
        },
    )
