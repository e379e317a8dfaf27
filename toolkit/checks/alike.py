"""Compact keys that show which projects rules between files must compare.

`toolkit.checks.similarity` keeps them.

A rule always looks at the projects themselves before it says anything: a key only says that it is worth the while.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import fingerprint, goals, said_of_indicators
from toolkit.checks.registry import rules
from toolkit.checks.same_projects import code_of, identity, unit_of
from toolkit.checks.settings import DEFAULT
from toolkit.checks.similarity import ALWAYS, KEY_BYTES, NOTHING
from toolkit.model.evidence import ReadFile
from toolkit.model.records import DepartmentTarget, Project
from toolkit.model.text import fold


def keys_of(file: ReadFile) -> Iterator[int]:
    """Yields the keys of every record of a file."""
    anyone = next(iter(rules().values()))  # what makes projects alike is the same for all rules
    for read in file.records:
        if isinstance(read.record, Project):
            yield from _keys(ProjectContext(anyone, DEFAULT, read=read))
        else:
            yield from _of_target(read.record)


def _keys(context: ProjectContext) -> Iterator[int]:
    project = context.project
    year = project.budget_year
    identified = identity(context)
    yield _hash(*map(str, identified)) if identified else NOTHING
    yield _hash(str(identified.year), identified.name) if identified and unit_of(context) else NOTHING
    yield _code(context)
    stamp = context.read.stamp
    yield _hash(stamp.id) if stamp and stamp.prefilled.get("project_name") else NOTHING
    where = unit_of(context) or context.read.source.file, str(year)
    goal_hashes = [_hash(*where, fingerprint(goal.text).hex()) for goal in islice(goals(context), 2)]
    yield from [*goal_hashes, NOTHING, NOTHING][:2]
    yield _hash(*where, said_of_indicators(context).hex()) if project.indicators else NOTHING
    yield NOTHING
    yield year or NOTHING


def _of_target(target: DepartmentTarget) -> Iterator[int]:
    """Yields the key of a department's target.

    Every rule that asks for targets sees all of them: a department and year has only one.
    """
    named = target.department
    yield _hash("department", fold(named), str(target.budget_year)) if named else NOTHING
    yield from [NOTHING] * 6
    yield ALWAYS
    yield target.budget_year or NOTHING


def _code(context: ProjectContext) -> int:
    code, good = code_of(context)
    if good:
        return _hash(code, str(context.project.budget_year))
    return ALWAYS if code or context.requires("project_code") else NOTHING


def _hash(*parts: str) -> int:
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    number = int.from_bytes(blake2b(data, digest_size=KEY_BYTES).digest(), "little")
    return number if number not in (NOTHING, ALWAYS) else number + 2
