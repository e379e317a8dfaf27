"""The verdicts of a round; those taken back stay and do not count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from toolkit.ledger.history import Moment
from toolkit.ledger.ledger_rows import EventKind, ProjectKey, VerdictKind, VerdictRow
from toolkit.ledger.ledger_tables import EVENT, VERDICT


class GivenVerdict(NamedTuple):
    """A verdict to be written; unit and project are empty for the round itself.

    `file` is the number of the file that counts.
    """

    verdict: VerdictKind
    unit: str | None
    project: str | None
    key: ProjectKey | None
    code: str | None
    about: str
    file: int | None = None


def add_verdicts(connection: Connection, event: int, given: Iterable[GivenVerdict]) -> None:
    """Adds the verdicts of one decision."""
    rows = [
        {
            "event_id": event,
            "verdict": one.verdict.value,
            "unit": one.unit,
            "unit_key": one.key and one.key[0],
            "project": one.project,
            "project_key": one.key and one.key[1],
            "code": one.code,
            "about": one.about,
            "file_id": one.file,
        }
        for one in given
    ]
    if rows:
        connection.execute(insert(VERDICT), rows)


def take_back(connection: Connection, event: int, decision: int) -> None:
    """Adds that a decision no longer counts."""
    connection.execute(insert(VERDICT).values(event_id=event, verdict=EventKind.UNDO.value, undoes=decision))


def verdicts_of(
    connection: Connection, key: ProjectKey | None = None, units: Sequence[str] | None = None
) -> tuple[VerdictRow, ...]:
    """Returns the verdicts that count, in the order in which they were given.

    Args:
        connection: of the ledger.
        key: only of this project.
        units: only of these units, as compared.
    """
    undone = select(VERDICT.c.undoes).where(VERDICT.c.undoes.is_not(None))
    wanted = (
        select(VERDICT, EVENT.c.at, EVENT.c.utc_offset, EVENT.c.who, EVENT.c.why)
        .join(EVENT, EVENT.c.id == VERDICT.c.event_id)
        .where(VERDICT.c.undoes.is_(None), VERDICT.c.event_id.not_in(undone))
        .order_by(VERDICT.c.id)
    )
    if units is not None:
        wanted = wanted.where(VERDICT.c.unit_key.in_(units))
    if key is not None:
        wanted = wanted.where(VERDICT.c.unit_key == key[0], VERDICT.c.project_key == key[1])
    return tuple(
        VerdictRow(
            row.event_id,
            Moment(row.at, row.utc_offset).local,
            VerdictKind(row.verdict),
            row.unit,
            row.project,
            None if row.unit_key is None else (row.unit_key, row.project_key or ""),
            row.code,
            row.about or "",
            row.who or "",
            row.why or "",
            row.file_id,
        )
        for row in connection.execute(wanted)
    )


def assignments_of(connection: Connection) -> Mapping[str, VerdictRow]:
    """Returns the last assignment of each file, by the hash of its bytes."""
    return {one.about: one for one in verdicts_of(connection) if one.verdict is VerdictKind.ASSIGN}
