"""Records, cells, findings and money as frozen data. Imports the standard library only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "CELL_TEXT",
    "MONEY_KEYS",
    "TALLEST_ROW",
    "WAN",
    "Bilingual",
    "CellRange",
    "CellRef",
    "DepartmentTarget",
    "Fact",
    "Finding",
    "Flag",
    "FrozenMap",
    "Funding",
    "Indicator",
    "Observation",
    "Observed",
    "PaymentStep",
    "Placed",
    "Project",
    "ProjectState",
    "ReadFile",
    "ReadRecord",
    "ReadTotal",
    "Record",
    "RecordHead",
    "Severity",
    "Source",
    "SubGoal",
    "Where",
    "clean_name",
    "decimal_text",
    "department_json",
    "departments_from",
    "fold",
    "in_wan",
    "indicator_key",
    "is_blank",
    "is_device",
    "natural",
    "parse_amount",
    "project_json",
    "projects_from",
    "same_record",
    "shown_path",
    "strip_invisible",
    "unified",
    "value_key",
]

if TYPE_CHECKING:
    from toolkit.model.cell import CELL_TEXT, TALLEST_ROW, CellRange, CellRef
    from toolkit.model.evidence import Flag, Observation, Observed, Placed, ReadFile, ReadRecord, ReadTotal, RecordHead
    from toolkit.model.finding import Bilingual, Fact, Finding, Severity, Where
    from toolkit.model.frozen import FrozenMap
    from toolkit.model.money import WAN, decimal_text, in_wan, parse_amount
    from toolkit.model.paths import is_device, shown_path
    from toolkit.model.project_state import ProjectState
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
    from toolkit.model.signs import unified
    from toolkit.model.text import clean_name, fold, is_blank, natural, strip_invisible
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "cell": "CELL_TEXT CellRange CellRef TALLEST_ROW",
            "evidence": "Flag Observation Observed Placed ReadFile ReadRecord ReadTotal RecordHead",
            "finding": "Bilingual Fact Finding Severity Where",
            "frozen": "FrozenMap",
            "money": "WAN decimal_text in_wan parse_amount",
            "paths": "is_device shown_path",
            "project_state": "ProjectState",
            "records": "DepartmentTarget Funding Indicator PaymentStep Project Record Source SubGoal",
            "same": "indicator_key same_record value_key",
            "schema": "MONEY_KEYS",
            "serial": "department_json departments_from project_json projects_from",
            "signs": "unified",
            "text": "clean_name fold is_blank natural strip_invisible",
        },
    )
