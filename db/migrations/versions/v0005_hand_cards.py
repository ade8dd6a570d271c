"""What cards to be stamped by hand need, and the report of a day.

Revision 0005, from 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UNSHOWN = sa.text("kind IN ('join', 'expire')")


def upgrade() -> None:
    """A table of the cards that were made, and an index of what the list of everything done leaves out, by its day."""
    op.create_table(
        "hand_cards",
        sa.Column("card_id", sa.LargeBinary(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("batch", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("circles", sa.Integer(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("made_at_ms", BIG, nullable=False),
        sa.Column("member_id", BIG),
        sa.Column("taken_over", sa.LargeBinary()),
        sa.Column("voided_at_ms", BIG),
        sa.Column("voided_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", name="pk_hand_cards"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_hand_cards_member_id"),
        sa.ForeignKeyConstraint(["taken_over"], ["operations.id"], name="fk_hand_cards_taken_over"),
        sqlite_with_rowid=False,
    )
    op.create_index("hand_cards_by_serial", "hand_cards", ["serial"], unique=True)
    op.create_index("hand_cards_by_batch", "hand_cards", ["batch"], unique=False)
    op.create_index(
        "operations_unshown",
        "operations",
        ["business_day", "kind", "till"],
        unique=False,
        sqlite_where=_UNSHOWN,
        postgresql_where=_UNSHOWN,
    )
