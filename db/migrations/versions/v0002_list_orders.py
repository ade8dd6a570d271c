"""The owner's list in the order of phones, stamps and points.

Revision 0002, from 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Keep each member's stamps and points beside the visits, and make the indexes that the list walks."""
    for name, unit in (("stamps", "stamp"), ("points", "point")):
        op.add_column("members", sa.Column(name, BIG, nullable=False, server_default=sa.text("0")))
        has = f"FROM balances b WHERE b.member_id = members.id AND b.unit = '{unit}'"
        op.execute(f"UPDATE members SET {name} = (SELECT sum(b.balance) {has}) WHERE EXISTS (SELECT 1 {has})")
        op.create_index(f"members_by_{name}", "members", [name, "id"], unique=False)
    op.create_index("members_in_phone_order", "members", ["phone", "id"], unique=False)
