"""The file that a verdict names: which return counts, whose a file is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the file of a verdict."""
    op.add_column("verdict", sa.Column("file_id", sa.Integer))
