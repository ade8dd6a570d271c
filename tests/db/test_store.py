"""The store opens what is ours, refuses what is not in words, and what it acknowledged stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlcipher3 import dbapi2

from db import ledger, members, settings, sqlite
from db.check import check
from db.lock import hold
from db.store import Store, open_store, sqlite_url
from loyalty.errors import KnownError
from loyalty.words.catalogue import LANGUAGES, catalogue
from tests.db.made import REWARDS, made_id, member, raw, sale

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def known(key: str) -> Iterator[None]:
    """The world says no in words we have, in both languages, with all the facts they need."""
    with pytest.raises(KnownError) as caught:
        yield
    assert caught.value.key == key
    for language in LANGUAGES:
        assert catalogue(language)[f"error.{key}"].format(**caught.value.facts)


def open_and_close(database: Path) -> None:
    open_store(sqlite_url(database)).close()


def saved(store: Store) -> dict[str, object]:
    with store.read() as connection:
        return settings.load(connection)


def save(store: Store, **values: object) -> None:
    with store.write() as connection:
        settings.save(connection, values)


def test_what_was_written_is_there_at_the_next_start(database: Path) -> None:
    store = open_store(sqlite_url(database))
    save(store, name="晨光咖啡")
    store.close()
    store = open_store(sqlite_url(database))
    assert saved(store) == {"name": "晨光咖啡"}
    store.close()


def test_an_exception_takes_back_the_whole_transaction(store: Store) -> None:
    def failing() -> None:
        with store.write() as connection:
            settings.save(connection, {"name": "x"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert saved(store) == {}


def test_a_failed_statement_leaves_the_store_usable(store: Store) -> None:
    with store.write() as connection:
        settings.set_card_secret(connection, b"one")
    with pytest.raises(IntegrityError), store.write() as connection:
        settings.set_card_secret(connection, b"two")
    save(store, name="y")
    assert saved(store) == {"name": "y"}


def test_reading_sees_only_what_is_committed_and_cannot_write(store: Store) -> None:
    with store.write() as connection:
        settings.save(connection, {"name": "x"})
        assert saved(store) == {}
    assert saved(store) == {"name": "x"}
    with pytest.raises(OperationalError, match="readonly"), store.read() as connection:
        settings.save(connection, {"name": "y"})


def test_writing_on_the_lists_connection_is_a_bug_and_no_fault_of_the_folder(store: Store) -> None:
    with pytest.raises(OperationalError, match="readonly"), store.browse() as connection:
        settings.save(connection, {"name": "y"})


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1), ("wal_autocheckpoint", 0)],
)
def test_the_writing_connection_is_as_durable_as_promised(store: Store, pragma: str, value: object) -> None:
    with store.write() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_closing_leaves_one_file(store: Store, database: Path, tmp_path: Path) -> None:
    other = open_store(sqlite_url(tmp_path / "other.db"))
    save(other, name="x")
    other.checkpoint()
    other.close()
    assert sorted(path.name for path in tmp_path.glob("other.db*")) == ["other.db"]


def test_a_checkpoint_brings_the_log_into_the_file(store: Store, database: Path) -> None:
    save(store, name="x" * 50_000)
    before = database.stat().st_size
    store.checkpoint()
    assert database.stat().st_size > before


def test_a_checkpoint_that_the_disk_refuses_is_the_worlds_no(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        """The driver's connection is asked past SQLAlchemy, which would have wrapped what it raises."""

        def execute(self, _: str) -> None:
            error = dbapi2.OperationalError("database or disk is full")
            error.sqlite_errorname = "SQLITE_FULL"
            raise error

    with monkeypatch.context() as disk, known("disk_full"):
        disk.setattr(sqlite, "driver_connection", lambda _: Full())
        store.checkpoint()


def test_an_erased_name_is_not_left_in_the_file(store: Store, database: Path) -> None:
    with store.write() as connection:
        members.add(connection, member(1, "甄秘密", "0912345678"), None)
    with store.write() as connection:
        members.update(connection, member(1))
    store.checkpoint()
    store.checkpoint()
    assert "甄秘密".encode() not in database.read_bytes()


def test_a_file_of_something_else_is_refused(database: Path) -> None:
    database.write_text("not a database" * 1_000)
    with known("not_a_database"):
        open_and_close(database)


def test_a_database_of_another_program_is_refused_and_left_alone(database: Path) -> None:
    connection = raw(database)
    connection.execute("CREATE TABLE theirs (id INTEGER)")
    connection.close()
    with known("not_a_database"):
        open_and_close(database)
    connection = raw(database)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    connection.close()


