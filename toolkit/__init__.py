"""jixiao: locked forms out, filled workbooks back, one department-wide summary.

    from toolkit import read, check, merge

What is public is in `__all__`; it is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.adopting.adoption import Adopted, adopt
    from toolkit.api import Issued, Merged, annotate, check, generate, load_form, merge, read, report, split
    from toolkit.engine.outcome import Findings, Frames, Outcome
    from toolkit.errors import FileError, InputError, TemplateError, ToolkitError
    from toolkit.excel.limits import Limits
    from toolkit.model import (
        CellRange,
        CellRef,
        DepartmentTarget,
        Finding,
        Funding,
        Indicator,
        PaymentStep,
        Project,
        Severity,
        Source,
        SubGoal,
        Where,
    )
    from toolkit.reports.report import Report

__version__ = "0.1.0"

_HOMES = {
    "toolkit.adopting.adoption": ("Adopted", "adopt"),
    "toolkit.api": (
        "Issued",
        "Merged",
        "annotate",
        "check",
        "generate",
        "load_form",
        "merge",
        "read",
        "report",
        "split",
    ),
    "toolkit.engine.outcome": ("Findings", "Frames", "Outcome"),
    "toolkit.errors": ("FileError", "InputError", "TemplateError", "ToolkitError"),
    "toolkit.excel.limits": ("Limits",),
    "toolkit.model": (
        "CellRange",
        "CellRef",
        "DepartmentTarget",
        "Finding",
        "Funding",
        "Indicator",
        "PaymentStep",
        "Project",
        "Severity",
        "Source",
        "SubGoal",
        "Where",
    ),
    "toolkit.reports.report": ("Report",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Adopted",
    "CellRange",
    "CellRef",
    "DepartmentTarget",
    "FileError",
    "Finding",
    "Findings",
    "Frames",
    "Funding",
    "Indicator",
    "InputError",
    "Issued",
    "Limits",
    "Merged",
    "Outcome",
    "PaymentStep",
    "Project",
    "Report",
    "Severity",
    "Source",
    "SubGoal",
    "TemplateError",
    "ToolkitError",
    "Where",
    "adopt",
    "annotate",
    "check",
    "generate",
    "load_form",
    "merge",
    "read",
    "report",
    "split",
]


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'toolkit' has no attribute {name!r}")
