"""The first tables: round, issued forms, returned files, readings, verdicts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _optional(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names]


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _of(table: str) -> sa.Column[int]:
    return sa.Column(f"{table}_id", sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=False)


def upgrade() -> None:
    """Makes the tables of an empty ledger."""
    _rounds()
    _returns()
    op.create_table(
        "verdict",
        _key(),
        _of("event"),
        *_text("verdict"),
        *_optional("unit", "unit_key", "project", "project_key", "code", "about"),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("event.id")),
    )
    op.create_index("ix_verdict_unit_key_project_key", "verdict", ["unit_key", "project_key"])


def _rounds() -> None:
    op.create_table(
        "event",
        _key(),
        *_text("at"),
        _number("utc_offset"),
        *_text("kind"),
        *_optional("who", "why"),
        *_text("program", "detail"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "round",
        _key(),
        _of("event"),
        *_text("name", "form", "form_version", "form_title"),
        _number("budget_year", nullable=True),
        *_optional("deadline", "department", "sender", "contact"),
        *_text("key_id", "per", "password"),
    )
    op.create_table(
        "issued",
        _key(),
        _of("event"),
        _number("place"),
        *_text("unit", "unit_key", "project", "project_key"),
        _number("budget_year", nullable=True),
        *_optional("amount", "amount_unit"),
        *_text("facts"),
        *_optional("file", "sheet", "stamp_id", "stamp", "password", "sha256"),
    )
    op.create_index("ix_issued_unit_key_project_key", "issued", ["unit_key", "project_key"])
    op.create_table("dropped", _key(), _of("event"), *_text("unit_key", "project_key"))


def _returns() -> None:
    op.create_table(
        "file",
        _key(),
        _of("event"),
        sa.Column("sha256", sa.Text, nullable=False, unique=True),
        _number("size"),
        *_text("name", "stored"),
    )
    op.create_table("arrival", _key(), _of("event"), _of("file"), *_text("origin"))
    op.create_index("ix_arrival_file_id", "arrival", ["file_id"])
    op.create_table(
        "reading",
        _key(),
        _of("event"),
        _of("file"),
        *_text("rules", "digest", "kind"),
        *_optional("unit", "unit_key", "recognised_by"),
        *_text("findings"),
    )
    op.create_index("ix_reading_file_id", "reading", ["file_id"])
    op.create_table(
        "record",
        _key(),
        _of("reading"),
        _of("file"),
        _number("number"),
        *_optional("unit"),
        *_text("unit_key"),
        *_optional("project"),
        *_text("project_key"),
        _number("budget_year", nullable=True),
        *_optional("amount"),
        *_text("sheet"),
        *_optional("stamp_id"),
        *_text("standing"),
        *_optional("reason"),
        *_text("content", "errors", "warnings", "findings"),
    )
    op.create_index("ix_record_reading_id", "record", ["reading_id"])
    op.create_table("content", _key(), _of("file"), _number("number"), *_text("rules", "record", "cells"))
    op.create_index("ix_content_file_id_number", "content", ["file_id", "number"])
