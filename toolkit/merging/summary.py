"""The department's Summary of accepted records: order, groups, exact totals. Pure.

A workbook is drawn from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge

from toolkit.forms.definition import SummaryDefinition
from toolkit.indicators.framework import Framework
from toolkit.merging.changes import Change, changes
from toolkit.merging.exclusions import Exclusion, Exclusions, Remark, Remarks, left_out_key, remarks_of
from toolkit.merging.outline import GRAND_TOTAL, Outline, project_key
from toolkit.merging.submissions import Submission, received_from, received_key
from toolkit.merging.submissions import left_out as refusal
from toolkit.merging.tree import Group, ProjectRow, row_of
from toolkit.model.cell import CELL_TEXT, text_length
from toolkit.model.records import DepartmentTarget, Project, Record
from toolkit.model.same import name_key
from toolkit.model.text import natural
from toolkit.summary_book.department_sheet import section_texts
from toolkit.summary_book.record_sheets import indicator_cells, project_cells

__all__ = ["GRAND_TOTAL", "Group", "ProjectRow", "Summary", "summarise", "summary_of", "too_long"]


@dataclass(frozen=True, slots=True)
class Summary:
    """A department's summary; its long lists are loaded while they are iterated.

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
        targets: departments' overall targets, in the order of the roster, else by department and year.
        names: what forms call their own fields and tables, by key.
    """

    definition: SummaryDefinition
    department: str | None
    year: int | None
    top: Group
    left_out: Sequence[Exclusion] = ()
    remarks: Remarks = field(default_factory=lambda: remarks_of(()))
    superseded: tuple[Exclusion, ...] = ()
    received: Collection[Submission] = ()
    expected: tuple[tuple[str, str], ...] | None = None
    changes: tuple[Change, ...] | None = None
    targets: tuple[DepartmentTarget, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """The settings of a summary.

    Attributes:
        definition: the summary's definition.
        framework: its levels, by which indicators are packed into one text.
        department: 部门名称; without it the one department that all projects name.
        expected: units and projects of the roster, None without one.
        previous: the projects of last year's summary, to be compared with.
        names: what forms call their own fields and tables, by key.
    """

    definition: SummaryDefinition
    framework: Framework
    department: str | None = None
    expected: tuple[tuple[str, str], ...] | None = None
    previous: Sequence[Project] | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The records of a batch, or of one budget year, for its summary.

    Attributes:
        outline: the accepted projects in their groups.
        left_out: records that are not in the summary, and why, in the order of their files.
        superseded: returns of a project of which another one counts.
        received: everything that came in, in the order of the files.
        remarks: the findings of all files, with their sentences.
        targets: accepted overall targets of departments.
    """

    outline: Outline
    left_out: Sequence[Exclusion] = ()
    superseded: tuple[Exclusion, ...] = ()
    received: Collection[Submission] = ()
    remarks: Remarks = field(default_factory=lambda: remarks_of(()))
    targets: tuple[DepartmentTarget, ...] = ()


def summary_of(gathered: Gathered, options: SummaryOptions) -> Summary:
    """Returns the summary of projects that are in their groups already.

    Where no project names a department, that of the only target is the summary's. A target with a text that no cell
    can hold is left out and listed: nothing is cut off silently.
    """
    outline = gathered.outline
    targets, refused = _targets(gathered.targets, options.expected or ())
    department = outline.department if options.department is None else options.department
    if department is None and outline.nameless and len(targets) == 1:
        department = targets[0].department
    top = outline.top(department)
    missing = gathered.left_out
    if refused:
        missing = Exclusions(merge(missing, sorted(refused, key=left_out_key), key=left_out_key))
    compared = None if options.previous is None else tuple(changes(top.projects(), options.previous, missing))
    return Summary(
        options.definition,
        department,
        outline.year,
        top,
        missing,
        gathered.remarks,
        tuple(sorted(gathered.superseded, key=left_out_key)),
        gathered.received,
        options.expected,
        compared,
        targets,
        options.names,
    )


def summarise(
    accepted: Iterable[Project],
    options: SummaryOptions,
    *,
    left_out: Iterable[Exclusion] = (),
    remarks: Iterable[Remark] = (),
    superseded: Iterable[Exclusion] = (),
    received: Iterable[Submission] | None = None,
    targets: Sequence[DepartmentTarget] = (),
) -> Summary:
    """Returns the summary of accepted projects that are all in memory, in any order.

    A project with a text that no cell can hold is left out and listed: nothing is cut off silently.
    """
    projects = sorted(accepted, key=project_key)
    rows = [row_of(project, options.definition, options.framework) for project in projects]
    outline = Outline(options.definition.unit, rows.__getitem__)
    submissions = [*map(received_from, projects), *map(received_from, targets)]
    refused: list[Exclusion] = []
    for number, row in enumerate(rows):
        if too_long(row):
            refused.append(left_out_for_length(row.project))
        else:
            outline.add(number, row.project)
    gathered = Gathered(
        outline,
        sorted((*left_out, *refused), key=left_out_key),
        tuple(superseded),
        tuple(sorted(submissions if received is None else received, key=received_key)),
        remarks_of(remarks),
        tuple(targets),
    )
    return summary_of(gathered, options)


def too_long(row: ProjectRow) -> bool:
    """Whether a row has a text that no cell can hold."""
    return max(map(text_length, _texts(row))) > CELL_TEXT


def _texts(row: ProjectRow) -> Iterator[str]:
    """Yields every text of a row that must fit into a cell."""
    yield row.indicators
    yield from project_cells(row.project).values()
    for indicator in row.project.indicators:
        yield from indicator_cells(indicator).values()


def _targets(
    targets: Iterable[DepartmentTarget], expected: Iterable[tuple[str, str]]
) -> tuple[tuple[DepartmentTarget, ...], list[Exclusion]]:
    """Returns departments' targets in order, and those that no cell can hold."""
    fitting: list[DepartmentTarget] = []
    refused: list[Exclusion] = []
    places = {unit: place for place, unit in enumerate(dict.fromkeys(name_key(unit) for unit, _ in expected))}

    def order(one: DepartmentTarget) -> tuple[object, ...]:
        place = places.get(name_key(one.department), len(places))
        return place, *map(natural, (one.department, str(one.budget_year))), repr(one)

    for target in sorted(targets, key=order):
        if max(map(text_length, (*target.texts, *section_texts(target)))) > CELL_TEXT:
            refused.append(left_out_for_length(target))
        else:
            fitting.append(target)
    return tuple(fitting), refused


def left_out_for_length(record: Record) -> Exclusion:
    """Returns the exclusion of a record that the summary cannot hold."""
    zh = f"有文字超过{CELL_TEXT}字，汇总表的单元格放不下"
    return refusal(record, zh, f"a text of it is longer than {CELL_TEXT} characters, more than a cell holds")
