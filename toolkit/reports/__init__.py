"""Findings in every form: reports, the letter, marked copies, waivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "REVIEW_SHEET",
    "Report",
    "WaivedFinding",
    "Waiver",
    "apply_waivers",
    "load_waivers",
    "mark",
    "marked_name",
]

if TYPE_CHECKING:
    from toolkit.reports.marked import mark, marked_name
    from toolkit.reports.marking.targets import REVIEW_SHEET
    from toolkit.reports.report import Report
    from toolkit.reports.waivers import WaivedFinding, Waiver, apply_waivers, load_waivers
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "marked": "mark marked_name",
            "marking.targets": "REVIEW_SHEET",
            "report": "Report",
            "waivers": "WaivedFinding Waiver apply_waivers load_waivers",
        },
    )
