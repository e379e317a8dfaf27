"""When two records are the same project, and when they say the same of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import BatchContext, DepartmentContext, ProjectContext
from toolkit.checks.readings import whole
from toolkit.model.evidence import Brief
from toolkit.model.finding import Where
from toolkit.model.same import RecordKey, name_key, record_key, same_record
from toolkit.model.same import unit_of as unit_named

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{3,}")


def code_of(context: ProjectContext) -> tuple[str, bool]:
    """The project's code as compared, and whether it looks like one."""
    code = name_key(context.project.project_code)
    return code, _CODE.fullmatch(code) is not None


def unit_of(context: ProjectContext) -> str:
    """The unit that the project belongs to, as compared; empty where the form names none."""
    return name_key(unit_named(context.project))


def identity(context: ProjectContext) -> RecordKey | None:
    """Which project it is; None without a name. Without a unit it is the same only within its file."""
    project = context.project
    if not project.project_name:
        return None
    alone = RecordKey(f" {context.read.source.file}", project.budget_year, name_key(project.project_name))
    return record_key(project) or alone


def namesakes(context: BatchContext) -> Iterator[tuple[ProjectContext, list[ProjectContext]]]:
    """Every project that has come before, with those that were the same project, in order."""
    known: dict[RecordKey, list[ProjectContext]] = {}
    for project in context.projects("identity"):
        key = identity(project)
        if key is not None:
            earlier = known.setdefault(key, [])
            if earlier:
                yield project, list(earlier)
            earlier.append(project)


def same_content(one: ProjectContext, other: ProjectContext) -> bool:
    """Whether two records say the same (`toolkit.model.same`); to know it of copies of a file, none is fetched."""
    a, b = one.read.source, other.read.source
    lazy = isinstance(one.read, Brief) and isinstance(other.read, Brief)
    if lazy and a.sha256 and (a.sha256, a.sheet, a.range) == (b.sha256, b.sheet, b.range):
        return True
    return same_record(whole(one).project, whole(other).project)


def spot(where: Where) -> str:
    """A place in one line: `骏达/治安经费.xlsx 治安经费!C3`."""
    inside = "!".join(part for part in (where.sheet, where.cell) if part)
    return f"{where.file} {inside}".rstrip()


def target_versions(context: BatchContext) -> Iterator[tuple[DepartmentContext, DepartmentContext]]:
    """Every department's target of which another file has a different one, with that one."""
    same: dict[tuple[str, int | None], list[DepartmentContext]] = {}
    for one in context.departments():
        if one.name:
            same.setdefault((name_key(one.name), one.target.budget_year), []).append(one)
    for its in same.values():
        for one in its:
            others = (other for other in its if other.read.source.file != one.read.source.file)
            version = next((other for other in others if not same_record(one.target, other.target)), None)
            if version is not None:
                yield one, version
