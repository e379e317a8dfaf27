"""The order of projects in a summary: by department and unit, then as they stood in the files they came from.

The order comes from the records alone, so that the same records given in any order give the same summary, and
a summary that is read and written again keeps its own.
"""

from __future__ import annotations

from toolkit.model.cell import CellRange
from toolkit.model.order import natural
from toolkit.model.project import Project, Source
from toolkit.model.same import unit_of

_NOWHERE = (0, 0)


def department_of(project: Project) -> str | None:
    """主管部门 of a project; a unit that names none is its own."""
    return project.supervising_department or project.spending_unit or None


def project_key(project: Project) -> tuple[object, ...]:
    """The sort key of a project: its groups, its place in its file, then everything that it says."""
    source = project.source
    place = (natural(source.file), *place_key(source)) if source else ("", "", _NOWHERE)
    said = (project.project_code, project.project_name, project.budget_year)
    return (
        natural(department_of(project)),
        natural(unit_of(project)),
        *place,
        *(natural(None if text is None else str(text)) for text in said),
        repr(project),
    )


def place_key(source: Source) -> tuple[str, tuple[int, int]]:
    """The sort key of a record's place in its file."""
    return natural(source.sheet), _first_cell(source.range)


def _first_cell(text: str) -> tuple[int, int]:
    """Where a record begins on its sheet; nowhere for a place that is no range of cells."""
    try:
        first = CellRange.parse(text).first
    except ValueError:
        return _NOWHERE
    return first.row, first.col
