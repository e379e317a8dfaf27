"""Accepted records become the department's Summary: order, groups, exact totals. Pure; a workbook is drawn from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from toolkit.forms.definition import SummaryDefinition
from toolkit.indicators.framework import Framework
from toolkit.indicators.packed import pack
from toolkit.intake.summary_record import MONEY, NAMELESS, indicator_cells, project_cells
from toolkit.merge.changes import Change, changes
from toolkit.merge.order import department_of, natural, project_key, unit_of
from toolkit.merge.received import Received, received_from, received_key
from toolkit.merge.received import left_out as refusal
from toolkit.merge.remark import LeftOut, Remark, left_out_key, remark_key
from toolkit.model.project import DepartmentTarget, Funding, Project, Record

#: What a cell of a spreadsheet holds, in UTF-16 units.
CELL_MOST = 32_767
#: Name of the first row where no department is named.
GRAND_TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Row:
    """A project's row.

    Attributes:
        project: the record.
        goal: its 绩效目标: the annual goal, where there is none that of the whole period.
        indicators: its indicators packed into one text.
    """

    project: Project
    goal: str | None
    indicators: str


@dataclass(frozen=True, slots=True)
class Group:
    """A department, or a unit of it, with the exact sums of its projects; it holds further groups or rows.

    Attributes:
        name: what its row says.
        funding: sums in 元; a part that no project names stays None.
    """

    name: str
    funding: Funding
    groups: tuple[Group, ...] = ()
    rows: tuple[Row, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[tuple[int, Group | Row]]:
        """This group and everything in it from top to bottom, each with its depth."""
        yield depth, self
        for group in self.groups:
            yield from group.lines(depth + 1)
        for row in self.rows:
            yield depth + 1, row

    def projects(self) -> Iterator[Project]:
        """The projects in it, from top to bottom."""
        for _, line in self.lines():
            if isinstance(line, Row):
                yield line.project


@dataclass(frozen=True, slots=True)
class Summary:
    """A department's summary.

    Attributes:
        definition: what it looks like.
        department: 部门名称, None where several departments are in it and no name was given.
        year: the budget year that every project shares, None where they differ or name none.
        top: the department's own row with everything in it.
        left_out: what it does not hold.
        remarks: what was found in the files.
        superseded: returns of a project of which a later one counts.
        received: everything that came in.
        expected: units and projects that must come back, None without a roster.
        changes: what is different from last year, None where nobody asked.
        targets: departments' overall targets, by department and year.
    """

    definition: SummaryDefinition
    department: str | None
    year: int | None
    top: Group
    left_out: tuple[LeftOut, ...]
    remarks: tuple[Remark, ...]
    superseded: tuple[LeftOut, ...] = ()
    received: tuple[Received, ...] = ()
    expected: tuple[tuple[str, str], ...] | None = None
    changes: tuple[Change, ...] | None = None
    targets: tuple[DepartmentTarget, ...] = ()


def summarise(
    accepted: Iterable[Project],
    left_out: Iterable[LeftOut] = (),
    remarks: Iterable[Remark] = (),
    *,
    definition: SummaryDefinition,
    framework: Framework,
    department: str | None = None,
    superseded: Iterable[LeftOut] = (),
    received: Iterable[Received] | None = None,
    expected: Iterable[tuple[str, str]] | None = None,
    previous: Sequence[Project] | None = None,
    targets: Iterable[DepartmentTarget] = (),
) -> Summary:
    """Make the summary of all accepted projects.

    Args:
        accepted: the projects, in any order.
        left_out: what was refused before, and why.
        remarks: the findings of all files, with their sentences.
        definition: the summary's definition.
        framework: its framework of levels, by which indicators are packed.
        department: 部门名称; without it the one department that all projects name.
        superseded: returns that a later one replaces.
        received: everything that came in; without it, what was accepted.
        expected: units and projects of the roster, None without one.
        previous: the projects of last year's summary, to be compared with.
        targets: departments' overall targets; where no project names a department, the only one's is the summary's.

    A record with a text that no cell can hold is left out and listed: nothing is cut off silently.
    """
    accepted = sorted(accepted, key=project_key)
    rows, refused = _rows(accepted, framework)
    goals, too_long = _targets(targets)
    came = [*map(received_from, accepted), *map(received_from, goals)]
    named = {department_of(row.project) for row in rows}
    if department is None and len(named) == 1:
        department = next(iter(named))
    if department is None and named <= {None} and len(goals) == 1:
        department = goals[0].department
    years = {row.project.budget_year for row in rows}
    top = _group(department or GRAND_TOTAL, [_department(name, its) for name, its in _by(rows, department_of)])
    return Summary(
        definition,
        department,
        next(iter(years)) if len(years) == 1 else None,
        top,
        tuple(sorted((*left_out, *refused, *too_long), key=left_out_key)),
        tuple(sorted(remarks, key=remark_key)),
        tuple(sorted(superseded, key=left_out_key)),
        tuple(sorted(came if received is None else received, key=received_key)),
        None if expected is None else tuple(expected),
        None if previous is None else tuple(changes([row.project for row in rows], previous)),
        goals,
    )


def goal_of(project: Project) -> str | None:
    """The goal that a summary shows: the annual one, else that of the period."""
    return project.annual_goal if project.annual_goal is not None else project.period_goal


def length(text: str) -> int:
    """Length of a text as spreadsheet programs count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _rows(accepted: Iterable[Project], framework: Framework) -> tuple[list[Row], list[LeftOut]]:
    rows: list[Row] = []
    refused: list[LeftOut] = []
    for project in accepted:
        row = Row(project, goal_of(project), pack(project.indicators, framework))
        if max(map(length, _texts(row))) > CELL_MOST:
            refused.append(_too_long(project))
        else:
            rows.append(row)
    return rows, refused


