"""The first version: everything.

Revision 0001, from nothing. Released files are never changed; what a later version needs is a file of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table and index of the first version. The guards of the ledger are the caller's."""
    _members()
    _operations()
    _entries()
    _projections()
    _shop()
    _till()


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("joined_at_ms", BIG, nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("birthday_calendar", sa.Text()),
        sa.Column("birthday_month", sa.Integer()),
        sa.Column("birthday_day", sa.Integer()),
        sa.Column("birthday_year", sa.Integer()),
        sa.Column("birthday_leap", sa.Integer()),
        sa.Column("preferences", sa.Text(), nullable=False),
        sa.Column("allergies", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("consent_at_ms", BIG),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("visits", BIG, nullable=False),
        sa.Column("spent", BIG, nullable=False),
        sa.Column("last_visit_ms", BIG),
        sa.Column("seen_ms", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
    )
    _member_indexes()
    _cards_and_keys()


def _member_indexes() -> None:
    op.create_index(
        "members_by_birthday",
        "members",
        ["birthday_month", "birthday_day", "birthday_calendar", "birthday_leap"],
        unique=False,
        sqlite_where=sa.text("birthday_month IS NOT NULL"),
        postgresql_where=sa.text("birthday_month IS NOT NULL"),
    )
    op.create_index("members_by_joined", "members", ["joined_at_ms", "id"], unique=False)
    op.create_index("members_by_name", "members", ["name", "id"], unique=False)
    op.create_index("members_by_number", "members", ["number"], unique=True)
    op.create_index(
        "members_by_phone",
        "members",
        ["phone"],
        unique=True,
        sqlite_where=sa.text("phone <> ''"),
        postgresql_where=sa.text("phone <> ''"),
    )
    op.create_index("members_by_seen", "members", ["seen_ms", "id", "phone", "search_text"], unique=False)
    op.create_index("members_by_spent", "members", ["spent", "id"], unique=False)
    op.create_index("members_by_visits", "members", ["visits", "id"], unique=False)


def _cards_and_keys() -> None:
    op.create_table(
        "cards",
        sa.Column("card_id", sa.LargeBinary(), nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_cards_member_id"),
        sa.PrimaryKeyConstraint("card_id", name="pk_cards"),
        sqlite_with_rowid=False,
    )
    op.create_index("cards_by_member", "cards", ["member_id"], unique=False)
    op.create_table(
        "search_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "member_id", name="pk_search_keys"),
        sqlite_with_rowid=False,
    )


def _operations() -> None:
    op.create_table(
        "operations",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("till", sa.Text(), nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Text(), nullable=False),
        sa.Column("at_ms", BIG, nullable=False),
        sa.Column("member_id", BIG),
        sa.Column("reverses", sa.LargeBinary()),
        sa.Column("bill", BIG, nullable=False),
        sa.Column("counts_visit", sa.Integer(), nullable=False),
        sa.Column("programme_versions", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_operations_member_id"),
        sa.ForeignKeyConstraint(["reverses"], ["operations.id"], name="fk_operations_reverses"),
        sa.PrimaryKeyConstraint("id", name="pk_operations"),
    )
    op.create_index(
        "operations_by_member",
        "operations",
        ["member_id", "at_ms", "id"],
        unique=False,
        sqlite_where=sa.text("member_id IS NOT NULL"),
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_index(
        "operations_by_reverses",
        "operations",
        ["reverses"],
        unique=False,
        sqlite_where=sa.text("reverses IS NOT NULL"),
        postgresql_where=sa.text("reverses IS NOT NULL"),
    )
    op.create_index("operations_by_till", "operations", ["till", "number"], unique=True)
    op.create_index("operations_by_time", "operations", ["at_ms", "id"], unique=False)
    op.create_index(
        "operations_taken_back_once",
        "operations",
        ["reverses"],
        unique=True,
        sqlite_where=sa.text("kind IN ('undo', 'cancel')"),
        postgresql_where=sa.text("kind IN ('undo', 'cancel')"),
    )


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("operation_id", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("delta", BIG, nullable=False),
        sa.Column("lot_operation", sa.LargeBinary(), nullable=False),
        sa.Column("lot_position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Text()),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name="fk_entries_operation_id"),
        sa.PrimaryKeyConstraint("operation_id", "position", name="pk_entries"),
        sqlite_with_rowid=False,
    )


def _projections() -> None:
    op.create_table(
        "balances",
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("balance", BIG, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "programme_id", "unit", name="pk_balances"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lots",
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("lot_operation", sa.LargeBinary(), nullable=False),
        sa.Column("lot_position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amount_left", BIG, nullable=False),
        sa.Column("earned_at_ms", BIG, nullable=False),
        sa.Column("expires_on", sa.Text()),
        sa.PrimaryKeyConstraint("member_id", "programme_id", "unit", "lot_operation", "lot_position", name="pk_lots"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "member_years",
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visits", BIG, nullable=False),
        sa.Column("spent", BIG, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "year", name="pk_member_years"),
        sqlite_with_rowid=False,
    )


def _shop() -> None:
    op.create_table(
        "programmes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("stopped", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name="pk_programmes"),
    )
    op.create_table(
        "products",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("price", BIG, nullable=False),
        sa.Column("cost", BIG),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_products"),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )
    op.create_table(
        "secrets",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secrets"),
    )


def _till() -> None:
    op.create_table(
        "parked_sales",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at_ms", BIG, nullable=False),
        sa.Column("member_id", BIG),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("sale", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_parked_sales"),
    )
    op.create_table(
        "print_jobs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.LargeBinary()),
        sa.Column("slip", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at_ms", BIG, nullable=False),
        sa.Column("changed_at_ms", BIG, nullable=False),
        sa.Column("tried", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_print_jobs"),
    )
    op.create_index(
        "print_jobs_by_operation",
        "print_jobs",
        ["operation_id"],
        unique=False,
        sqlite_where=sa.text("operation_id IS NOT NULL"),
        postgresql_where=sa.text("operation_id IS NOT NULL"),
    )
    op.create_index("print_jobs_by_time", "print_jobs", ["created_at_ms", "id"], unique=False)
    op.create_index(
        "print_jobs_open",
        "print_jobs",
        ["state", "created_at_ms"],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'sending', 'unknown', 'failed')"),
        postgresql_where=sa.text("state IN ('queued', 'sending', 'unknown', 'failed')"),
    )
