"""Last year's projects, of a round or a file, for a new roster."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.api.rosters import FormerProjects
from toolkit.desk.desk_setup import DeskSetup
from toolkit.errors import InputError
from toolkit.forms.definition import FormDefinition
from toolkit.issuing.roster_drafts import RosterDraft, next_period
from toolkit.ledger.derive import roster_rows
from toolkit.ledger.ledger_opening import read_ledger
from toolkit.ledger.ledger_rows import IssuedRow
from toolkit.model.schema import MONEY_KEYS
from toolkit.rounds.round_reading import facts_of

#: Beginnings that were read from files and can still be asked for.
_KEPT = 20
_YEARS = ("budget_year", "start_year", "end_year")


@dataclass(frozen=True, slots=True)
class RosterBeginning:
    """Last year's projects under the name that people give them.

    Attributes:
        name: of the round or the file.
        former: the projects, with the new year.
    """

    name: str
    former: FormerProjects


@dataclass(frozen=True, slots=True)
class RosterBeginnings:
    """The beginnings that were read from files, until the program ends."""

    _by_key: dict[str, RosterBeginning] = field(default_factory=dict)

    def keep(self, one: RosterBeginning) -> str:
        """Returns the key of a beginning in addresses; the oldest ones are dropped."""
        key = secrets.token_hex(16)
        self._by_key[key] = one
        for old in list(self._by_key)[:-_KEPT]:
            del self._by_key[old]
        return key

    def find(self, key: str) -> RosterBeginning | None:
        """Returns a beginning that was kept; None for any other key."""
        return self._by_key.get(key)


def beginning_of_round(folder: Path, form: FormDefinition, year: int | None, setup: DeskSetup) -> RosterBeginning:
    """Returns the projects that are on the roster of an earlier round.

    Raises InputError where it has another form.
    """
    with read_ledger(folder, setup.options_of(folder).ledger) as ledger:
        before = ledger.round
        if before.form != form.id:
            raise InputError(
                f"“{before.name}”用的是另一种表，不能带出它的项目",
                f"“{before.name}” uses another form; its projects cannot be taken over",
            )
        new_year = year or (before.budget_year + 1 if before.budget_year else None)
        rows = tuple(_drafts(roster_rows(facts_of(ledger)).values(), new_year))
        return RosterBeginning(before.name, FormerProjects(rows, new_year))


def _drafts(issued: Iterable[IssuedRow], year: int | None) -> Iterator[RosterDraft]:
    for row in issued:
        values = {
            key: value
            for key, value in row.facts.items()
            if isinstance(value, str | int) and key not in (*MONEY_KEYS, *_YEARS)
        }
        start, end = next_period(_year(row, "start_year"), _year(row, "end_year"), year)
        named = {"budget_year": year or row.budget_year, "start_year": start, "end_year": end}
        values |= {key: value for key, value in named.items() if value is not None}
        if row.project:
            values |= {"spending_unit": row.unit, "project_name": row.project}
        else:
            values["department"] = row.unit
        yield RosterDraft(values, row.amount)


def _year(row: IssuedRow, key: str) -> int | None:
    text = str(row.facts.get(key, ""))
    return int(text) if text.isdigit() else None
