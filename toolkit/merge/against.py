"""Whether a finding stands against a record."""

from __future__ import annotations

from toolkit.intake.result import ReadRecord
from toolkit.model.cell import CellRange
from toolkit.model.finding import Finding
from toolkit.model.project import Project


def stands_against(finding: Finding, read: ReadRecord) -> bool:
    """Whether an error concerns a record: it lies on its cells, names it, or concerns its whole file."""
    where = finding.where
    if where.sheet is None:
        return where.project is None or where.project == _name(read)
    if where.sheet != read.source.sheet:
        return False
    if where.cell is None:
        return where.project is None or where.project == _name(read)
    return where.project in (None, _name(read)) and _overlap(where.cell, read.source.range)


def _name(read: ReadRecord) -> str | None:
    record = read.record
    return record.project_name if isinstance(record, Project) else record.department


def _overlap(cells: str, extent: str) -> bool:
    outer = CellRange.parse(extent)
    for part in cells.split(","):
        try:
            inner = CellRange.parse(part.strip())
        except ValueError:
            return True
        if inner.first.row <= outer.last.row and inner.last.row >= outer.first.row:
            return True
    return False
