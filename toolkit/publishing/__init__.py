"""A summary as a workbook, and as frames for statistics programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "common_folder",
    "link_to",
    "no_parquet",
    "public_bytes",
    "summary_bytes",
]

if TYPE_CHECKING:
    from toolkit.publishing.paths_shown import common_folder, link_to
    from toolkit.publishing.summary_workbook import no_parquet, public_bytes, summary_bytes
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "paths_shown": "common_folder link_to",
            "summary_workbook": "no_parquet public_bytes summary_bytes",
        },
    )