def _targets(targets: Iterable[DepartmentTarget]) -> tuple[tuple[DepartmentTarget, ...], list[LeftOut]]:
    """Departments' targets in their order, and those with a text that no cell can hold."""
    fitting: list[DepartmentTarget] = []
    refused: list[LeftOut] = []
    for target in sorted(targets, key=lambda one: (*map(natural, (one.department, str(one.budget_year))), repr(one))):
        if max(map(length, target.texts)) > CELL_MOST:
            refused.append(_too_long(target))
        else:
            fitting.append(target)
    return tuple(fitting), refused


def _texts(row: Row) -> Iterator[str]:
    """Every text of a row that must fit into a cell."""
    yield row.indicators
    yield from project_cells(row.project).values()
    for indicator in row.project.indicators:
        yield from indicator_cells(indicator).values()


def _too_long(record: Record) -> LeftOut:
    return refusal(record, f"有文字超过{CELL_MOST}字，汇总表的单元格放不下")


def _by(rows: Sequence[Row], name: Callable[[Project], str | None]) -> Iterator[tuple[str, list[Row]]]:
    """Rows, already in order, by the department or unit that they name."""
    for key, its in groupby(rows, key=lambda row: name(row.project)):
        yield key or NAMELESS, list(its)


def _department(name: str, rows: Sequence[Row]) -> Group:
    return _group(name, [_group(unit, rows=its) for unit, its in _by(rows, unit_of)])


def _group(name: str, groups: Sequence[Group] = (), rows: Sequence[Row] = ()) -> Group:
    """A group with its sums. One that holds a single group of its own name is that group."""
    if len(groups) == 1 and groups[0].name in (name, NAMELESS):
        only = groups[0]
        return Group(name, only.funding, only.groups, only.rows)
    parts = [row.project.funding for row in rows] + [group.funding for group in groups]
    return Group(name, add_up(parts), tuple(groups), tuple(rows))


def add_up(fundings: Iterable[Funding]) -> Funding:
    """Exact sums in 元, each over those that name the part; None where none does."""
    sums: dict[str, Decimal | None] = dict.fromkeys(MONEY)
    for funding in fundings:
        for part in MONEY:
            amount: Decimal | None = getattr(funding, part)
            if amount is not None:
                sums[part] = (sums[part] or Decimal(0)) + amount
    return Funding(sums["total"], sums["fiscal"], sums["special_account"], sums["other"])
