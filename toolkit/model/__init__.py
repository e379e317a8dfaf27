"""Records, cells, findings and money as frozen data. Imports the standard library only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "MONEY_KEYS",
    "Bilingual",
    "CellRange",
    "CellRef",
    "DepartmentTarget",
    "Fact",
    "Finding",
    "Funding",
    "Indicator",
    "Observation",
    "Observed",
    "PaymentStep",
    "Placed",
    "Project",
    "ReadFile",
    "ReadRecord",
    "ReadTotal",
    "Record",
    "Severity",
    "Source",
    "SubGoal",
    "Where",
    "department_json",
    "departments_from",
    "indicator_key",
    "project_json",
    "projects_from",
    "same_record",
    "value_key",
]

if TYPE_CHECKING:
    from toolkit.model.cell import CellRange, CellRef
    from toolkit.model.evidence import Observation, Observed, Placed, ReadFile, ReadRecord, ReadTotal
    from toolkit.model.finding import Bilingual, Fact, Finding, Severity, Where
    from toolkit.model.records import (
        DepartmentTarget,
        Funding,
        Indicator,
        PaymentStep,
        Project,
        Record,
        Source,
        SubGoal,
    )
    from toolkit.model.same import indicator_key, same_record, value_key
    from toolkit.model.schema import MONEY_KEYS
    from toolkit.model.serial import department_json, departments_from, project_json, projects_from
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "cell": "CellRange CellRef",
            "evidence": "Observation Observed Placed ReadFile ReadRecord ReadTotal",
            "finding": "Bilingual Fact Finding Severity Where",
            "records": "DepartmentTarget Funding Indicator PaymentStep Project Record Source SubGoal",
            "schema": "MONEY_KEYS",
            "same": "indicator_key same_record value_key",
            "serial": "department_json departments_from project_json projects_from",
        },
    )
