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

from sqlalchemy import ColumnElement, Connection, Select, exists, func, insert, select

from toolkit.ledger.finding_rows import finding_from, findings_text, unasked_of
from toolkit.ledger.history import Moment
from toolkit.ledger.ledger_rows import (
    FileReading,
    FileRole,
    FileRow,
    LooseFile,
    ReadProject,
    ReturnRow,
    Standing,
)
from toolkit.ledger.ledger_tables import ARRIVAL, CONTENT, EVENT, FILE, READING, RECORD
from toolkit.model.finding import Finding, Severity
from toolkit.model.money import decimal_text
from toolkit.model.same import name_key


class RecordContent(NamedTuple):
    """The content of a record: its JSON and the cell of each field."""

    file: int
    number: int
    rules: str
    record: Mapping[str, object]
    cells: Mapping[str, str]


class WrittenContent(NamedTuple):
    """The content of a record as it is written: both are JSON already."""

    file: int
    number: int
    rules: str
    record: str
    cells: str


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


class ReadingRows(NamedTuple):
    """A reading as the ledger keeps it.

    Attributes:
        head: the row of the file.
        records: the rows of its projects.
        digest: a hash of everything that they say.
    """

    head: Mapping[str, object]
    records: Sequence[Mapping[str, object]]
    digest: str


def reading_rows(reading: FileReading) -> ReadingRows:
    """Returns the rows of what a file was found to be."""
    head, records = _reading_values(reading), [*map(_record_values, reading.projects)]
    everything = json.dumps([head, records], ensure_ascii=False, sort_keys=True)
    return ReadingRows(head, records, hashlib.sha256(everything.encode()).hexdigest())


def add_readings(connection: Connection, event: int, readings: Sequence[ReadingRows]) -> None:
    """Adds what files were found to be."""
    if not readings:
        return
    following = (connection.execute(select(func.max(READING.c.id))).scalar() or 0) + 1
    heads: list[dict[str, object]] = []
    records: list[dict[str, object]] = []
    for number, one in enumerate(readings, following):
        heads.append({**one.head, "id": number, "event_id": event, "digest": one.digest})
        records += [{**row, "reading_id": number, "file_id": one.head["file_id"]} for row in one.records]
    connection.execute(insert(READING), heads)
    if records:
        connection.execute(insert(RECORD), records)


def add_contents(connection: Connection, kept: Iterable[WrittenContent]) -> None:
    """Adds what records say."""
    values = [
        {"file_id": one.file, "number": one.number, "rules": one.rules, "record": one.record, "cells": one.cells}
        for one in kept
    ]
    if values:
        connection.execute(insert(CONTENT), values)


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
    table = RECORD.c
    wanted: Select[Any] = (
        select(RECORD.c.file_id, FILE.c.event_id, EVENT.c.at, EVENT.c.utc_offset, FILE.c.name, FILE.c.stored)
        .add_columns(table.number, table.unit, table.project, table.unit_key, table.project_key, table.budget_year)
        .add_columns(table.amount, table.sheet, table.stamp_id, table.standing, table.reason, table.content)
        .add_columns(table.errors, table.warnings)
        .select_from(RECORD)
        .join(FILE, FILE.c.id == RECORD.c.file_id)
        .join(EVENT, EVENT.c.id == FILE.c.event_id)
        .where(last_records(), *only)
    )
    unasked = unasked_of(connection)
    for row in connection.execute(wanted.order_by(FILE.c.event_id, FILE.c.id, RECORD.c.number)):
        yield _return(row, unasked)


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


def last_records() -> ColumnElement[bool]:
    """Returns the condition that a record is of the last reading of its file."""
    newer = READING.alias("newer")
    return ~exists().where(newer.c.file_id == RECORD.c.file_id, newer.c.id > RECORD.c.reading_id)


def _last(wanted: Select[Any]) -> Select[Any]:
    """Returns a query that sees the last reading of each file only."""
    newest = select(func.max(READING.c.id)).group_by(READING.c.file_id)
    return wanted.where(READING.c.id.in_(newest))


def _reading_values(reading: FileReading) -> dict[str, object]:
    return {
        "file_id": reading.file,
        "rules": reading.rules,
        "kind": reading.role.value,
        "unit": reading.unit,
        "unit_key": None if reading.unit is None else name_key(reading.unit),
        "recognised_by": reading.recognised_by,
        "findings": findings_text(reading.findings),
    }


def _record_values(one: ReadProject) -> dict[str, object]:
    return {
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
        "findings": findings_text(one.findings),
    }


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


def _return(row: Sequence[Any], every: Mapping[tuple[int, int], Sequence[Finding]]) -> ReturnRow:
    """Returns a row of `returns_of`, read by place to save time."""
    file, event, at, offset, name, stored, number, unit, project, *of_record = row
    unit_key, project_key, year, amount, sheet, stamp_id, standing, reason, content, errors, warnings = of_record
    unasked = every.get((file, number), ())
    return ReturnRow(
        file,
        event,
        Moment(at, offset).local,
        name,
        stored,
        number,
        unit,
        project,
        (unit_key, project_key),
        year,
        None if amount is None else Decimal(amount),
        sheet,
        stamp_id,
        _STANDINGS[standing],
        reason,
        content,
        _with(_by_code(errors), unasked, Severity.ERROR),
        _with(_by_code(warnings), unasked, Severity.WARNING),
        len(unasked),
    )


_STANDINGS = {one.value: one for one in Standing}
