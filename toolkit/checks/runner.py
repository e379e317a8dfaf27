"""The runner: one pass of the rules over everything that was read."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from toolkit.checks.bounds import OF_RECORD, OF_RULE, Bounds
from toolkit.checks.context import (
    BatchContext,
    ComparedRoster,
    DepartmentContext,
    FileContext,
    ProjectContext,
    RecordContext,
)
from toolkit.checks.context.batch import NO_NOTES, ContentDigests, RoundNotes
from toolkit.checks.context.record import place_of
from toolkit.checks.finding_text import cells_named, top_left
from toolkit.checks.registry import FAMILIES, FURTHER, Kind, Rule, Scope, rules
from toolkit.checks.roster_comparison import Roster
from toolkit.checks.settings import DEFAULT, Settings, Switched
from toolkit.checks.similarity import Keys
from toolkit.model.evidence import ReadFile, ReadRecord
from toolkit.model.finding import Bilingual, Fact, Finding, Where
from toolkit.model.records import DepartmentTarget, Project, Record, Source

#: What a finding is about: a field of a project, or a cell with the indicator in it that is meant.
_Matter = tuple[object, ...]
_INDICATOR = re.compile(r"indicators\.\d+")
#: Stands for any indicator of a cell.
_ANY = "*"


def leave_out(findings: Iterable[Finding], silences: Mapping[str, Collection[str]]) -> list[Finding]:
    """Returns the findings without those that only follow from others, in their order.

    Args:
        findings: of one run.
        silences: by code, the codes that follow from it.
    """
    findings = list(findings)
    silenced: dict[_Matter, dict[str, int]] = {}  # by matter and code, how much the heaviest cause of it weighs
    for cause in findings:
        codes = silences.get(cause.code)
        for matter in _caused(cause) if codes else ():
            for code in codes or ():
                ranks = silenced.setdefault(matter, {})
                ranks[code] = min(cause.severity.rank, ranks.get(code, cause.severity.rank))
    return [one for one in findings if not any(_is_silenced(silenced.get(matter), one) for matter in _suffered(one))]


def _is_silenced(ranks: Mapping[str, int] | None, finding: Finding) -> bool:
    return ranks is not None and ranks.get(finding.code, finding.severity.rank + 1) <= finding.severity.rank


def _caused(cause: Finding) -> Iterator[_Matter]:
    """Yields the matters of findings that follow from this one."""
    yield from _field(cause)
    indicator = _indicator(cause)
    for cell in cells_named(cause.where.cell):
        yield from ((*_place(cause), cell, one) for one in {indicator, _ANY})


def _suffered(finding: Finding) -> Iterator[_Matter]:
    """Yields the matters of findings from which this one follows.

    These are its field and its cells; for two indicators there is none.
    """
    yield from _field(finding)
    indicator = _indicator(finding)
    for cell in cells_named(finding.where.cell):
        yield from ((*_place(finding), cell, one) for one in ({indicator, ""} if indicator else {_ANY}))


def _field(finding: Finding) -> Iterator[_Matter]:
    about = str(finding.facts.get("about") or "")
    if about:
        yield (*_place(finding), finding.where.project, about, "field")


def _indicator(finding: Finding) -> str:
    """Returns the indicator that a finding is about; empty where it is about none."""
    match = _INDICATOR.match(str(finding.facts.get("about") or ""))
    return match[0] if match else ""


def _place(finding: Finding) -> tuple[str, str | None]:
    return finding.where.file, finding.where.sheet


Families = tuple[str, ...]

#: The rule that tells of a fault of the program itself.
FAULT = "F13"

#: What is run on a file, by whether anything was seen of it: nothing can be said of nothing.
_OF_FILE = {False: frozenset({Scope.FILE}), True: frozenset({Scope.FILE, Scope.SEEN})}
#: What a rule for one kind of record looks at, and the context that it is given.
_RECORDS: Mapping[type[Record], tuple[Scope, type[RecordContext]]] = {
    Project: (Scope.PROJECT, ProjectContext),
    DepartmentTarget: (Scope.DEPARTMENT, DepartmentContext),
}


def run(
    files: Sequence[ReadFile],
    settings: Settings = DEFAULT,
    families: Container[str] | None = None,
    roster: Roster | None = None,
    superseded: Mapping[Where, Fact] | None = None,
    notes: RoundNotes = NO_NOTES,
) -> tuple[Finding, ...]:
    """Returns all findings of a batch, follow-ons left out.

    Args:
        files: what was read, in the order given.
        settings: the user's own.
        families: folders of rules to run (`file`, `header`, …); None for all.
        roster: what must come back, and how.
        superseded: returns of which another one counts, each with the reason.
        notes: what a round's ledger has about the returns.

    Returns:
        In the order of the files, then the sheets, then the cells from top to bottom, then the codes.
    """
    found = [finding for file in files for finding in check_file(file, settings, families)]
    found += check_batch(files, settings, families, roster, superseded=superseded, notes=notes)
    return arrange(found, files)


def check_file(file: ReadFile, settings: Settings = DEFAULT, families: Container[str] | None = None) -> list[Finding]:
    """Returns the findings of one file, unsorted.

    Files can be checked in any order and in different processes.
    """
    chosen = _chosen(families)
    bounds = Bounds(file.path, len(file.records), settings)
    found = [*bounds.take(_check_itself(file, settings, chosen), Where(file.path), OF_RULE)]
    for read in file.records:
        here = _check_record(read, settings, chosen)
        if len(here) > OF_RECORD:  # before any is left out: what follows from it goes with it
            here = leave_out(here, _silences())
        found.extend(bounds.take(here, place_of(read, read.source.range)))
    found.extend(bounds.rest())
    return found


def _check_itself(file: ReadFile, settings: Settings, families: Families) -> Iterator[Finding]:
    for rule in _on(_OF_FILE[bool(file.observations)], families, settings.switched()):
        yield from _guarded(rule, rule.check(FileContext(rule, settings, file=file)), Where(file.path), settings)


def _check_record(read: ReadRecord, settings: Settings, families: Families) -> list[Finding]:
    """Returns the findings of a record; every rule on every record comes along here."""
    found: list[Finding] = []
    scope, context_type = _RECORDS[type(read.record)]
    scopes, switched = _of_record(scope, bool(read.observations)), settings.switched(read.definition)
    chosen = _on(scopes, families, switched, read.definition.kind)
    if chosen:
        context = context_type(chosen[0], settings, read=read)
        where = context.at(read.source.range)
        for rule in chosen:
            try:
                found.extend(rule.check(context.under(rule)))
            except Exception as error:  # noqa: BLE001 - the guard of a rule: what it found before stays
                found.append(_fault(rule, error, where, settings))
    return found


def check_batch(
    files: Sequence[ReadFile],
    settings: Settings = DEFAULT,
    families: Container[str] | None = None,
    roster: Roster | None = None,
    keys: Keys | None = None,
    superseded: Mapping[Where, Fact] | None = None,
    notes: RoundNotes = NO_NOTES,
) -> Iterator[Finding]:
    """Yields the findings between files, unsorted: there can be very many.

    `keys` say which projects of a large batch are alike, `notes` what a round's ledger has about the returns.
    """
    compared, digests = ComparedRoster(roster or Roster()), dict[Source, ContentDigests]()
    chosen = _chosen(families)
    for rule in rules().values():
        check = rule.check if rule.scope is Scope.BATCH else rule.between
        if check is not None and rule.family in chosen:
            context = BatchContext(
                rule,
                settings,
                files=files,
                roster=compared,
                keys=keys,
                superseded=superseded or {},
                digests=digests,
                notes=notes,
            )
            if settings.terms(rule).enabled or any(project.applies for project in context.projects()):
                yield from _guarded(rule, check(context), Where(""), settings)


def _guarded(rule: Rule, findings: Iterator[Finding], where: Where, settings: Settings) -> Iterator[Finding]:
    """Yields a rule's findings; if it fails, an internal fault instead.

    The findings of other rules are not lost.
    """
    try:
        yield from findings
    except Exception as error:  # noqa: BLE001 - the guard of a rule
        yield _fault(rule, error, where, settings)


def _fault(rule: Rule, error: Exception, where: Where, settings: Settings) -> Finding:
    """Returns the finding on a rule that failed.

    Raises MemoryError where that failed in a file: it costs the file (`toolkit.engine.job`), not the rule.
    """
    if isinstance(error, MemoryError) and where.file:
        raise error
    severity = settings.terms(rules()[FAULT]).severity
    part = Bilingual(f"规则 {rule.code} ", f"rule {rule.code}")
    return Finding(FAULT, severity, where, fault_facts(part, error))


def fault_facts(part: Bilingual, error: Exception) -> Mapping[str, Fact]:
    """Returns facts of an internal fault, with the traceback for the fault file."""
    reason = f"{type(error).__name__}: {error}"[:200]
    return {"part": part, "reason": reason, "found": reason, "trace": "".join(traceback.format_exception(error))}


def arrange(findings: Iterable[Finding], files: Sequence[ReadFile]) -> tuple[Finding, ...]:
    """Returns findings without their follow-ons, in the order of a report."""
    return tuple(sorted(leave_out(findings, _silences()), key=_order(files)))


@cache
def _of_record(scope: Scope, seen: bool) -> frozenset[Scope]:
    """Returns the scopes that run on a record.

    Without observations there is nothing to report about them.
    """
    return frozenset({Scope.RECORD, scope, *({Scope.SEEN} if seen else ())})


@cache
def _silences() -> Mapping[str, frozenset[str]]:
    return {rule.code: rule.silences for rule in rules().values()}


def _chosen(families: Container[str] | None) -> Families:
    return tuple(family for family in (*FAMILIES, FURTHER) if families is None or family in families)


@lru_cache(maxsize=64)
def _on(scopes: frozenset[Scope], families: Families, switched: Switched, kind: Kind | None = None) -> tuple[Rule, ...]:
    """Returns the rules that are switched on for a definition, by scopes and families."""
    turned = dict(switched)
    return tuple(
        rule
        for rule in rules().values()
        if rule.scope in scopes
        and rule.family in families
        and turned.get(rule.code, rule.enabled)
        and (kind is None or rule.kind in (None, kind))
    )


def _order(files: Sequence[ReadFile]) -> Callable[[Finding], tuple[int, int, int, int, str]]:
    """Returns a sort key: the file, its sheets as read, other sheets."""
    file_at = {file.path: number for number, file in reversed(list(enumerate(files)))}
    sheet_at: dict[tuple[str, str | None], int] = {}
    for file in files:
        sheet_at[file.path, None] = -1
        for sheet in (*(read.source.sheet for read in file.records), *(seen.sheet for seen in file.observations)):
            sheet_at.setdefault((file.path, sheet), len(sheet_at))

    def key(finding: Finding) -> tuple[int, int, int, int, str]:
        where = finding.where
        row, col = top_left(where.cell)
        last = len(files) + len(sheet_at)
        return file_at.get(where.file, last), sheet_at.get((where.file, where.sheet), last), row, col, finding.code

    return key
