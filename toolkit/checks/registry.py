"""The registry of rules: it finds them by walking the package.

A rule is one module `toolkit/checks/<family>/<what_is_wrong>.py` whose docstring is its user page and whose
one decorated generator yields findings. Nothing is registered elsewhere.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Literal

from toolkit.model.finding import Bilingual, Finding, Severity
from toolkit.plugins import plugins, refuse_second

PACKAGE = "toolkit.checks"
FAMILIES = ("file", "structure", "header", "goals", "indicators", "values", "cost", "satisfaction", "across")
#: The family of rules that other packages add.
FURTHER = "further"
_LETTERS = "FSHGIVCTA"

#: What a definition describes: a form that units fill, or the department's summary.
Kind = Literal["form", "summary"]


class Scope(StrEnum):
    """The kind of thing that a rule looks at.

    The runner makes the context and calls the rule once for each thing of its kind.

    SEEN: what intake saw, of the file first and then of each form or row in it (`SeenContext`).
    FILE: one file as it was opened (`FileContext`).
    RECORD: one form or row with its record (`RecordContext`).
    PROJECT: the same, projects only (`ProjectContext`).
    DEPARTMENT: the same, departments' overall targets only (`DepartmentContext`).
    BATCH: everything that was read together (`BatchContext`).
    """

    SEEN = "seen"
    FILE = "file"
    RECORD = "record"
    PROJECT = "project"
    DEPARTMENT = "department"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue.

    Attributes:
        code: its number, never used for another meaning.
        name: the module's name; says the defect.
        severity: unless a definition or the user's settings say otherwise.
        scope: what it looks at.
        message: the sentence, with the facts in braces.
        fix: what to do, with the facts in braces.
        since: version of the first release that has it.
        check: the generator; takes the scope's context, yields findings.
        kind: the kind of definition it applies to; None for both.
        options: names and defaults of its thresholds.
        enabled: False for a rule that must be switched on.
        silences: codes of findings that only follow from this one and are left out at the same place
            (`toolkit.checks.runner`).
        between: a second generator for a rule that looks between files too; takes the `BatchContext`, and its
            findings name the other place as the fact `other`.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    message: Bilingual
    fix: Bilingual
    since: str
    check: Callable[[Any], Iterator[Finding]]
    kind: Kind | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    enabled: bool = True
    silences: frozenset[str] = frozenset()
    between: Callable[[Any], Iterator[Finding]] | None = None

    @property
    def page(self) -> str:
        """The rule's user page: its module's docstring."""
        return (sys.modules[self.check.__module__].__doc__ or "").strip()

    @property
    def family(self) -> str:
        """Folder of the rule; `further` for one of another package."""
        room, _, family = self.check.__module__.rpartition(".")[0].rpartition(".")
        return family if room == PACKAGE else FURTHER


def rule(
    code: str,
    severity: Severity,
    scope: Scope,
    *,
    message: tuple[str, str],
    fix: tuple[str, str],
    since: str,
    kind: Kind | None = None,
    options: Mapping[str, str] | None = None,
    enabled: bool = True,
    silences: tuple[str, ...] = (),
    between: Callable[[Any], Iterator[Finding]] | None = None,
) -> Callable[[Callable[[Any], Iterator[Finding]]], Rule]:
    """Makes a generator a rule.

    `message` and `fix` are (Chinese, English), with facts in braces.
    """

    def declare(check: Callable[[Any], Iterator[Finding]]) -> Rule:
        return Rule(
            code=code,
            name=check.__module__.rsplit(".", 1)[-1],
            severity=severity,
            scope=scope,
            message=Bilingual(*message),
            fix=Bilingual(*fix),
            since=since,
            check=check,
            kind=kind,
            options=options or {},
            enabled=enabled,
            silences=frozenset(silences),
            between=between,
        )

    return declare


@cache
def rules() -> Mapping[str, Rule]:
    """Returns all rules by code, in order; those of other packages last.

    Raises:
        ValueError: a code is declared twice.
        PluginError: a rule of another package cannot be used.
    """
    found: dict[str, Rule] = {}
    for family in FAMILIES:
        package = importlib.import_module(f"{PACKAGE}.{family}")
        for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
            declared = importlib.import_module(f"{package.__name__}.{module}")
            for value in vars(declared).values():
                if isinstance(value, Rule) and value.check.__module__ == declared.__name__:
                    if value.code in found:
                        raise ValueError(f"{value.code} is declared twice: {value.name}, {found[value.code].name}")
                    found[value.code] = value
    for place, added in plugins("jixiao.rules", Rule):
        if added.code in found:
            raise refuse_second(place, added.code, "jixiao.rules")
        found[added.code] = added
    return dict(sorted(found.items(), key=lambda item: (_order(item[1]), item[0])))


def _order(declared: Rule) -> int:
    """Returns the place of a rule's letter among those of its package."""
    return len(_LETTERS) if declared.family == FURTHER else _LETTERS.index(declared.code[0])
