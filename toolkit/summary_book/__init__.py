"""The sheets of a summary, declared once for their writer and their reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "CONTROL_SHEET",
    "INDICATORS_SHEET",
    "INDICATOR_COLUMNS",
    "PROJECTS_SHEET",
    "PROJECT_COLUMNS",
    "REMARKS_SHEET",
    "RETURNS_SHEET",
]

if TYPE_CHECKING:
    from toolkit.summary_book.record_sheets import (
        CONTROL_SHEET,
        INDICATOR_COLUMNS,
        INDICATORS_SHEET,
        PROJECT_COLUMNS,
        PROJECTS_SHEET,
        REMARKS_SHEET,
        RETURNS_SHEET,
    )
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "record_sheets": (
                "CONTROL_SHEET INDICATORS_SHEET INDICATOR_COLUMNS PROJECTS_SHEET PROJECT_COLUMNS REMARKS_SHEET "
                "RETURNS_SHEET"
            ),
        },
    )
