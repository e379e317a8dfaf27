"""From a file to records, with everything that was seen on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Library",
    "ReadOptions",
    "load_library",
    "read_bytes",
    "read_summary",
]

if TYPE_CHECKING:
    from toolkit.intake.library import Library, load_library
    from toolkit.intake.read_file import ReadOptions, read_bytes
    from toolkit.intake.summary.read_summary import read_summary
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "library": "Library load_library",
            "read_file": "ReadOptions read_bytes",
            "summary.read_summary": "read_summary",
        },
    )
