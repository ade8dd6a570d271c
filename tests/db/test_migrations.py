"""An older database is copied aside, brought up in one transaction, and is then exactly what the program expects."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, Text, create_engine
from sqlcipher3 import dbapi2 as driver

from db import ledger, members, print_jobs, sqlite
from db.check import check
from db.migrations.run import SCRIPTS, Target, run, upgrade
from db.schema import VERSION, metadata
from db.store import Store, open_store, sqlite_url
from loyalty.errors import KnownError
from tests.db.made import made_id, member, raw, sale

FOLLOWING = f"{int(VERSION) + 1:04}"

LATER = f"{int(VERSION) + 1:04d}"
# Rebuilding a table is what loses children, guards and partial indexes when done carelessly.
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "NEXT"
down_revision = "OURS"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("programmes") as batch:
        batch.add_column(sa.Column("colour", sa.Text()))
    with op.batch_alter_table("operations", recreate="never") as batch:
        batch.add_column(sa.Column("weather", sa.Text()))
"""


@pytest.fixture
def target(tmp_path: Path) -> Target:
    """A next version that adds a column to two tables."""
    scripts = tmp_path / "scripts"
    (scripts / "versions").mkdir(parents=True)
    for file in (SCRIPTS / "versions").glob("v*.py"):
        (scripts / "versions" / file.name).write_text(file.read_text())
    script = NEXT.replace('"NEXT"', f'"{FOLLOWING}"').replace('"OURS"', f'"{VERSION}"')
    (scripts / "versions" / f"v{FOLLOWING}_next.py").write_text(script)
    later = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        table.to_metadata(later)
    later.tables["programmes"].append_column(Column("colour", Text))
    later.tables["operations"].append_column(Column("weather", Text))
    return Target(FOLLOWING, later, scripts)


@pytest.fixture
def filled(store: Store) -> Store:
    """A shop with a member and a sale."""
    with store.write() as connection:
        members.add(connection, member(1, "王小明", "0912345678"), b"0123456789")
        ledger.append(connection, sale(1))
    return store


def test_the_migrations_alone_lead_to_the_schema_of_the_code() -> None:
    engine = create_engine("sqlite://", module=driver)
    with engine.connect() as connection:
        run(connection)
        sqlite.create_guards(connection)
        assert sqlite.objects(connection) == sqlite.expected_objects(metadata)
    engine.dispose()


def test_the_first_version_gets_each_members_stamps_and_points(database: Path) -> None:
    engine = create_engine(f"sqlite:///{database}", module=driver)
    with engine.begin() as connection:
        run(connection, Target(version="0001"))
        sqlite.create_guards(connection)
        people = connection.exec_driver_sql("PRAGMA table_info(members)").fetchall()
        for member_id in (1, 2):
            values = {name: member_id if name in ("id", "number", "phone") else 0 for _, name, *_ in people}
            marks = ", ".join("?" for _ in values)
            connection.exec_driver_sql(
                f"INSERT INTO members ({', '.join(values)}) VALUES ({marks})", (*values.values(),)
            )
        for unit, balance in (("stamp", 7), ("point", 12), ("reward", 1)):
            connection.exec_driver_sql("INSERT INTO balances VALUES (1, 'p', ?, ?)", (unit, balance))
        connection.exec_driver_sql("INSERT INTO balances VALUES (1, 'q', 'stamp', 3)")
    engine.dispose()
    store = open_store(sqlite_url(database))
    with store.read() as connection:
        assert sqlite.objects(connection) == sqlite.expected_objects(metadata)
        assert [(row.stamps, row.points) for row in members.rows(connection, [1, 2])] == [(10, 12), (0, 0)]
    store.close()


def test_slips_of_a_till_with_one_printer_wait_for_whichever_has_their_role(database: Path) -> None:
    engine = create_engine(f"sqlite:///{database}", module=driver)
    with engine.begin() as connection:
        run(connection, Target(version="0003"))
        sqlite.create_guards(connection)
        for job_id, state in (("a", "queued"), ("b", "sent"), ("c", "failed")):
            row = (job_id, None, "receipt", b"{}", state, 100, 200, 1, "", "receipt")
            connection.exec_driver_sql("INSERT INTO print_jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    engine.dispose()
    store = open_store(sqlite_url(database))
    with store.read() as connection:
        assert sqlite.objects(connection) == sqlite.expected_objects(metadata)
        assert [job.id for job in print_jobs.recent(connection, 9)] == ["c", "b", "a"]
        assert {(job.printer, job.width_dots, job.route) for job in print_jobs.recent(connection, 9)} == {("", 0, "")}
        assert [(group.state.value, group.amount) for group in print_jobs.groups(connection)] == [
            ("failed", 1),
            ("queued", 1),
        ]
    store.close()


def test_a_new_database_is_the_schema_of_the_code(store: Store) -> None:
    with store.read() as connection:
        assert sqlite.objects(connection) == sqlite.expected_objects(metadata)


def test_an_older_database_is_brought_up_with_its_rows_and_guards(
    filled: Store, database: Path, target: Target
) -> None:
    connection = filled._connections[0]
    upgrade(connection, sqlite, database, target)
    with connection.begin():
        assert connection.exec_driver_sql("SELECT version_num FROM schema_version").scalar() == FOLLOWING
        assert ledger.standing(connection, 1_000).visits == 1
        assert ledger.operation(connection, made_id(1)) == sale(1)
        assert sqlite.objects(connection) == sqlite.expected_objects(target.metadata)
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    other = raw(database)
    with pytest.raises(driver.IntegrityError, match="the ledger only grows"):
        other.execute("DELETE FROM entries")
    other.close()


def test_the_copy_made_before_is_the_old_database_whole(filled: Store, database: Path, target: Target) -> None:
    copy = upgrade(filled._connections[0], sqlite, database, target)
    assert copy.parent == database.parent
    opened = raw(copy)
    assert opened.execute("SELECT version_num FROM schema_version").fetchone() == (VERSION,)
    assert opened.execute("SELECT count(*) FROM operations").fetchone() == (1,)
    opened.close()


def test_a_migration_that_leads_elsewhere_changes_nothing(filled: Store, database: Path, target: Target) -> None:
    target.metadata.tables["members"].append_column(Column("forgotten", Text))
    connection = filled._connections[0]
    with pytest.raises(KnownError) as caught:
        upgrade(connection, sqlite, database, target)
    assert caught.value.key == "migration_failed"
    with filled.read() as reading:
        assert check(reading).clean
        assert sqlite.objects(reading) == sqlite.expected_objects(metadata)
