"""The identity of projects, and whether two records have the same content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from toolkit.checks.context import BatchContext, DepartmentContext, ProjectContext
from toolkit.checks.context.batch import Content, ContentDigests
from toolkit.checks.readings import full_record
from toolkit.model.evidence import RecordHead
from toolkit.model.finding import Where
from toolkit.model.same import RecordKey, name_key, record_key, same_record
from toolkit.model.same import unit_of as unit_named

#: Records that may be versions of one another: by what they say, the first of each file.
Versions = Mapping[Content, Mapping[str, ProjectContext]]

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


class Named(NamedTuple):
    """The identity and name of a project, by which a later finding names it.

    There may be very many, and the context of one takes some kilobytes.

    Attributes:
        identity: None without a name.
        name: as the form says it; empty where it says none.
    """

    identity: RecordKey | None
    name: str


def named_by(context: ProjectContext) -> Named:
    """Returns a project's identity and name."""
    return Named(identity(context), context.name or "")


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


#: Numbered projects by their total amount and their form.
_ByAmount = dict[Decimal | None, dict[str, list[tuple[int, ProjectContext]]]]


class _Contents:
    """The contents of projects with one identity.

    Each is compared only with those that may be the same.
    """

    def __init__(self, first: ProjectContext) -> None:
        self.first = first
        self._count = 0
        self._same: dict[Content, tuple[int, ProjectContext]] = {}
        self._shared: dict[bytes, _ByAmount] = {}

    def add(self, project: ProjectContext, digests: ContentDigests) -> ProjectContext | None:
        """Adds a project. Returns the first before it that says the same."""
        content, shared = digests
        at_hand = self._same.get(content)
        found = [] if at_hand is None else [at_hand]
        form, total = content[0], project.project.funding.total or None  # an amount of 0 agrees with any other
        alike = self._shared.setdefault(shared, {})
        for amount in alike.keys() if total is None else alike.keys() & {total, None}:
            for other, earlier in alike[amount].items():
                if other != form:
                    found += islice((one for one in earlier if same_content(project, one[1])), 1)
        self._count += 1
        if at_hand is None:
            self._same[content] = self._count, project
            alike.setdefault(total, {}).setdefault(form, []).append((self._count, project))
        return min(found, key=itemgetter(0))[1] if found else None


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
            earlier.add(project, context.digests_of(project))
        else:
            yield Namesake(project, earlier.first, earlier.add(project, context.digests_of(project)))


def same_content(one: ProjectContext, other: ProjectContext) -> bool:
    """Whether two records have the same content (`toolkit.model.same`).

    For copies of a file no record is fetched.
    """
    a, b = one.read.source, other.read.source
    lazy = isinstance(one.read, RecordHead) and isinstance(other.read, RecordHead)
    if lazy and a.sha256 and (a.sha256, a.sheet, a.range) == (b.sha256, b.sheet, b.range):
        return True
    return same_record(full_record(one).project, full_record(other).project)


def distinct(context: BatchContext, files: Mapping[str, Sequence[ProjectContext]]) -> Versions:
    """Returns the distinct contents of some files.

    Very many records may have the same content.
    """
    distinct: dict[Content, dict[str, ProjectContext]] = {}
    for file, projects in files.items():
        for project in projects:
            distinct.setdefault(context.digests_of(project).content, {}).setdefault(file, project)
    return distinct


def other_version(
    context: BatchContext, project: ProjectContext, versions: Iterable[Versions]
) -> ProjectContext | None:
    """Returns the first record of another file with other content; else None."""
    own, home = context.digests_of(project).content, project.read.source.file
    for contents in versions:
        for content, by_file in contents.items():
            other = next((one for file, one in by_file.items() if file != home), None)
            if content == own or other is None:
                continue
            if content[0] == own[0] or not same_content(project, other):
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
