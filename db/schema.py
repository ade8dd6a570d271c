"""Every table, declared once. Whole numbers, text and blobs only, so that any SQL engine can hold them.

Times are epoch milliseconds UTC (`*_ms`), business days ISO text, ids of operations 16-byte blobs, JSON compact text.
`operations` and `entries` are the ledger and only grow; `balances`, `lots`, `member_years` and the last six columns of
`members` are projections of it; names and free text live outside the ledger so that a person can be erased. `unit` is
an account's unit with its part, where it has one ("item/latte"). `member_id` of entries, balances and lots is whose
balance it is: 0 is the shop itself.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

from db.sqlite import BIG_INTEGER

VERSION = "0006"

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def _partial(name: str, *columns: Column[object], where: str, unique: bool = False) -> Index:
    # Naming another engine's dialect here would import it at every start; its condition stands in the migrations.
    return Index(name, *columns, unique=unique, sqlite_where=text(where))


# As Alembic makes it by itself, so that both ways to a new database lead to the same one.
schema_version = Table(
    "schema_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="schema_version_pkc"),
)

members = Table(
    "members",
    metadata,
    Column("id", BIG_INTEGER, primary_key=True, autoincrement=False),
    Column("number", BIG_INTEGER, nullable=False),
    Column("joined_at_ms", BIG_INTEGER, nullable=False),
    Column("phone", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("birthday_calendar", Text),
    Column("birthday_month", Integer),
    Column("birthday_day", Integer),
    Column("birthday_year", Integer),
    Column("birthday_leap", Integer),
    Column("preferences", Text, nullable=False),
    Column("allergies", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("consent_at_ms", BIG_INTEGER),
    Column("language", Text, nullable=False),
    # Every search key of the name and phone between spaces, for searches that walk `members_by_seen`.
    Column("search_text", Text, nullable=False),
    # The shop's own groups of people, as JSON; and the business day on which a known birthday was last changed.
    Column("tags", Text, nullable=False, server_default="[]"),
    Column("birthday_changed_on", Text),
    # Projections of the ledger. `seen_ms` is the last visit, or the joining of who never came: what lists rank by.
    # `stamps` and `points` are the sums of all balances of these units.
    Column("visits", BIG_INTEGER, nullable=False),
    Column("spent", BIG_INTEGER, nullable=False),
    Column("last_visit_ms", BIG_INTEGER),
    Column("seen_ms", BIG_INTEGER, nullable=False),
    Column("stamps", BIG_INTEGER, nullable=False, server_default=text("0")),
    Column("points", BIG_INTEGER, nullable=False, server_default=text("0")),
)
Index("members_by_number", members.c.number, unique=True)
_partial("members_by_phone", members.c.phone, where="phone <> ''", unique=True)
# The search walks this index alone: it holds all that a walk filters on.
Index("members_by_seen", members.c.seen_ms, members.c.id, members.c.phone, members.c.search_text)
Index("members_by_name", members.c.name, members.c.id)
Index("members_by_joined", members.c.joined_at_ms, members.c.id)
Index("members_by_visits", members.c.visits, members.c.id)
Index("members_by_spent", members.c.spent, members.c.id)
Index("members_by_stamps", members.c.stamps, members.c.id)
Index("members_by_points", members.c.points, members.c.id)
# Those without a phone are in it too: the list in the order of phones walks it.
Index("members_in_phone_order", members.c.phone, members.c.id)
_partial(
    "members_by_birthday",
    members.c.birthday_month,
    members.c.birthday_day,
    members.c.birthday_calendar,
    members.c.birthday_leap,
    where="birthday_month IS NOT NULL",
)

cards = Table(
    "cards",
    metadata,
    Column("card_id", LargeBinary, primary_key=True),
    Column("member_id", BIG_INTEGER, ForeignKey("members.id"), nullable=False),
    sqlite_with_rowid=False,
)
Index("cards_by_member", cards.c.member_id)

search_keys = Table(
    "search_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("member_id", BIG_INTEGER, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# What the list of everything done shows: a hundred thousand expiries of one night would hide the day before.
SHOWN_OPERATIONS = "kind NOT IN ('join', 'expire')"
UNSHOWN_OPERATIONS = "kind IN ('join', 'expire')"

operations = Table(
    "operations",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("till", Text, nullable=False),
    Column("number", BIG_INTEGER, nullable=False),
    Column("staff", Text, nullable=False),
    Column("business_day", Text, nullable=False),
    Column("at_ms", BIG_INTEGER, nullable=False),
    Column("member_id", BIG_INTEGER, ForeignKey("members.id")),
    Column("reverses", LargeBinary, ForeignKey("operations.id")),
    Column("bill", BIG_INTEGER, nullable=False),
    Column("counts_visit", Integer, nullable=False),
    Column("programme_versions", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("chain", LargeBinary, nullable=False),
)
Index("operations_by_till", operations.c.till, operations.c.number, unique=True)
_partial("operations_by_time", operations.c.at_ms, operations.c.id, where=SHOWN_OPERATIONS)
# What that list leaves out is found by its day, for the report of a day.
_partial(
    "operations_unshown", operations.c.business_day, operations.c.kind, operations.c.till, where=UNSHOWN_OPERATIONS
)
_partial(
    "operations_by_member",
    operations.c.member_id,
    operations.c.at_ms,
    operations.c.id,
    where="member_id IS NOT NULL",
)
_partial("operations_by_reverses", operations.c.reverses, where="reverses IS NOT NULL")
_partial("operations_taken_back_once", operations.c.reverses, where="kind IN ('undo', 'cancel', 'edit')", unique=True)

# Cards to be stamped by hand: `batch` is the wish that they were made by, `taken_over` the operation that took over
# what was stamped on the paper.
hand_cards = Table(
    "hand_cards",
    metadata,
    Column("card_id", LargeBinary, primary_key=True),
    Column("serial", Text, nullable=False),
    Column("programme_id", Text, nullable=False),
    Column("batch", LargeBinary, nullable=False),
    Column("place", Integer, nullable=False),
    Column("circles", Integer, nullable=False),
    Column("staff", Text, nullable=False),
    Column("made_at_ms", BIG_INTEGER, nullable=False),
    Column("member_id", BIG_INTEGER, ForeignKey("members.id")),
    Column("taken_over", LargeBinary, ForeignKey("operations.id")),
    Column("voided_at_ms", BIG_INTEGER),
    Column("voided_by", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("hand_cards_by_serial", hand_cards.c.serial, unique=True)
Index("hand_cards_by_batch", hand_cards.c.batch)

entries = Table(
    "entries",
    metadata,
    Column("operation_id", LargeBinary, ForeignKey("operations.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("member_id", BIG_INTEGER, nullable=False),
    Column("programme_id", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("delta", BIG_INTEGER, nullable=False),
    Column("lot_operation", LargeBinary, nullable=False),
    Column("lot_position", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("expires_on", Text),
    sqlite_with_rowid=False,
)

balances = Table(
    "balances",
    metadata,
    Column("member_id", BIG_INTEGER, primary_key=True, autoincrement=False),
    Column("programme_id", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("balance", BIG_INTEGER, nullable=False),
    sqlite_with_rowid=False,
)

lots = Table(
    "lots",
    metadata,
    Column("member_id", BIG_INTEGER, primary_key=True, autoincrement=False),
    Column("programme_id", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("lot_operation", LargeBinary, primary_key=True),
    Column("lot_position", Integer, primary_key=True, autoincrement=False),
    Column("amount_left", BIG_INTEGER, nullable=False),
    Column("earned_at_ms", BIG_INTEGER, nullable=False),
    Column("expires_on", Text),
    sqlite_with_rowid=False,
)
# What ends on a day is found without looking at what does not end; what the shop holds itself (donations, uses of an
# offer for the first N, coupons for whoever brings them) without looking at coupons nobody brought.
_partial("lots_by_end", lots.c.expires_on, lots.c.member_id, where="expires_on IS NOT NULL")
_partial("lots_of_shop", lots.c.unit, where="member_id = 0")
# Whom a member brought, and who holds a paid time, without walking everybody's lots.
_partial("lots_of_referred", lots.c.unit, lots.c.member_id, where="unit >= 'referred/' AND unit < 'referred0'")
_partial("lots_of_paid_times", lots.c.programme_id, lots.c.member_id, where="unit = 'membership'")

member_years = Table(
    "member_years",
    metadata,
    Column("member_id", BIG_INTEGER, primary_key=True, autoincrement=False),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("visits", BIG_INTEGER, nullable=False),
    Column("spent", BIG_INTEGER, nullable=False),
    sqlite_with_rowid=False,
)

programmes = Table(
    "programmes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("terms", Text, nullable=False),
    Column("stopped", Integer, nullable=False),
    Column("from_day", Text, nullable=False),
)

products = Table(
    "products",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("price", BIG_INTEGER, nullable=False),
    Column("cost", BIG_INTEGER),
    Column("category", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("retired", Integer, nullable=False),
)

settings = Table("settings", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

# Kept apart from the settings, so that nothing that shows or exports settings can show a secret.
secrets = Table(
    "secrets", metadata, Column("name", Text, primary_key=True), Column("value", LargeBinary, nullable=False)
)

# Who gave a phone up was welcomed with it: keyed digests, no personal data.
given_up_phones = Table(
    "given_up_phones", metadata, Column("digest", LargeBinary, primary_key=True), sqlite_with_rowid=False
)

parked_sales = Table(
    "parked_sales",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at_ms", BIG_INTEGER, nullable=False),
    Column("member_id", BIG_INTEGER),
    Column("label", Text, nullable=False),
    Column("sale", Text, nullable=False),
)

# Every slip that somebody still has to do something about: few, however many were printed.
OPEN_PRINT_JOBS = "state IN ('queued', 'sending', 'unknown', 'failed')"
DROPPED_PRINT_JOBS = "state = 'dropped'"
BESIDES_RECEIPTS = "slip <> 'receipt'"

print_jobs = Table(
    "print_jobs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("operation_id", LargeBinary),
    Column("slip", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at_ms", BIG_INTEGER, nullable=False),
    Column("changed_at_ms", BIG_INTEGER, nullable=False),
    Column("tried", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("printer", Text, nullable=False, server_default=""),
    Column("width_dots", Integer, nullable=False, server_default=text("0")),
    Column("route", Text, nullable=False, server_default=""),
)
Index("print_jobs_by_time", print_jobs.c.created_at_ms, print_jobs.c.id)
_partial("print_jobs_by_operation", print_jobs.c.operation_id, where="operation_id IS NOT NULL")
# Holds all that is asked of the queue, so that a printer that is dead for a week makes no sale slower.
_partial(
    "print_jobs_open",
    print_jobs.c.state,
    print_jobs.c.role,
    print_jobs.c.printer,
    print_jobs.c.created_at_ms,
    print_jobs.c.id,
    where=OPEN_PRINT_JOBS,
)
# What is seldom is found in the history without walking through all that is usual.
_partial("print_jobs_dropped", print_jobs.c.created_at_ms, print_jobs.c.id, where=DROPPED_PRINT_JOBS)
_partial(
    "print_jobs_besides_receipts",
    print_jobs.c.slip,
    print_jobs.c.created_at_ms,
    print_jobs.c.id,
    where=BESIDES_RECEIPTS,
)
