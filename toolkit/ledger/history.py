"""The log of a round: every entry in order, each with its moment."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, func, insert, select

from toolkit import __version__
from toolkit.ledger.ledger_rows import EventKind, EventRow
from toolkit.ledger.ledger_tables import EVENT
from toolkit.ledger.moments import Moment, present

#: The detail of a delivery that says with which password its encrypted workbooks open.
PASSWORD = "open_password"


def add_event(
    connection: Connection,
    kind: EventKind,
    detail: Mapping[str, object],
    *,
    who: str | None = None,
    why: str | None = None,
) -> int:
    """Adds an entry to the log and returns its number."""
    moment = present()
    row = {
        "at": moment.utc,
        "utc_offset": moment.offset,
        "kind": kind.value,
        "who": who,
        "why": why,
        "program": __version__,
        "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True),
    }
    key = connection.execute(insert(EVENT).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def log_of(connection: Connection) -> Iterator[EventRow]:
    """Yields every entry of the log in order."""
    for row in connection.execute(select(EVENT).order_by(EVENT.c.id)):
        yield EventRow(
            row.id,
            Moment(row.at, row.utc_offset).local,
            EventKind(row.kind),
            row.who,
            row.why,
            row.program,
            json.loads(row.detail),
        )


def passwords_of(connection: Connection) -> tuple[str, ...]:
    """Returns the passwords that were given with encrypted workbooks, the latest first."""
    wanted = select(EVENT.c.detail).where(
        EVENT.c.kind == EventKind.RECEIVE.value, EVENT.c.detail.contains(f'"{PASSWORD}"')
    )
    details = map(json.loads, connection.execute(wanted.order_by(EVENT.c.id.desc())).scalars())
    return tuple(dict.fromkeys(str(one[PASSWORD]) for one in details if one.get(PASSWORD)))


def last_event(connection: Connection, kind: EventKind) -> int | None:
    """Returns the number of the last entry of a kind; None without one."""
    found = connection.execute(select(func.max(EVENT.c.id)).where(EVENT.c.kind == kind.value)).scalar()
    return None if found is None else int(found)
