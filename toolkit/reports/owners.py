"""Whose finding it is: the record, and with it the project and the unit (用款单位)."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.checks.position import top_left
from toolkit.intake.result import ReadFile, ReadRecord
from toolkit.model.finding import Finding
from toolkit.model.project import Project
from toolkit.model.same import unit_of
from toolkit.reports.places import as_range


def unit_name(read: ReadRecord) -> str | None:
    """The unit that uses a project's money, or the department whose target it is."""
    return unit_of(read.record) if isinstance(read.record, Project) else read.record.department


def project_name(read: ReadRecord) -> str | None:
    """The project's name; a department's target has none."""
    return read.record.project_name if isinstance(read.record, Project) else None


class Owners:
    """Finds the record that a finding is about."""

    def __init__(self, files: Iterable[ReadFile]) -> None:
        self._records = {file.path: file.records for file in files}

    def record(self, finding: Finding) -> ReadRecord | None:
        """The one record that a finding can be about; None where several or none can be meant."""
        where = finding.where
        found = [r for r in self._records.get(where.file, ()) if where.sheet in (None, r.source.sheet)]
        if where.project is not None:
            found = [r for r in found if _name(r) == where.project] or found
        if len(found) > 1 and where.cell is not None:
            found = [r for r in found if _covers(r, where.cell)] or found
        return found[0] if len(found) == 1 else None

    def unit(self, finding: Finding) -> str | None:
        """The unit that a finding concerns: its record's, the file's only one, or the one that it names itself."""
        record = self.record(finding)
        if record is not None:
            return unit_name(record)
        units = {unit_name(r) for r in self._records.get(finding.where.file, ())}
        if len(units) == 1:
            return units.pop()
        named = finding.facts.get("unit")
        return named if isinstance(named, str) else None


def _name(read: ReadRecord) -> str | None:
    return project_name(read) if isinstance(read.record, Project) else read.record.department


def _covers(read: ReadRecord, cell: str) -> bool:
    cells = as_range(read.source.range)
    return cells is not None and cells.holds(*top_left(cell))
