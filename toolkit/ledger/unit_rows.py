"""The facts of a round some units at a time, within little memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, and_, cast, exists, func, select

from toolkit.ledger.derive import RoundFactsRead
from toolkit.ledger.ledger_tables import DROPPED, ISSUED, RECORD
from toolkit.ledger.return_rows import last_records, returns_of
from toolkit.ledger.round_rows import all_issued, dropped
from toolkit.ledger.verdict_rows import verdicts_of

#: Projects that are looked at together.
_TOGETHER = 1000
#: Places of a roster are multiplied by this, so that entries of the log come after them.
_STEP = 1_000_000_000


class StampedElsewhere(NamedTuple):
    """Returns whose stamp says another project than their text, by number of the record.

    Attributes:
        units: the unit of each, as compared, to which its form was issued.
    """

    units: Mapping[int, str]


def facts_by_units(connection: Connection, year: int | None, letters: Mapping[str, int]) -> Iterator[RoundFactsRead]:
    """Yields everything from which states are derived, some units at a time.

    Units come in the order of `derive.statuses`; each is in one part with all its projects. Rows of the roster have
    neither facts nor stamps.

    Args:
        connection: of the ledger.
        year: the budget year of the round.
        letters: the entry of the log by which each unit was written to last.
    """
    elsewhere = _stamped_elsewhere(connection)
    for units in _parts(_units(connection, elsewhere)):
        keys = frozenset(units)
        own = [record for record, unit in elsewhere.units.items() if unit in keys]
        where = RECORD.c.unit_key.in_(units) & RECORD.c.id.not_in([*elsewhere.units])
        returns = [*returns_of(connection, where), *(returns_of(connection, RECORD.c.id.in_(own)) if own else ())]
        if own:
            returns.sort(key=lambda one: (one.event, one.file, one.number))
        yield RoundFactsRead(
            all_issued(connection, brief=True, units=units),
            dropped(connection, units),
            returns,
            verdicts_of(connection, units=units),
            year,
            {unit: letters[unit] for unit in units if unit in letters},
        )


def _units(connection: Connection, elsewhere: StampedElsewhere) -> Iterator[tuple[str, int]]:
    """Yields every unit, as compared, with its number of rows.

    Those of the roster come first, then those that left it, then others.
    """
    newer = ISSUED.alias("newer")
    last = ~exists().where(
        and_(
            newer.c.unit_key == ISSUED.c.unit_key, newer.c.project_key == ISSUED.c.project_key, newer.c.id > ISSUED.c.id
        )
    )
    left = exists().where(
        and_(
            DROPPED.c.unit_key == ISSUED.c.unit_key,
            DROPPED.c.project_key == ISSUED.c.project_key,
            DROPPED.c.event_id >= ISSUED.c.event_id,
        )
    )
    place = func.min(cast(ISSUED.c.place, BigInteger) * _STEP + ISSUED.c.event_id)
    seen: set[str] = set()
    on_roster = (
        select(ISSUED.c.unit_key, func.count().label("rows"))
        .where(last, ~left)
        .group_by(ISSUED.c.unit_key)
        .order_by(place)
    )
    issued = (
        select(ISSUED.c.unit_key, func.count().label("rows"))
        .group_by(ISSUED.c.unit_key)
        .order_by(func.min(ISSUED.c.id))
    )
    returned = (
        select(RECORD.c.unit_key, func.count().label("rows"))
        .where(last_records(), RECORD.c.id.not_in([*elsewhere.units]))
        .group_by(RECORD.c.unit_key)
        .order_by(func.min(RECORD.c.file_id))
    )
    for wanted in (on_roster, issued, returned):
        for row in connection.execute(wanted).all():
            if row.unit_key not in seen:
                seen.add(row.unit_key)
                yield row.unit_key, row.rows


def _parts(units: Iterator[tuple[str, int]]) -> Iterator[Sequence[str]]:
    """Yields units together until they have enough projects."""
    waiting: list[str] = []
    size = 0
    for unit, count in units:
        waiting.append(unit)
        size += count
        if size >= _TOGETHER:
            yield waiting
            waiting, size = [], 0
    if waiting:
        yield waiting


def _stamped_elsewhere(connection: Connection) -> StampedElsewhere:
    """Returns the returns that belong, by their stamps, to other projects than they say."""
    same: ColumnElement[bool] = exists().where(
        and_(ISSUED.c.unit_key == RECORD.c.unit_key, ISSUED.c.project_key == RECORD.c.project_key)
    )
    off = select(RECORD.c.id, RECORD.c.stamp_id).where(last_records(), RECORD.c.stamp_id.is_not(None), ~same)
    stamps = {row.id: row.stamp_id for row in connection.execute(off)}
    if not stamps:
        return StampedElsewhere({})
    wanted = select(ISSUED.c.stamp_id, ISSUED.c.unit_key).where(ISSUED.c.stamp_id.in_(_few(stamps.values())))
    units = {row.stamp_id: row.unit_key for row in connection.execute(wanted)}
    return StampedElsewhere({record: units[stamp] for record, stamp in stamps.items() if stamp in units})


def _few(values: Collection[str]) -> list[str]:
    return list(dict.fromkeys(values))
