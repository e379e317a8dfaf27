"""The identity of projects, and whether two records have the same content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from toolkit.checks.context import BatchContext, DepartmentContext, ProjectContext
from toolkit.checks.readings import full_record
from toolkit.model.evidence import Brief
from toolkit.model.finding import Where
from toolkit.model.same import RecordKey, content_key, name_key, record_key, same_record
from toolkit.model.same import unit_of as unit_named

Content = tuple[str, bytes]
#: Records that may be versions of one another: by file, by what they say.
Versions = Mapping[str, Mapping[Content, ProjectContext]]

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{3,}")


def code_of(context: ProjectContext) -> tuple[str, bool]:
    """Returns the project's code as compared, and whether it looks like one."""
    code = name_key(context.project.project_code)
    return code, _CODE.fullmatch(code) is not None


def unit_of(context: ProjectContext) -> str:
    """Returns the project's unit as compared; empty if the form names none."""
    return name_key(unit_named(context.project))


def identity(context: ProjectContext) -> RecordKey | None:
    """Returns the identity of a project; None without a name.

    Without a unit, a project is the same only within its file.
    """
    project = context.project
    if not project.project_name:
        return None
    alone = RecordKey(f" {context.read.source.file}", project.budget_year, name_key(project.project_name))
    return record_key(project) or alone


def content_of(context: ProjectContext) -> Content:
    """Returns the form of a project and a digest of its content.

    Two contents are equal only where both parts are.
    """
    full = full_record(context).project
    return full.form, content_key(full)[0]


class Namesake(NamedTuple):
    """A project of which an earlier one of the batch has the identity.

    Attributes:
        project: the later one.
        first: the first project of that identity.
        copied: the first one that says the same; None where none does.
    """

    project: ProjectContext
    first: ProjectContext
    copied: ProjectContext | None


class _Contents:
    """The contents of projects with one identity.

    Each is compared only with those that may be the same.
    """

    def __init__(self, first: ProjectContext) -> None:
        self.first = first
        self._count = 0
        self._same: dict[tuple[str, bytes], tuple[int, ProjectContext]] = {}
        self._shared: dict[bytes, list[tuple[int, ProjectContext]]] = {}

    def add(self, project: ProjectContext) -> ProjectContext | None:
        """Add a project. Returns the first before it that says the same."""
        full = full_record(project).project
        own, shared = content_key(full)
        at_hand = self._same.get((full.form, own))
        found = [] if at_hand is None else [at_hand]
        alike = self._shared.setdefault(shared, [])
        others = (one for one in alike if one[1].project.form != full.form)
        found += islice((one for one in others if same_content(project, one[1])), 1)
        self._count += 1
        if at_hand is None:
            self._same[full.form, own] = self._count, project
            alike.append((self._count, project))
        return min(found)[1] if found else None


def namesakes(context: BatchContext) -> Iterator[Namesake]:
    """Yields each project that came before, with those of the same identity."""
    by_key: dict[RecordKey, _Contents] = {}
    for project in context.projects("identity"):
        key = identity(project)
        if key is None:
            continue
        earlier = by_key.get(key)
        if earlier is None:
            earlier = by_key[key] = _Contents(project)
            earlier.add(project)
        else:
            yield Namesake(project, earlier.first, earlier.add(project))


def same_content(one: ProjectContext, other: ProjectContext) -> bool:
    """Whether two records have the same content (`toolkit.model.same`).

    For copies of a file no record is fetched.
    """
    a, b = one.read.source, other.read.source
    lazy = isinstance(one.read, Brief) and isinstance(other.read, Brief)
    if lazy and a.sha256 and (a.sha256, a.sheet, a.range) == (b.sha256, b.sheet, b.range):
        return True
    return same_record(full_record(one).project, full_record(other).project)


def distinct(files: Mapping[str, Sequence[ProjectContext]]) -> Versions:
    """Returns the distinct contents of each file.

    Very many records of one file may have the same content.
    """
    distinct: dict[str, dict[Content, ProjectContext]] = {file: {} for file in files}
    for file, projects in files.items():
        for project in projects:
            distinct[file].setdefault(content_of(project), project)
    return distinct


def other_version(project: ProjectContext, versions: Iterable[Versions]) -> ProjectContext | None:
    """Returns the first record of another file with other content; else None."""
    own: Content | None = None
    for files in versions:
        own = own or content_of(project)
        for file, contents in files.items():
            if file == project.read.source.file:
                continue
            for content, other in contents.items():
                if content != own and (content[0] == own[0] or not same_content(project, other)):
                    return other
    return None


def spot(where: Where) -> str:
    """Returns a place in one line: `骏达/治安经费.xlsx 治安经费!C3`."""
    inside = "!".join(part for part in (where.sheet, where.cell) if part)
    return f"{where.file} {inside}".rstrip()


def target_versions(context: BatchContext) -> Iterator[tuple[DepartmentContext, DepartmentContext]]:
    """Yields each department's target with a different one from another file."""
    same: dict[tuple[str, int | None], list[DepartmentContext]] = {}
    for one in context.departments():
        if one.name:
            same.setdefault((name_key(one.name), one.target.budget_year), []).append(one)
    for versions in same.values():
        for one in versions:
            others = (other for other in versions if other.read.source.file != one.read.source.file)
            version = next((other for other in others if not same_record(one.target, other.target)), None)
            if version is not None:
                yield one, version
