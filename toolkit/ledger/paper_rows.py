"""Letters, reminders and seals of a round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select

from toolkit.ledger.ledger_rows import ProjectKey
from toolkit.ledger.ledger_tables import LETTER, REMINDER, SEAL
from toolkit.model.same import name_key


class SentReminder(NamedTuple):
    """A project of which a unit was reminded; `file` is the paper."""

    unit: str
    project: str
    key: ProjectKey
    state: str
    file: str


class SealedFile(NamedTuple):
    """A file of a closed round: its place, hash and keyed hash."""

    file: str
    sha256: str
    mac: str


def add_letters(connection: Connection, event: int, letters: Iterable[tuple[str, str]]) -> None:
    """Adds letters: the unit, and the file relative to the round's folder."""
    rows = [{"event_id": event, "unit": unit, "unit_key": name_key(unit), "file": file} for unit, file in letters]
    if rows:
        connection.execute(insert(LETTER), rows)


def letters_by_unit(connection: Connection) -> Mapping[str, int]:
    """Returns by which entry of the log each unit was written to last."""
    found = connection.execute(select(LETTER.c.unit_key, func.max(LETTER.c.event_id)).group_by(LETTER.c.unit_key))
    return {unit: int(event) for unit, event in found}


def add_reminders(connection: Connection, event: int, reminders: Iterable[SentReminder]) -> None:
    """Adds the projects of which units were reminded."""
    rows = [
        {
            "event_id": event,
            "unit": one.unit,
            "unit_key": one.key[0],
            "project": one.project,
            "project_key": one.key[1],
            "state": one.state,
            "file": one.file,
        }
        for one in reminders
    ]
    if rows:
        connection.execute(insert(REMINDER), rows)


def reminders_by_project(connection: Connection) -> Mapping[ProjectKey, int]:
    """Returns how often each project was reminded of."""
    found = connection.execute(select(REMINDER.c.unit_key, REMINDER.c.project_key))
    return Counter((row.unit_key, row.project_key) for row in found)


def add_seal(connection: Connection, event: int, files: Iterable[SealedFile]) -> None:
    """Adds the seal of a closed round."""
    rows = [{"event_id": event, **one._asdict()} for one in files]
    if rows:
        connection.execute(insert(SEAL), rows)


def seal_of(connection: Connection, event: int) -> tuple[SealedFile, ...]:
    """Returns the seal of one closing."""
    found = connection.execute(select(SEAL).where(SEAL.c.event_id == event).order_by(SEAL.c.id))
    return tuple(SealedFile(row.file, row.sha256, row.mac) for row in found)
