"""The status of a round: every unit and project with its state."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from toolkit.ledger.derive import ProjectStatus, statuses
from toolkit.ledger.ledger_opening import OpenLedger, read_ledger
from toolkit.ledger.ledger_rows import LooseFile, ProjectKey, ReturnRow, RoundRow, VerdictRow
from toolkit.ledger.paper_rows import letters_by_unit, reminders_by_project
from toolkit.ledger.return_rows import loose_files
from toolkit.ledger.unit_rows import facts_by_units
from toolkit.ledger.verdict_rows import assignments_of
from toolkit.model.money import decimal_text
from toolkit.model.project_state import ProjectState
from toolkit.model.same import name_key
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import is_open

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class RoundTotals:
    """Counts of projects and amounts in 元.

    Attributes:
        expected: projects that must come back: all but cancelled ones and those off the roster.
        returned: those of them that came back at least once, or need not (无需填报).
        accepted: those with the verdict 通过.
        amount_expected: sum of the expected projects' amounts.
        amount_accepted: sum of the accepted projects' amounts.
    """

    expected: int
    returned: int
    accepted: int
    amount_expected: Decimal
    amount_accepted: Decimal

    def plus(self, other: RoundTotals) -> RoundTotals:
        """Returns the totals of both together."""
        return RoundTotals(
            self.expected + other.expected,
            self.returned + other.returned,
            self.accepted + other.accepted,
            self.amount_expected + other.amount_expected,
            self.amount_accepted + other.amount_accepted,
        )


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """A unit with its projects in the order of the roster.

    Attributes:
        unit: its name.
        projects: with their states.
        attachments: files without a project that came from it.
        reminders: how often each of the projects was reminded of.
    """

    unit: str
    projects: tuple[ProjectStatus, ...]
    attachments: tuple[LooseFile, ...] = ()
    reminders: tuple[int, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Returns the unit as the status prints it."""
        pairs = zip(self.projects, self.reminders, strict=True)
        return {
            "unit": self.unit,
            "projects": [_project_json(one, count) for one, count in pairs],
            **({"attachments": [one.name for one in self.attachments]} if self.attachments else {}),
        }

    @property
    def totals(self) -> RoundTotals:
        """The counts and amounts of the unit."""
        return totals_of(self.projects)


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """The status of a round.

    Attributes:
        round: its facts.
        open: whether it takes returns and verdicts.
        units: in the order of the roster, those off it last.
        nobodys: files of which nobody knows the unit.
    """

    round: RoundRow
    open: bool
    units: tuple[UnitStatus, ...]
    nobodys: tuple[LooseFile, ...] = ()

    @property
    def reminders(self) -> tuple[tuple[ProjectKey, int], ...]:
        """The number of reminders of each project, by unit and project as compared."""
        pairs = (pair for unit in self.units for pair in zip(unit.projects, unit.reminders, strict=True))
        return tuple((one.key, count) for one, count in pairs if count)

    @property
    def projects(self) -> tuple[ProjectStatus, ...]:
        """Every project, unit by unit."""
        return tuple(project for unit in self.units for project in unit.projects)

    @property
    def nobodys_forms(self) -> tuple[ReturnRow, ...]:
        """The forms that name no unit and were issued to nobody, one a file."""
        nameless = (one for one in self.projects if not one.key[0] and one.issued is None)
        return tuple({back.file: back for one in nameless for back in one.returns}.values())

    @property
    def totals(self) -> RoundTotals:
        """The counts and amounts of the round."""
        return totals_of(self.projects)

    def days_left(self, today: date) -> int | None:
        """Returns the days until the deadline, negative after it; None without one."""
        return None if self.round.deadline is None else (self.round.deadline - today).days

    def to_json(self) -> dict[str, object]:
        """Returns the status as `round status --format json` prints it."""
        return {
            "schema_version": SCHEMA_VERSION,
            "round": _round_json(self.round, self.open),
            "units": [unit.to_json() for unit in self.units],
            **_last_json(self.totals, self.nobodys),
        }


def status(folder: Path | str, *, options: RoundOptions = USUAL) -> RoundStatus:
    """Returns every unit and project of a round with its state.

    Args:
        folder: the round's folder.
        options: where the ledger lies.

    Raises:
        InputError: the folder holds no round, or a newer program wrote its ledger.
        LedgerFault: the database cannot be reached.
    """
    with read_ledger(Path(folder), options.ledger) as ledger:
        return status_of(ledger)


def status_of(ledger: OpenLedger) -> RoundStatus:
    """Returns the status of an opened round."""
    loose, nobodys = loose_of(ledger)
    return RoundStatus(ledger.round, is_open(ledger), tuple(units_of(ledger, loose)), nobodys)


