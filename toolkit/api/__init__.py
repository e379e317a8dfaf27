"""The commands as functions: paths in, frozen results out."""

from toolkit.api.issuing import Issued, generate, split
from toolkit.api.merging import Merged, merge
from toolkit.api.reading import annotate, check, load_form, read, report
from toolkit.api.rosters import WrittenRoster, roster

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
