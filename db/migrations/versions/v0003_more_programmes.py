"""What the further kinds of programmes need: groups of people, changed birthdays, lots by their end and by the shop.

Revision 0003, from 0002. Released files are never changed; what a later version needs is a file of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SHOWN = sa.text("kind NOT IN ('join', 'expire')")
_ENDED = sa.text("kind IN ('undo', 'cancel', 'edit')")
_ENDS = sa.text("expires_on IS NOT NULL")
_SHOPS = sa.text("member_id = 0")
_REFERRED = sa.text("unit >= 'referred/' AND unit < 'referred0'")
_PAID_TIMES = sa.text("unit = 'membership'")


def upgrade() -> None:
    """Add two columns to members and four indexes to lots; an edited sale is taken back once as others are, and the
    list of everything done leaves out joinings and expiries.
    """
    with op.batch_alter_table("members", recreate="never") as batch:
        batch.add_column(sa.Column("tags", sa.Text(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("birthday_changed_on", sa.Text()))
    op.create_index(
        "lots_by_end",
        "lots",
        ["expires_on", "member_id"],
        unique=False,
        sqlite_where=_ENDS,
        postgresql_where=_ENDS,
    )
    op.create_index("lots_of_shop", "lots", ["unit"], unique=False, sqlite_where=_SHOPS, postgresql_where=_SHOPS)
    for name, columns, rows in (
        ("lots_of_referred", ["unit", "member_id"], _REFERRED),
        ("lots_of_paid_times", ["programme_id", "member_id"], _PAID_TIMES),
    ):
        op.create_index(name, "lots", columns, unique=False, sqlite_where=rows, postgresql_where=rows)
    op.drop_index("operations_by_time", "operations")
    op.create_index(
        "operations_by_time",
        "operations",
        ["at_ms", "id"],
        unique=False,
        sqlite_where=_SHOWN,
        postgresql_where=_SHOWN,
    )
    op.drop_index("operations_taken_back_once", "operations")
    op.create_index(
        "operations_taken_back_once",
        "operations",
        ["reverses"],
        unique=True,
        sqlite_where=_ENDED,
        postgresql_where=_ENDED,
    )
