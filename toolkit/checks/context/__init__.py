"""The contexts that rules look at.

A context knows where everything was, so that a rule only says what is wrong.
"""

from toolkit.checks.context.base import Context, SeenContext
from toolkit.checks.context.batch import BatchContext, ComparedRoster
from toolkit.checks.context.project import DepartmentContext, ProjectContext
from toolkit.checks.context.record import FileContext, RecordContext

__all__ = [
    "BatchContext",
    "ComparedRoster",
    "Context",
    "DepartmentContext",
    "FileContext",
    "ProjectContext",
    "RecordContext",
    "SeenContext",
]
