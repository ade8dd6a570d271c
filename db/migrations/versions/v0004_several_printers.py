"""What several printers need: which of them a slip goes to or came out of, and how it was drawn there.

Revision 0004, from 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('queued', 'sending', 'unknown', 'failed')")
_DROPPED = sa.text("state = 'dropped'")
_OTHERS = sa.text("slip <> 'receipt'")


def upgrade() -> None:
    """Add three columns to the slips, ask the queue of each printer in one index, and find seldom slips quickly."""
    with op.batch_alter_table("print_jobs", recreate="never") as batch:
        batch.add_column(sa.Column("printer", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("width_dots", sa.Integer(), nullable=False, server_default=sa.text("0")))
        batch.add_column(sa.Column("route", sa.Text(), nullable=False, server_default=""))
    op.drop_index("print_jobs_open", "print_jobs")
    for name, columns, rows in (
        ("print_jobs_open", ["state", "role", "printer", "created_at_ms", "id"], _OPEN),
        ("print_jobs_dropped", ["created_at_ms", "id"], _DROPPED),
        ("print_jobs_besides_receipts", ["slip", "created_at_ms", "id"], _OTHERS),
    ):
        op.create_index(name, "print_jobs", columns, unique=False, sqlite_where=rows, postgresql_where=rows)
