"""The commands as functions: paths in, frozen results out."""

from toolkit.api.issuing import Issued, generate, split
from toolkit.api.merging import Merged, merge
from toolkit.api.reading import annotate, check, load_form, read, render, rendered, report

__all__ = [
    "Issued",
    "Merged",
    "annotate",
    "check",
    "generate",
    "load_form",
    "merge",
    "read",
    "render",
    "rendered",
    "report",
    "split",
]
