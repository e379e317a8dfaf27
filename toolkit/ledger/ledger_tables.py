"""The tables of a ledger, as the newest version of the program has them.

Rows are only ever added. Every row belongs to an event, which says when and by whom; what is true now is derived from
the order of events (`toolkit.ledger.derive`). Moments are UTC texts with the offset of the office beside them, amounts
are decimal texts in 元, paths are relative to the round's folder.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text

METADATA = MetaData()

EVENT = Table(
    "event",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("utc_offset", Integer, nullable=False),  # of the office's clock, in minutes
    Column("kind", Text, nullable=False),
    Column("who", Text),
    Column("why", Text),
    Column("program", Text, nullable=False),
    Column("detail", Text, nullable=False),  # JSON: what the log says about it
    sqlite_autoincrement=True,
)


def _event() -> Column[int]:
    return Column("event_id", Integer, ForeignKey("event.id"), nullable=False)


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


ROUND = Table(
    "round",
    METADATA,
    _key(),
    _event(),
    Column("name", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("form_version", Text, nullable=False),
    Column("form_title", Text, nullable=False),
    Column("budget_year", Integer),
    Column("deadline", Text),
    Column("department", Text),
    Column("sender", Text),
    Column("contact", Text),
    Column("key_id", Text, nullable=False),
    Column("per", Text, nullable=False),
    Column("password", Text, nullable=False),
)

ISSUED = Table(
    "issued",
    METADATA,
    _key(),
    _event(),
    Column("place", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("unit_key", Text, nullable=False),
    Column("project", Text, nullable=False),
    Column("project_key", Text, nullable=False),
    Column("budget_year", Integer),
    Column("amount", Text),
    Column("amount_unit", Text),
    Column("facts", Text, nullable=False),
    Column("file", Text),
    Column("sheet", Text),
    Column("stamp_id", Text),
    Column("stamp", Text),
    Column("password", Text),
    Column("sha256", Text),
)

DROPPED = Table(
    "dropped",
    METADATA,
    _key(),
    _event(),
    Column("unit_key", Text, nullable=False),
    Column("project_key", Text, nullable=False),
)

FILE = Table(
    "file",
    METADATA,
    _key(),
    _event(),
    Column("sha256", Text, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("stored", Text, nullable=False),
)

ARRIVAL = Table(
    "arrival",
    METADATA,
    _key(),
    _event(),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("origin", Text, nullable=False),
)

READING = Table(
    "reading",
    METADATA,
    _key(),
    _event(),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("rules", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("unit", Text),
    Column("unit_key", Text),
    Column("recognised_by", Text),
    Column("findings", Text, nullable=False),  # those on the file as such, JSON
)

RECORD = Table(
    "record",
    METADATA,
    _key(),
    Column("reading_id", Integer, ForeignKey("reading.id"), nullable=False),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("unit", Text),
    Column("unit_key", Text, nullable=False),
    Column("project", Text),
    Column("project_key", Text, nullable=False),
    Column("budget_year", Integer),
    Column("amount", Text),
    Column("sheet", Text, nullable=False),
    Column("stamp_id", Text),
    Column("standing", Text, nullable=False),
    Column("reason", Text),
    Column("content", Text, nullable=False),  # hash of what the record says
    Column("errors", Text, nullable=False),  # JSON: how many of each rule
    Column("warnings", Text, nullable=False),  # the same
    Column("findings", Text, nullable=False),  # JSON
)

#: What a record says does not change while its file is read by the same rules, so it is written once.
CONTENT = Table(
    "content",
    METADATA,
    _key(),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("rules", Text, nullable=False),
    Column("record", Text, nullable=False),  # JSON as `read --json` has it
    Column("cells", Text, nullable=False),  # JSON: the cell of each field
)

VERDICT = Table(
    "verdict",
    METADATA,
    _key(),
    _event(),
    Column("verdict", Text, nullable=False),
    Column("unit", Text),
    Column("unit_key", Text),
    Column("project", Text),
    Column("project_key", Text),
    Column("code", Text),
    Column("about", Text),  # the content that the verdict was given on, empty where nothing had come
    Column("undoes", Integer, ForeignKey("event.id")),
    Column("file_id", Integer),  # the file that counts, or whose it is
)

LETTER = Table(
    "letter",
    METADATA,
    _key(),
    _event(),
    Column("unit", Text, nullable=False),
    Column("unit_key", Text, nullable=False),
    Column("file", Text, nullable=False),
)

REMINDER = Table(
    "reminder",
    METADATA,
    _key(),
    _event(),
    Column("unit", Text, nullable=False),
    Column("unit_key", Text, nullable=False),
    Column("project", Text, nullable=False),
    Column("project_key", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("file", Text, nullable=False),
)

#: Findings on changes of a return that nobody had asked for, JSON.
UNASKED = Table(
    "unasked",
    METADATA,
    _key(),
    _event(),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("changes", Text, nullable=False),
)

SEAL = Table(
    "seal",
    METADATA,
    _key(),
    _event(),
    Column("file", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("mac", Text, nullable=False),
)

for _table, _columns in {
    ISSUED: ("unit_key", "project_key"),
    ARRIVAL: ("file_id",),
    READING: ("file_id",),
    RECORD: ("reading_id",),
    CONTENT: ("file_id", "number"),
    VERDICT: ("unit_key", "project_key"),
    UNASKED: ("file_id", "number"),
}.items():
    Index(f"ix_{_table.name}_{'_'.join(_columns)}", *(_table.c[name] for name in _columns))
Index("ix_record_unit_key", RECORD.c.unit_key)
