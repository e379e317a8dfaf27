"""The files that came, and what they were found to be."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, insert, select

from toolkit.ledger.finding_json import finding_from, finding_json
from toolkit.ledger.ledger_rows import (
    UNASKED_RULE,
    FileReading,
    FileRole,
    FileRow,
    LooseFile,
    ReadProject,
    ReturnRow,
    Standing,
)
from toolkit.ledger.ledger_tables import ARRIVAL, CONTENT, EVENT, FILE, READING, RECORD, UNASKED
from toolkit.ledger.moments import Moment
from toolkit.model.finding import Finding, Severity, Where
from toolkit.model.money import decimal_text
from toolkit.model.same import name_key

#: Rows that are written together.
TOGETHER = 2000


class RecordContent(NamedTuple):
    """The content of a record: its JSON and the cell of each field."""

    file: int
    number: int
    rules: str
    record: Mapping[str, object]
    cells: Mapping[str, str]


def files_of(connection: Connection, event: int | None = None) -> Mapping[str, FileRow]:
    """Returns every file received, or those of one entry of the log, by hash."""
    wanted = select(FILE) if event is None else select(FILE).where(FILE.c.event_id == event)
    found = connection.execute(wanted.order_by(FILE.c.id))
    return {row.sha256: FileRow(row.id, row.event_id, row.sha256, row.size, row.name, row.stored) for row in found}


def add_files(connection: Connection, event: int, rows: Iterable[FileRow]) -> Mapping[str, FileRow]:
    """Adds files and returns them with their numbers, by hash."""
    values = [
        {"event_id": event, "sha256": row.sha256, "size": row.size, "name": row.name, "stored": row.stored}
        for row in rows
    ]
    if values:
        connection.execute(insert(FILE), values)
    return files_of(connection, event)


def add_arrivals(connection: Connection, event: int, arrivals: Iterable[tuple[int, str]]) -> None:
    """Adds each time that a file came: its number and from where."""
    listed = [{"event_id": event, "file_id": file, "origin": origin} for file, origin in arrivals]
    if listed:
        connection.execute(insert(ARRIVAL), listed)


def last_readings(connection: Connection) -> Mapping[int, tuple[str, str]]:
    """Returns digest and rules of the last reading of each file, by its number."""
    found = connection.execute(_last(select(READING.c.file_id, READING.c.digest, READING.c.rules)))
    return {row.file_id: (row.digest, row.rules) for row in found}


def last_contents(connection: Connection) -> Mapping[int, Sequence[str]]:
    """Returns the hashes of what the records of each file say, by its number."""
    wanted = select(RECORD.c.file_id, RECORD.c.content).join(READING, READING.c.id == RECORD.c.reading_id)
    found: dict[int, list[str]] = {}
    for row in connection.execute(_last(wanted).order_by(RECORD.c.file_id, RECORD.c.number)):
        found.setdefault(row.file_id, []).append(row.content)
    return found


def last_origins(connection: Connection) -> Mapping[int, tuple[int, str]]:
    """Returns by which entry of the log, and from where, each file came last.

    The last time counts: who renames a file that nobody knew, and hands it in once more, says whose it is.
    """
    arrivals = connection.execute(select(ARRIVAL).order_by(ARRIVAL.c.id))
    return {row.file_id: (row.event_id, row.origin) for row in arrivals}


def digest_of(reading: FileReading) -> str:
    """Returns a hash of everything that a reading says."""
    everything = [
        reading.role,
        reading.unit,
        reading.recognised_by,
        [finding_json(finding) for finding in reading.findings],
        [
            (one.number, one.key, one.standing, one.reason, one.content, [*map(finding_json, one.findings)])
            for one in reading.projects
        ],
    ]
    return hashlib.sha256(json.dumps(everything, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def add_readings(connection: Connection, event: int, readings: Iterable[tuple[FileReading, str]]) -> None:
    """Adds what files were found to be, each with its digest."""
    following = (connection.execute(select(func.max(READING.c.id))).scalar() or 0) + 1
    heads: list[dict[str, object]] = []
    records: list[dict[str, object]] = []
    for number, (reading, digest) in enumerate(readings, following):
        heads.append(_reading_values(number, event, reading, digest))
        records.extend(_record_values(number, reading.file, one) for one in reading.projects)
        if len(heads) + len(records) > TOGETHER:
            _write_readings(connection, heads, records)
            heads, records = [], []
    _write_readings(connection, heads, records)


def add_contents(connection: Connection, kept: Iterable[RecordContent]) -> None:
    """Adds what records say."""
    waiting: list[dict[str, object]] = []
    for one in kept:
        record, cells = (
            json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in (one.record, one.cells)
        )
        waiting.append(
            {"file_id": one.file, "number": one.number, "rules": one.rules, "record": record, "cells": cells}
        )
        if len(waiting) > TOGETHER:
            connection.execute(insert(CONTENT), waiting)
            waiting = []
    if waiting:
        connection.execute(insert(CONTENT), waiting)


def contents_of(connection: Connection, file: int, number: int) -> RecordContent | None:
    """Returns the content of a record as it was last read; None without one."""
    wanted = select(CONTENT).where(CONTENT.c.file_id == file, CONTENT.c.number == number)
    row = connection.execute(wanted.order_by(CONTENT.c.id.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    return RecordContent(file, number, row.rules, json.loads(row.record), json.loads(row.cells))


def returns_of(connection: Connection, *only: ColumnElement[bool]) -> Iterator[ReturnRow]:
    """Yields every project of every file as it was last read.

    The order is that in which the files came. Conditions on records choose some of them.
    """
    columns = [column for column in RECORD.c if column.name not in ("id", "findings", "reading_id")]
    wanted: Select[Any] = (
        select(*columns, FILE.c.event_id, FILE.c.name, FILE.c.stored, EVENT.c.at, EVENT.c.utc_offset)
        .select_from(RECORD)
        .join(FILE, FILE.c.id == RECORD.c.file_id)
        .join(EVENT, EVENT.c.id == FILE.c.event_id)
        .where(last_records(), *only)
    )
    unasked = unasked_of(connection)
    for row in connection.execute(wanted.order_by(FILE.c.event_id, FILE.c.id, RECORD.c.number)):
        yield _return(row, unasked.get((row.file_id, row.number), ()))


def add_unasked(connection: Connection, event: int, file: int, number: int, findings: Iterable[Finding]) -> None:
    """Adds the findings on changes of a return that nobody had asked for."""
    connection.execute(insert(UNASKED).values(event_id=event, file_id=file, number=number, changes=_text(findings)))


def unasked_of(connection: Connection) -> Mapping[tuple[int, int], tuple[Finding, ...]]:
    """Returns the findings on changes that nobody had asked for, by file and record."""
    found = connection.execute(select(UNASKED).order_by(UNASKED.c.id))
    return {(row.file_id, row.number): tuple(map(_unasked, json.loads(row.changes))) for row in found}


def _unasked(kept: Mapping[str, Any]) -> Finding:
    """Returns a finding on an unasked change.

    Versions before 0.4 kept the change itself.
    """
    if "code" in kept:
        return finding_from(kept)
    facts = {name: kept[name] for name in ("field", "before", "after")}
    return Finding(UNASKED_RULE, Severity.WARNING, Where("", None, kept["cell"] or None), facts)


def loose_files(connection: Connection) -> Iterator[LooseFile]:
    """Yields every file that holds no project, in the order in which they came."""
    wanted = _last(
        select(READING.c.file_id, READING.c.kind, READING.c.unit, FILE.c.name, FILE.c.stored)
        .add_columns(FILE.c.sha256, EVENT.c.at, EVENT.c.utc_offset)
        .join(FILE, FILE.c.id == READING.c.file_id)
        .join(EVENT, EVENT.c.id == FILE.c.event_id)
        .where(READING.c.kind != FileRole.FORM.value)
    )
    for row in connection.execute(wanted.order_by(FILE.c.id)):
        at = Moment(row.at, row.utc_offset).local
        yield LooseFile(row.file_id, row.name, row.stored, FileRole(row.kind), row.unit, at, row.sha256)


def findings_of_files(connection: Connection, role: FileRole) -> Mapping[int, tuple[Finding, ...]]:
    """Returns the findings on whole files of a role, by number of the file."""
    wanted = _last(select(READING.c.file_id, READING.c.findings).where(READING.c.kind == role.value))
    return {row.file_id: tuple(map(finding_from, json.loads(row.findings))) for row in connection.execute(wanted)}


def findings_then(connection: Connection, file: int, number: int) -> tuple[Finding, ...]:
    """Returns the findings of a record while it was the one that counted.

    What a unit was asked to correct does not change by what it sends afterwards. Changes that nobody had asked for
    are among them.
    """
    wanted = select(RECORD.c.findings).where(
        RECORD.c.file_id == file, RECORD.c.number == number, RECORD.c.standing != Standing.SUPERSEDED.value
    )
    found = connection.execute(wanted.order_by(RECORD.c.id.desc()).limit(1)).scalar()
    changed = select(UNASKED.c.changes).where(UNASKED.c.file_id == file, UNASKED.c.number == number)
    unasked = [one for text in connection.execute(changed.order_by(UNASKED.c.id)).scalars() for one in json.loads(text)]
    return (*map(finding_from, json.loads(found or "[]")), *map(_unasked, unasked))


def last_records() -> ColumnElement[bool]:
    """Returns the condition that a record is of the last reading of its file."""
    newer = READING.alias("newer")
    return ~exists().where(newer.c.file_id == RECORD.c.file_id, newer.c.id > RECORD.c.reading_id)


def _last(wanted: Select[Any]) -> Select[Any]:
    """Returns a query that sees the last reading of each file only."""
    newest = select(func.max(READING.c.id)).group_by(READING.c.file_id)
    return wanted.where(READING.c.id.in_(newest))


def _reading_values(number: int, event: int, reading: FileReading, digest: str) -> dict[str, object]:
    return {
        "id": number,
        "event_id": event,
        "file_id": reading.file,
        "rules": reading.rules,
        "digest": digest,
        "kind": reading.role.value,
        "unit": reading.unit,
        "unit_key": None if reading.unit is None else name_key(reading.unit),
        "recognised_by": reading.recognised_by,
        "findings": _text(reading.findings),
    }


def _record_values(reading: int, file: int, one: ReadProject) -> dict[str, object]:
    return {
        "reading_id": reading,
        "file_id": file,
        "number": one.number,
        "unit": one.unit,
        "unit_key": one.key[0],
        "project": one.project,
        "project_key": one.key[1],
        "budget_year": one.budget_year,
        "amount": None if one.amount is None else decimal_text(one.amount),
        "sheet": one.sheet,
        "stamp_id": one.stamp_id,
        "standing": one.standing.value,
        "reason": one.reason,
        "content": one.content,
        "errors": _counts(one.findings, Severity.ERROR),
        "warnings": _counts(one.findings, Severity.WARNING),
        "findings": _text(one.findings),
    }


def _write_readings(connection: Connection, heads: list[dict[str, object]], records: list[dict[str, object]]) -> None:
    if heads:
        connection.execute(insert(READING), heads)
    if records:
        connection.execute(insert(RECORD), records)


def _text(findings: Iterable[Finding]) -> str:
    return json.dumps([*map(finding_json, findings)], ensure_ascii=False, separators=(",", ":"))


def _counts(findings: Iterable[Finding], severity: Severity) -> str:
    counted = Counter(finding.code for finding in findings if finding.severity is severity)
    return json.dumps(counted, sort_keys=True) if counted else "{}"


@lru_cache(maxsize=10_000)  # many projects have the same few findings
def _by_code(text: str) -> Mapping[str, int]:
    found: dict[str, int] = json.loads(text)
    return MappingProxyType(found)


def _with(counted: Mapping[str, int], findings: Sequence[Finding], severity: Severity) -> Mapping[str, int]:
    """Returns how many of each rule there are, with further findings."""
    if not findings:
        return counted
    more = Counter(finding.code for finding in findings if finding.severity is severity)
    return {**counted, **more} if more else counted


def _return(row: Row[Any], unasked: Sequence[Finding]) -> ReturnRow:
    return ReturnRow(
        row.file_id,
        row.event_id,
        Moment(row.at, row.utc_offset).local,
        row.name,
        row.stored,
        row.number,
        row.unit,
        row.project,
        (row.unit_key, row.project_key),
        row.budget_year,
        None if row.amount is None else Decimal(row.amount),
        row.sheet,
        row.stamp_id,
        Standing(row.standing),
        row.reason,
        row.content,
        _with(_by_code(row.errors), unasked, Severity.ERROR),
        _with(_by_code(row.warnings), unasked, Severity.WARNING),
        len(unasked),
    )
