"""Records, cells, findings and money as frozen data. Imports the standard library only."""

from toolkit.model.cell import CellRange, CellRef
from toolkit.model.finding import Bilingual, Fact, Finding, Severity, Where
from toolkit.model.records import DepartmentTarget, Funding, Indicator, PaymentStep, Project, Source, SubGoal

__all__ = [
    "Bilingual",
    "CellRange",
    "CellRef",
    "DepartmentTarget",
    "Fact",
    "Finding",
    "Funding",
    "Indicator",
    "PaymentStep",
    "Project",
    "Severity",
    "Source",
    "SubGoal",
    "Where",
]
