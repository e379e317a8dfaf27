"""What a project, an indicator, an amount, a cell and a finding are. Standard library only, frozen."""

from toolkit.model.cell import CellRange, CellRef
from toolkit.model.finding import Bilingual, Fact, Finding, Severity, Where
from toolkit.model.indicator import Indicator
from toolkit.model.project import DepartmentTarget, Funding, PaymentStep, Project, Source, SubGoal

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
