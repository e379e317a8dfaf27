"""Tables of letters, reminders, unasked changes and seals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _of(table: str) -> sa.Column[int]:
    return sa.Column(f"{table}_id", sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=False)


def upgrade() -> None:
    """Adds the tables of letters, reminders, unasked changes and seals."""
    op.create_table("letter", _key(), _of("event"), *_text("unit", "unit_key", "file"))
    op.create_table(
        "reminder", _key(), _of("event"), *_text("unit", "unit_key", "project", "project_key", "state", "file")
    )
    op.create_table(
        "unasked", _key(), _of("event"), _of("file"), sa.Column("number", sa.Integer, nullable=False), *_text("changes")
    )
    op.create_index("ix_unasked_file_id_number", "unasked", ["file_id", "number"])
    op.create_table("seal", _key(), _of("event"), *_text("file", "sha256", "mac"))
