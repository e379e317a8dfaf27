"""Accepted records become the department's Summary: order, groups, exact totals. Pure; a workbook is drawn from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.forms.definition import SummaryDefinition
from toolkit.indicators.framework import Framework
from toolkit.merging.changes import Change, changes
from toolkit.merging.exclusions import Exclusion, Remark, Remarks, left_out_key, remarks_of
from toolkit.merging.outline import GRAND_TOTAL, Outline, project_key
from toolkit.merging.submissions import Submission, received_from, received_key
from toolkit.merging.submissions import left_out as refusal
from toolkit.merging.tree import Group, ProjectRow, row_of
from toolkit.model.cell import CELL_TEXT, text_length
from toolkit.model.records import DepartmentTarget, Project, Record
from toolkit.model.text import natural
from toolkit.summary_book.record_sheets import indicator_cells, project_cells

__all__ = ["GRAND_TOTAL", "Group", "ProjectRow", "Summary", "summarise", "summary_of", "too_long"]


@dataclass(frozen=True, slots=True)
class Summary:
    """A department's summary. What there can be very much of is fetched when it is looked at.

    Attributes:
        definition: what it looks like.
        department: 部门名称, None where several departments are in it and no name was given.
        year: the budget year that every project shares, None where they differ or name none.
        top: the department's own row with everything in it.
        left_out: what it does not hold.
        remarks: what was found in the files.
        superseded: returns of a project of which a later one counts.
        received: everything that came in, in the order of the files.
        expected: units and projects that must come back, None without a roster.
        changes: what is different from last year, None where nobody asked.
        targets: departments' overall targets, by department and year.
    """

    definition: SummaryDefinition
    department: str | None
    year: int | None
    top: Group
    left_out: tuple[Exclusion, ...] = ()
    remarks: Remarks = field(default_factory=lambda: remarks_of(()))
    superseded: tuple[Exclusion, ...] = ()
    received: Collection[Submission] = ()
    expected: tuple[tuple[str, str], ...] | None = None
    changes: tuple[Change, ...] | None = None
    targets: tuple[DepartmentTarget, ...] = ()


def summary_of(
    outline: Outline,
    left_out: Iterable[Exclusion] = (),
    remarks: Remarks | None = None,
    *,
    definition: SummaryDefinition,
    department: str | None = None,
    superseded: Iterable[Exclusion] = (),
    received: Collection[Submission] = (),
    expected: Iterable[tuple[str, str]] | None = None,
    previous: Sequence[Project] | None = None,
    targets: Iterable[DepartmentTarget] = (),
) -> Summary:
    """Make the summary of projects that are in their groups already.

    Args:
        outline: the projects.
        left_out: what was refused, and why.
        remarks: the findings of all files, with their sentences.
        definition: the summary's definition.
        department: 部门名称; without it the one department that all projects name.
        superseded: returns that a later one replaces.
        received: everything that came in, in the order of the files.
        expected: units and projects of the roster, None without one.
        previous: the projects of last year's summary, to be compared with.
        targets: departments' overall targets; where no project names a department, the only one's is the summary's.

    A target with a text that no cell can hold is left out and listed: nothing is cut off silently.
    """
    goals, refused = _targets(targets)
    if department is None:
        department = outline.department
    if department is None and outline.nameless and len(goals) == 1:
        department = goals[0].department
    top = outline.top(department)
    missing = tuple(sorted((*left_out, *refused), key=left_out_key))
    return Summary(
        definition,
        department,
        outline.year,
        top,
        missing,
        remarks_of(()) if remarks is None else remarks,
        tuple(sorted(superseded, key=left_out_key)),
        received,
        None if expected is None else tuple(expected),
        None if previous is None else tuple(changes(top.projects(), previous, missing)),
        goals,
    )


def summarise(
    accepted: Iterable[Project],
    left_out: Iterable[Exclusion] = (),
    remarks: Iterable[Remark] = (),
    *,
    definition: SummaryDefinition,
    framework: Framework,
    department: str | None = None,
    superseded: Iterable[Exclusion] = (),
    received: Iterable[Submission] | None = None,
    expected: Iterable[tuple[str, str]] | None = None,
    previous: Sequence[Project] | None = None,
    targets: Sequence[DepartmentTarget] = (),
) -> Summary:
    """Make the summary of accepted projects that are all in memory, in whatever order.

    A project with a text that no cell can hold is left out and listed: nothing is cut off silently.
    """
    projects = sorted(accepted, key=project_key)
    rows = [row_of(project, definition, framework) for project in projects]
    outline = Outline(definition.unit, rows.__getitem__)
    submissions = [*map(received_from, projects), *map(received_from, targets)]
    refused: list[Exclusion] = []
    for number, row in enumerate(rows):
        if too_long(row):
            refused.append(left_out_for_length(row.project))
        else:
            outline.add(number, row.project)
    return summary_of(
        outline,
        (*left_out, *refused),
        remarks_of(remarks),
        definition=definition,
        department=department,
        superseded=superseded,
        received=tuple(sorted(submissions if received is None else received, key=received_key)),
        expected=expected,
        previous=previous,
        targets=targets,
    )


def too_long(row: ProjectRow) -> bool:
    """Whether a row has a text that no cell can hold."""
    return max(map(text_length, _texts(row))) > CELL_TEXT


def _texts(row: ProjectRow) -> Iterator[str]:
    """Every text of a row that must fit into a cell."""
    yield row.indicators
    yield from project_cells(row.project).values()
    for indicator in row.project.indicators:
        yield from indicator_cells(indicator).values()


def _targets(targets: Iterable[DepartmentTarget]) -> tuple[tuple[DepartmentTarget, ...], list[Exclusion]]:
    """Departments' targets in their order, and those with a text that no cell can hold."""
    fitting: list[DepartmentTarget] = []
    refused: list[Exclusion] = []
    for target in sorted(targets, key=lambda one: (*map(natural, (one.department, str(one.budget_year))), repr(one))):
        if max(map(text_length, target.texts)) > CELL_TEXT:
            refused.append(left_out_for_length(target))
        else:
            fitting.append(target)
    return tuple(fitting), refused


def left_out_for_length(record: Record) -> Exclusion:
    """A record that the summary cannot hold."""
    zh = f"有文字超过{CELL_TEXT}字，汇总表的单元格放不下"
    return refusal(record, zh, f"a text of it is longer than {CELL_TEXT} characters, more than a cell holds")
