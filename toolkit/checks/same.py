"""When two records are the same project, and when they say the same of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.checks.context import BatchContext, DepartmentContext, ProjectContext
from toolkit.checks.readings import whole
from toolkit.model.finding import Where
from toolkit.model.text import fold

#: What two records of a project are compared by, where both forms ask for it.
_FIELDS = (
    "project_code", "project_type", "project_level", "start_year", "end_year",
    "total", "fiscal", "special_account", "other", "period_goal", "annual_goal",
)  # fmt: skip
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{3,}")


class Identity(NamedTuple):
    """What makes a project the same one: unit and name as compared, and the year."""

    unit: str
    year: int | None
    name: str


def code_of(context: ProjectContext) -> tuple[str, bool]:
    """The project's code as compared, and whether it looks like one."""
    code = fold(context.project.project_code or "")
    return code, _CODE.fullmatch(code) is not None


def unit_of(context: ProjectContext) -> str:
    """The unit that the project belongs to, as compared; empty where the form names none."""
    project = context.project
    return fold(project.spending_unit or project.supervising_department or "")


def identity(context: ProjectContext) -> Identity | None:
    """Which project it is; None without a name. Without a unit it is the same only within its file."""
    project = context.project
    if not project.project_name:
        return None
    return Identity(unit_of(context) or f" {context.read.source.file}", project.budget_year, fold(project.project_name))


def namesakes(context: BatchContext) -> Iterator[tuple[ProjectContext, list[ProjectContext]]]:
    """Every project that has come before, with those that were the same project, in order."""
    known: dict[Identity, list[ProjectContext]] = {}
    for project in context.projects("identity"):
        key = identity(project)
        if key is not None:
            earlier = known.setdefault(key, [])
            if earlier:
                yield project, list(earlier)
            earlier.append(project)


def same_content(one: ProjectContext, other: ProjectContext) -> bool:
    """Whether two records say the same, as far as both forms ask for it; spelling of blanks does not count."""
    one, other = whole(one), whole(other)
    return all(
        _folded(one, key) == _folded(other, key) for key in _FIELDS if one.asks_for(key) and other.asks_for(key)
    ) and _indicators(one, other) == _indicators(other, one)


def _folded(context: ProjectContext, key: str) -> object:
    value = context.value(key)
    return fold(value) if isinstance(value, str) else value


def _indicators(context: ProjectContext, other: ProjectContext) -> list[tuple[str, ...]]:
    """The indicators as compared, their order aside; a summary and a form share the annual value only."""
    both = context.definition.kind == other.definition.kind
    return sorted(
        (
            one.level2,
            fold(one.name or ""),
            fold(one.annual_value or ""),
            fold(one.period_value or "") if both else "",
        )
        for one in context.project.indicators
    )


def spot(where: Where) -> str:
    """A place in one line: `骏达/治安经费.xlsx 治安经费!C3`."""
    inside = "!".join(part for part in (where.sheet, where.cell) if part)
    return f"{where.file} {inside}".rstrip()


def target_versions(context: BatchContext) -> Iterator[tuple[DepartmentContext, DepartmentContext]]:
    """Every department's target of which another file has a different one, with that one."""
    same: dict[tuple[str, int | None], list[DepartmentContext]] = {}
    for one in context.departments():
        if one.name:
            same.setdefault((fold(one.name), one.target.budget_year), []).append(one)
    for its in same.values():
        for one in its:
            others = (other for other in its if other.read.source.file != one.read.source.file)
            version = next((other for other in others if not one.target.agrees(other.target)), None)
            if version is not None:
                yield one, version
