"""Cases of rules: one function for each, collected by a decorator."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from toolkit.checks import Expected, Roster, RoundNotes, Settings, run
from toolkit.model import Finding, ReadFile, Severity, Where

Files = ReadFile | tuple[ReadFile, ...]
Build = Callable[[], Files]
SETTINGS = Settings()
NO_NOTES = RoundNotes()


class Case(NamedTuple):
    """Files, and what the rule makes of them.

    Attributes:
        code: of the rule.
        sentence: what the files are.
        build: makes them.
        severities: of the findings in order; empty where the rule must stay silent.
        cells: of the findings, where the case says them.
        settings: in force.
        expected: what the roster says must come back.
        superseded: returns of which another one counts.
        notes: what a round's ledger has about the returns.
    """

    code: str
    sentence: str
    build: Build
    severities: tuple[Severity, ...] = ()
    cells: tuple[str | None, ...] | None = None
    settings: Settings = SETTINGS
    expected: tuple[Expected, ...] = ()
    superseded: Mapping[Where, str] | None = None
    notes: RoundNotes = NO_NOTES

    def files(self) -> tuple[ReadFile, ...]:
        """Returns the files that the rule looks at."""
        built = self.build()
        return built if isinstance(built, tuple) else (built,)

    def findings(self, files: tuple[ReadFile, ...] | None = None) -> tuple[Finding, ...]:
        """Returns the findings of the rule on the files, or on others given."""
        found = run(
            files or self.files(),
            self.settings,
            roster=Roster(self.expected),
            superseded=self.superseded,
            notes=self.notes,
        )
        return tuple(one for one in found if one.code == self.code)


_CASES: list[Case] = []


def must_flag(
    code: str,
    sentence: str,
    *severities: Severity,
    cells: tuple[str | None, ...] | None = None,
    settings: Settings = SETTINGS,
    expected: tuple[Expected, ...] = (),
    superseded: Mapping[Where, str] | None = None,
    notes: RoundNotes = NO_NOTES,
) -> Callable[[Build], Build]:
    """The rule must find something, once unless more severities are given."""

    def add(build: Build) -> Build:
        _CASES.append(
            Case(code, sentence, build, severities or (Severity.ERROR,), cells, settings, expected, superseded, notes)
        )
        return build

    return add


def must_not_flag(
    code: str,
    sentence: str,
    settings: Settings = SETTINGS,
    expected: tuple[Expected, ...] = (),
    notes: RoundNotes = NO_NOTES,
) -> Callable[[Build], Build]:
    """The rule must stay silent."""

    def add(build: Build) -> Build:
        _CASES.append(Case(code, sentence, build, settings=settings, expected=expected, notes=notes))
        return build

    return add


@cache
def cases() -> tuple[Case, ...]:
    """All cases, from every module of this package."""
    for info in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{info.name}")
    return tuple(_CASES)