def units_of(ledger: OpenLedger, loose: Mapping[str, tuple[LooseFile, ...]]) -> Iterator[UnitStatus]:
    """Yields every unit with its projects in the roster's order, others last.

    Args:
        ledger: opened.
        loose: the files without a project of each unit, as compared.
    """
    left = dict(loose)
    reminders = reminders_by_project(ledger.connection)
    for facts in facts_by_units(ledger.connection, ledger.round.budget_year, letters_by_unit(ledger.connection)):
        units: dict[str, list[ProjectStatus]] = {}
        for one in statuses(facts):
            units.setdefault(one.key[0], []).append(one)
        for key, projects in units.items():
            counts = tuple(reminders.get(one.key, 0) for one in projects)
            yield UnitStatus(projects[0].unit, tuple(projects), left.pop(key, ()), counts)
    for files in left.values():
        yield UnitStatus(files[0].unit or "", (), files)


def loose_of(ledger: OpenLedger) -> tuple[Mapping[str, tuple[LooseFile, ...]], tuple[LooseFile, ...]]:
    """Returns the files without a project by unit, and those of nobody."""
    of_units: dict[str, tuple[LooseFile, ...]] = {}
    nobodys: list[LooseFile] = []
    assigned = assignments_of(ledger.connection)
    for file in loose_files(ledger.connection):
        given = assigned.get(file.sha256)
        if given is not None and given.unit == file.unit and given.project:
            file = replace(file, project=given.project)
        if file.unit is None:
            nobodys.append(file)
        else:
            key = name_key(file.unit)
            of_units[key] = (*of_units.get(key, ()), file)
    return of_units, tuple(nobodys)


def status_json(folder: Path | str, *, options: RoundOptions = USUAL) -> Iterator[str]:
    """Yields the status as JSON in pieces, a project a line.

    It is the document of `RoundStatus.to_json`; memory does not grow with the number of projects. Args and errors are
    those of `status`.
    """
    with read_ledger(Path(folder), options.ledger) as ledger:
        loose, nobodys = loose_of(ledger)
        head = {"schema_version": SCHEMA_VERSION, "round": _round_json(ledger.round, is_open(ledger))}
        yield _dumped(head)[:-1] + ',\n "units": ['
        totals, between = totals_of(()), "\n  "
        for unit in units_of(ledger, loose):
            content = unit.to_json()
            projects = ",\n   ".join(map(_dumped, _listed(content.pop("projects"))))
            rest = _dumped(content)[:-1]
            inside = f"\n   {projects}" if projects else ""
            yield f'{between}{rest}, "projects": [{inside}]}}'
            totals, between = totals.plus(unit.totals), ",\n  "
        yield "],\n " + _dumped(_last_json(totals, nobodys))[1:] + "\n"


def _listed(value: object) -> Sequence[Mapping[str, object]]:
    assert isinstance(value, list)
    return value


_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _dumped(value: Mapping[str, object]) -> str:
    return _ENCODER.encode(value)


def _last_json(totals: RoundTotals, nobodys: Iterable[LooseFile]) -> dict[str, object]:
    """Returns the end of the status: totals, and the files of nobody."""
    names = [one.name for one in nobodys]
    return {"totals": _totals_json(totals), **({"unassigned": names} if names else {})}


def totals_of(projects: Iterable[ProjectStatus]) -> RoundTotals:
    """Returns the counts and amounts of projects."""
    expected = [one for one in projects if one.state.is_expected]
    accepted = [one for one in expected if one.state is ProjectState.ACCEPTED]
    returned = [one for one in expected if one.returns or one.state is ProjectState.NIL]
    return RoundTotals(len(expected), len(returned), len(accepted), _sum(expected), _sum(accepted))


def _sum(projects: Iterable[ProjectStatus]) -> Decimal:
    return sum((one.amount for one in projects if one.amount is not None), Decimal(0))


def _round_json(facts: RoundRow, is_open: bool) -> dict[str, object]:
    return {
        "name": facts.name,
        "form": facts.form,
        "budget_year": facts.budget_year,
        "deadline": facts.deadline and facts.deadline.isoformat(),
        "open": is_open,
        "department": facts.department,
    }


def _project_json(one: ProjectStatus, reminders: int) -> dict[str, object]:
    counting = one.counting
    return {
        "project_name": one.project or None,
        "state": one.state.value,
        "amount": None if one.amount is None else decimal_text(one.amount),
        "returns": one.files,
        "errors": sum(one.errors.values()),
        "warnings": sum(one.warnings.values()),
        "last_received": _moment_text(one.last_received),
        "file": counting.name if counting else None,
        "reminders": reminders,
        "verdict": verdict_json(one.verdict) if one.verdict else None,
        **({"unasked": one.unasked} if one.unasked else {}),
        **({"sent_back": one.sent_back} if one.state is ProjectState.TO_CORRECT else {}),
    }


def verdict_json(verdict: VerdictRow) -> dict[str, object]:
    """Returns a verdict as JSON."""
    return {
        "verdict": verdict.verdict.value,
        "by": verdict.who,
        "why": verdict.why,
        "at": _moment_text(verdict.at),
    }


def _moment_text(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat(timespec="seconds")


def _totals_json(totals: RoundTotals) -> dict[str, object]:
    return {
        "expected": totals.expected,
        "returned": totals.returned,
        "accepted": totals.accepted,
        "amount_expected": decimal_text(totals.amount_expected),
        "amount_accepted": decimal_text(totals.amount_accepted),
    }
