"""From accepted records to the department-wide summary, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "GRAND_TOTAL",
    "ChangeKind",
    "Exclusion",
    "Group",
    "ProjectRow",
    "Remark",
    "State",
    "Submission",
    "Summary",
    "SummaryOptions",
    "Tally",
    "agreements",
    "by_file",
    "controls",
    "left_out",
    "received_from",
    "summarise",
    "summary_of",
]

if TYPE_CHECKING:
    from toolkit.merging.changes import ChangeKind
    from toolkit.merging.exclusions import Exclusion, Remark
    from toolkit.merging.outline import GRAND_TOTAL
    from toolkit.merging.reconciliation import agreements, by_file, controls
    from toolkit.merging.returns import State
    from toolkit.merging.submissions import Submission, left_out, received_from
    from toolkit.merging.summary import Summary, SummaryOptions, summarise, summary_of
    from toolkit.merging.tally import Tally
    from toolkit.merging.tree import Group, ProjectRow
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "changes": "ChangeKind",
            "exclusions": "Exclusion Remark",
            "outline": "GRAND_TOTAL",
            "reconciliation": "agreements by_file controls",
            "returns": "State",
            "submissions": "Submission left_out received_from",
            "summary": "Summary SummaryOptions summarise summary_of",
            "tally": "Tally",
            "tree": "Group ProjectRow",
        },
    )
