"""The phones that members gave up, as nobody can read them.

Revision 0006, from 0005. Released files are never changed; what a later version needs is a file of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table of keyed digests."""
    op.create_table(
        "given_up_phones",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_given_up_phones"),
        sqlite_with_rowid=False,
    )
