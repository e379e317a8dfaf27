"""The round itself, and what was issued to whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select

from toolkit.ledger.ledger_rows import IssuedRow, ProjectKey, RoundRow
from toolkit.ledger.ledger_tables import DROPPED, ISSUED, ROUND
from toolkit.model.money import decimal_text

Facts = Mapping[str, str | int | Decimal]


def add_round(connection: Connection, event: int, facts: RoundRow) -> None:
    """Adds the facts of a round; the newest count."""
    row = {field.name: getattr(facts, field.name) for field in fields(facts)}
    row["deadline"] = facts.deadline and facts.deadline.isoformat()
    connection.execute(insert(ROUND).values(event_id=event, **row))


def round_of(connection: Connection) -> RoundRow | None:
    """Returns the facts of the round; None where `start` never came to its end."""
    found = connection.execute(select(ROUND).order_by(ROUND.c.id.desc()).limit(1)).one_or_none()
    if found is None:
        return None
    row = {field.name: getattr(found, field.name) for field in fields(RoundRow)}
    row["deadline"] = date.fromisoformat(found.deadline) if found.deadline else None
    return RoundRow(**row)


def add_issued(connection: Connection, rows: Iterable[IssuedRow]) -> None:
    """Adds rows of the roster with the forms that were issued for them."""
    listed = [_issued_values(row) for row in rows]
    if listed:
        connection.execute(insert(ISSUED), listed)


def drop(connection: Connection, event: int, keys: Iterable[ProjectKey]) -> None:
    """Adds that projects are no longer on the roster."""
    listed = [{"event_id": event, "unit_key": unit, "project_key": project} for unit, project in keys]
    if listed:
        connection.execute(insert(DROPPED), listed)


def all_issued(
    connection: Connection, *, brief: bool = False, units: Sequence[str] | None = None
) -> tuple[IssuedRow, ...]:
    """Returns every row that was issued, anew too, in the order of the log.

    Brief ones have no facts and no full stamps, which take most of the time. With `units`, named as they are
    compared, only theirs.
    """
    if brief:
        return tuple(_brief_rows(connection, units))
    wanted = select(ISSUED).order_by(ISSUED.c.id)
    return tuple(map(_issued, connection.execute(_of_units(wanted, units))))


def _of_units(wanted: Select[Any], units: Sequence[str] | None) -> Select[Any]:
    return wanted if units is None else wanted.where(ISSUED.c.unit_key.in_(units))


def _brief_rows(connection: Connection, units: Sequence[str] | None) -> Iterator[IssuedRow]:
    """Yields every row without facts and stamp, read by place to save time."""
    table = ISSUED.c
    columns = (
        *(table.event_id, table.place, table.unit, table.unit_key, table.project, table.project_key),
        *(table.budget_year, table.amount, table.amount_unit),
        *(table.file, table.sheet, table.stamp_id, table.password, table.sha256),
    )
    for event, place, unit, unit_key, project, project_key, year, amount, amount_unit, *form in connection.execute(
        _of_units(select(*columns).order_by(table.id), units)
    ).all():
        file, sheet, stamp_id, password, sha256 = form
        yuan, key = None if amount is None else Decimal(amount), (unit_key, project_key)
        yield IssuedRow(
            event, place, unit, project, key, year, yuan, amount_unit, {}, file, sheet, stamp_id, None, password, sha256
        )


def dropped(connection: Connection, units: Sequence[str] | None = None) -> Mapping[ProjectKey, int]:
    """Returns the projects that left the roster, with the last entry saying so."""
    wanted = select(DROPPED).order_by(DROPPED.c.id)
    found = connection.execute(wanted if units is None else wanted.where(DROPPED.c.unit_key.in_(units)))
    return {(row.unit_key, row.project_key): row.event_id for row in found}


def _issued_values(row: IssuedRow) -> dict[str, object]:
    facts = {key: _fact(value) for key, value in row.facts.items()}
    return {
        "event_id": row.event,
        "place": row.place,
        "unit": row.unit,
        "unit_key": row.key[0],
        "project": row.project,
        "project_key": row.key[1],
        "budget_year": row.budget_year,
        "amount": None if row.amount is None else decimal_text(row.amount),
        "amount_unit": row.amount_unit,
        "facts": json.dumps(facts, ensure_ascii=False, sort_keys=True),
        **{key: getattr(row, key) for key in ("file", "sheet", "stamp_id", "stamp", "password", "sha256")},
    }


def _issued(row: Row[Any]) -> IssuedRow:
    return IssuedRow(
        row.event_id,
        row.place,
        row.unit,
        row.project,
        (row.unit_key, row.project_key),
        row.budget_year,
        None if row.amount is None else Decimal(row.amount),
        row.amount_unit,
        {key: _from_fact(value) for key, value in json.loads(row.facts).items()},
        row.file,
        row.sheet,
        row.stamp_id,
        row.stamp,
        row.password,
        row.sha256,
    )


def _fact(value: str | int | Decimal) -> object:
    """Returns a fact for JSON; an amount is marked and stays exact."""
    return {"yuan": decimal_text(value)} if isinstance(value, Decimal) else value


def _from_fact(value: Any) -> str | int | Decimal:
    if isinstance(value, dict):
        return Decimal(value["yuan"])
    assert isinstance(value, str | int)
    return value
