"""The samples' records, and what of them a form says before its unit has written anything."""

from __future__ import annotations

from dataclasses import replace

from toolkit.engine.records import load_records
from toolkit.forms.loader import shipped
from toolkit.model.project import DepartmentTarget, Project, Record


def projects(name: str) -> tuple[Project, ...]:
    """The projects of one document."""
    return tuple(record for record in _records(name) if isinstance(record, Project))


def target(name: str) -> DepartmentTarget:
    """The department's overall target in a document."""
    return next(record for record in _records(name) if isinstance(record, DepartmentTarget))


def unwritten(project: Project) -> Project:
    """A project with the facts that the department knows: goals, indicators and payments are the unit's to write."""
    return replace(project, funds_text=None, period_goal=None, annual_goal=None, payment_plan=(), indicators=())


def _records(name: str) -> tuple[Record, ...]:
    return load_records(shipped("samples") / "records" / f"{name}.json")
