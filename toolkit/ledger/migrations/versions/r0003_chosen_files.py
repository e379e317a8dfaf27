"""The file that a verdict names, and an index of records by unit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the file of a verdict, and finds records by unit."""
    op.add_column("verdict", sa.Column("file_id", sa.Integer))
    op.create_index("ix_record_unit_key", "record", ["unit_key"])