def test_a_newer_database_is_refused_and_left_alone(database: Path) -> None:
    open_and_close(database)
    connection = raw(database)
    connection.execute("UPDATE schema_version SET version_num = '9000'")
    connection.close()
    with known("database_newer"):
        open_and_close(database)


def test_a_damaged_database_is_named(database: Path) -> None:
    open_and_close(database)
    with database.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 4_000)
    with known("database_damaged"):
        open_and_close(database)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with known("folder_missing"):
        open_and_close(tmp_path / "gone" / "shop.db")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "shop.db").symlink_to(tmp_path / "gone" / "shop.db")  # also refused to root, whom no permissions hold
    with known("folder_not_writable"):
        open_and_close(tmp_path / "shop.db")


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "shop.db").mkdir()
    with known("database_is_folder"):
        open_and_close(tmp_path / "shop.db")


def test_another_kind_of_database_is_refused() -> None:
    with known("database_unsupported"):
        open_store("mysql://localhost/shop")


def test_a_database_held_by_another_program_is_named(store: Store, database: Path) -> None:
    connection = raw(database)
    connection.execute("BEGIN IMMEDIATE")
    with store.read() as reading:
        assert settings.load(reading) == {}
    sqlite.driver_connection(store._connections[0]).execute("PRAGMA busy_timeout = 10")
    with known("database_locked"):
        save(store, name="x")
    connection.execute("ROLLBACK")
    connection.close()
    save(store, name="x")


def test_a_full_disk_stores_nothing_half_and_goes_on_when_there_is_room(store: Store) -> None:
    with store.write() as connection:
        members.add(connection, member(1, "王小明", "0912345678"), None)
    writer = sqlite.driver_connection(store._connections[0])
    (pages,) = writer.execute("PRAGMA page_count").fetchone()
    writer.execute(f"PRAGMA max_page_count = {pages}").close()
    with known("disk_full"), store.write() as connection:
        ledger.append(connection, sale(1, detail={"note": "x" * 20_000}))
    with store.read() as connection:
        assert ledger.operation(connection, made_id(1)) is None
        assert ledger.standing(connection, 1_000).visits == 0
        assert check(connection).clean
    writer.execute(f"PRAGMA max_page_count = {pages + 1_000}").close()
    with store.write() as connection:
        ledger.append(connection, sale(1, detail={"note": "x" * 20_000}))


def test_a_second_start_on_the_same_data_is_refused_until_the_first_ends(database: Path) -> None:
    first = hold(database)
    with known("already_open"):
        hold(database)
    first.release()
    first.release()
    hold(database).release()


def test_the_hold_of_a_missing_folder_is_named(tmp_path: Path) -> None:
    with known("folder_missing"):
        hold(tmp_path / "gone" / "shop.db")


def test_a_start_in_another_process_is_refused_and_a_killed_one_lets_go(database: Path) -> None:
    child = _child("hold", database)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    with known("already_open"):
        hold(database)
    _kill(child)
    hold(database).release()


def test_nothing_that_was_acknowledged_is_lost_when_the_program_is_killed(store: Store, database: Path) -> None:
    with store.write() as connection:
        members.add(connection, member(1, "王小明", "0912345678"), None)
    acknowledged = 0
    for _ in range(3):
        child = _child("commit", database)
        assert child.stdout is not None
        for _ in range(25):
            acknowledged = int(child.stdout.readline())
        acknowledged = int(_kill(child).rpartition("\n")[0].rpartition("\n")[2] or acknowledged)
        with store.read() as connection:
            last = ledger.last_of_till(connection, "A")
            assert last is not None
            assert last.number >= acknowledged
            assert check(connection).clean


def test_of_two_processes_after_the_last_reward_exactly_one_wins(store: Store, database: Path) -> None:
    with store.write() as connection:
        members.add(connection, member(1, "王小明", "0912345678"), None)
        ledger.append(connection, sale(1, amounts=((REWARDS, 5),)))
    children = [_child(f"redeem-{till}", database) for till in "BC"]
    won = [int(child.communicate(timeout=60)[0]) for child in children]
    assert sum(won) == 5
    with store.read() as connection:
        assert ledger.standing(connection, 1_000).balance(REWARDS) == 0
        assert check(connection).clean


def _child(what: str, database: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.db.child", what, str(database)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ})


def _kill(child: subprocess.Popen[str]) -> str:
    """Kill it without warning; what it had still said."""
    os.kill(child.pid, signal.SIGKILL)
    return child.communicate(timeout=30)[0]


@pytest.mark.parametrize("name", ["熟客 資料.db", "a#b?c=d.db", "100%.db", "x@y:z.db", "日本&韓國.db"])
def test_a_database_may_have_any_name(tmp_path: Path, name: str) -> None:
    open_and_close(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
