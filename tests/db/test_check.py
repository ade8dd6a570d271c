"""The check finds every changed byte of the ledger and every changed projection, and nothing in a sound shop."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import bulk, ledger, members
from db.check import CheckReport, check
from db.check_projections import DERIVATIONS, Derivation, only_in_first
from db.store import Store, open_store, sqlite_url
from loyalty.ledger import NOBODY, SHOP, Operation
from tests.db.histories import MEMBER_IDS, histories
from tests.db.made import POINTS, STAMPS, made_id, member, raw, reversal, sale, tampered

LEDGER = (
    *(("operations", name) for name in ("kind", "till", "number", "staff", "business_day", "at_ms", "member_id")),
    *(("operations", name) for name in ("reverses", "bill", "counts_visit", "programme_versions", "detail", "chain")),
    ("operations", "id"),
    *(("entries", name) for name in ("operation_id", "position", "member_id", "programme_id", "unit", "delta")),
    *(("entries", name) for name in ("lot_operation", "lot_position", "reason", "facts", "expires_on")),
)


@pytest.fixture
def shop(store: Store) -> Store:
    """Two members with some visits, one of them undone."""
    fill(store, [sale(1, amounts=((STAMPS, 2), (POINTS, 3))), sale(2, 2_000), sale(3), reversal(4, sale(3))])
    return store


def fill(store: Store, operations: list[Operation]) -> None:
    with store.write() as connection:
        for number, name in enumerate(("王小明", "陳美玲", "Amy Lin"), start=1):
            members.add(connection, member(number, name, f"091234567{number}"), bytes(9) + bytes([number]))
        for operation in operations:
            ledger.append(connection, operation)


def report(store: Store) -> CheckReport:
    with store.read() as connection:
        return check(connection)


def found(store: Store) -> set[str]:
    return {difference.what for difference in report(store).differences}


def test_a_sound_shop_is_clean_and_says_where_its_chains_end(shop: Store) -> None:
    seen = report(shop)
    assert seen.clean, seen.differences
    assert (seen.operations, seen.entries, seen.members) == (4, 5, 3)
    with shop.read() as connection:
        assert seen.heads == {"A": (4, ledger.head(connection, "A")[1].hex())}


def test_an_empty_shop_is_clean(store: Store) -> None:
    assert report(store).clean


@pytest.mark.parametrize(("table", "column"), LEDGER, ids=lambda value: value)
def test_any_change_of_a_ledger_column_is_seen(shop: Store, database: Path, table: str, column: str) -> None:
    connection = raw(database)
    connection.execute("PRAGMA foreign_keys = OFF")
    values = dict(connection.execute(f"SELECT rowid_like, {column} FROM ({numbered_rows(table)})").fetchall())
    connection.close()
    value = next(value for key, value in values.items() if value is not None) if any_value(values) else None
    tampered(database, f"UPDATE {table} SET {column} = {changed(value)} WHERE {key_of(table)}")
    assert found(shop) & {"chain", "number", "entry"}


def any_value(values: dict[Any, Any]) -> bool:
    return any(value is not None for value in values.values())


def numbered_rows(table: str) -> str:
    key = "hex(operation_id) || position" if table == "entries" else "hex(id)"
    return f"SELECT {key} AS rowid_like, * FROM {table} WHERE {key_of(table)}"


def key_of(table: str) -> str:
    return {
        "operations": f"number = 4 AND id = x'{made_id(4)}'",
        "entries": f"operation_id = x'{made_id(1)}' AND position = 1",
    }[table]


def changed(value: Any) -> str:
    if isinstance(value, bytes):
        return f"x'{bytes([value[0] ^ 1]).hex()}{value[1:].hex()}'"
    if isinstance(value, int):
        return str(value + 1)
    return "'2031-01-01'" if value is None else "'" + chr(ord(value[0]) ^ 1) + value[1:] + "'"


@given(data=st.data())
def test_any_flipped_byte_of_the_detail_is_seen(data: st.DataObject) -> None:
    with shop_in_a_folder([sale(1)]) as (store, database):
        detail = raw_value(database, "SELECT CAST(detail AS BLOB) FROM operations")
        place = data.draw(st.integers(0, len(detail) - 1))
        flipped = bytearray(detail)
        flipped[place] ^= 1 << data.draw(st.integers(0, 7))
        tampered(database, f"UPDATE operations SET detail = CAST(x'{flipped.hex()}' AS TEXT)")
        assert found(store) == {"chain"}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE balances SET balance = balance + 1 WHERE member_id = 1000 AND unit = 'point'", "balance"),
        ("DELETE FROM balances WHERE member_id = 2000", "balance"),
        ("INSERT INTO balances VALUES (2000, 'points', 'point', 5)", "balance"),
        ("UPDATE lots SET amount_left = 1 WHERE unit = 'point'", "lot"),
        ("UPDATE lots SET expires_on = '2026-01-01'", "lot"),
        ("UPDATE lots SET earned_at_ms = earned_at_ms + 1", "lot"),
        ("DELETE FROM lots WHERE member_id = 2000", "lot"),
        ("UPDATE members SET visits = visits + 1 WHERE id = 3000", "member"),
        ("UPDATE members SET spent = spent - 1 WHERE id = 1000", "member"),
        ("UPDATE members SET last_visit_ms = NULL WHERE id = 1000", "member"),
        ("UPDATE members SET seen_ms = seen_ms + 1 WHERE id = 3000", "member"),
        ("UPDATE members SET stamps = stamps + 1 WHERE id = 3000", "member"),
        ("UPDATE members SET points = points - 1 WHERE id = 1000", "member"),
        ("UPDATE member_years SET visits = 9", "year"),
        ("DELETE FROM member_years WHERE member_id = 2000", "year"),
        ("DELETE FROM search_keys WHERE key = '王'", "search"),
        ("INSERT INTO search_keys VALUES ('虎', 2000)", "search"),
        ("INSERT INTO search_keys VALUES ('虎', 1)", "search"),
        ("INSERT INTO search_keys VALUES ('虎', 9999)", "search"),
        ("UPDATE members SET search_text = ' ' WHERE id = 1000", "search"),
        ("DROP INDEX members_by_seen", "schema"),
        ("CREATE TABLE extra (id INTEGER)", "schema"),
        ("DELETE FROM operations WHERE number = 4", "entry"),
    ],
)
def test_any_changed_projection_is_seen(shop: Store, database: Path, change: str, what: str) -> None:
    tampered(database, change)
    assert what in found(shop)


def test_a_missing_guard_of_the_ledger_is_seen(shop: Store, database: Path) -> None:
    connection = raw(database)
    connection.execute("DROP TRIGGER entries_refuse_update")
    connection.close()
    assert [(each.what, each.key) for each in report(shop).differences] == [("schema", "entries_refuse_update")]


def test_a_difference_says_by_how_much(shop: Store, database: Path) -> None:
    tampered(database, "UPDATE balances SET balance = 7 WHERE member_id = 2000")
    (difference,) = report(shop).differences
    assert (difference.key, difference.stored, difference.derived) == ("2000 stamp-card stamp", "7", "1")


def test_a_ledger_whose_end_was_cut_off_shows_in_its_head(shop: Store, database: Path) -> None:
    before = report(shop).heads
    tampered(
        database,
        f"DELETE FROM entries WHERE operation_id = x'{made_id(4)}'",
        f"DELETE FROM operations WHERE id = x'{made_id(4)}'",
    )
    assert report(shop).heads != before


@pytest.mark.parametrize("derivation", DERIVATIONS, ids=lambda each: each.what)
def test_no_derivation_looks_through_one_side_for_each_row_of_the_other(shop: Store, derivation: Derivation) -> None:
    query = only_in_first(derivation.stored, derivation.derived)
    with shop.read() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
    assert not [line for line in plan if line.startswith("SCAN") and "JOIN" in line]


def test_progress_comes_to_its_end(shop: Store) -> None:
    heard: list[tuple[int, int]] = []
    with shop.read() as connection:
        check(connection, lambda done, total: heard.append((done, total)))
    assert heard[-1][0] == heard[-1][1]
    assert heard == sorted(heard)


@given(history=histories())
def test_every_projection_is_what_the_ledger_says_however_it_was_appended(history: list[Operation]) -> None:
    with shop_in_a_folder(history) as (one_by_one, _), shop_in_a_folder([]) as (at_once, _):
        with at_once.write() as connection:
            bulk.append_many(connection, history)
        assert report(one_by_one).differences == ()
        assert report(at_once).differences == ()
        for table in ("operations", "entries", "balances", "lots", "member_years", "members"):
            assert rows(one_by_one, table) == rows(at_once, table)
        with one_by_one.read() as connection:
            for member_id in (*MEMBER_IDS, SHOP):
                moved = [e for each in history for e in each.entries if e.holder_in(each.member_id) == member_id]
                standing = ledger.standing(connection, member_id or None)
                standing = standing if member_id else standing.others.get(SHOP, NOBODY)
                for account in {entry.account for entry in moved}:
                    assert standing.balance(account) == sum(e.delta for e in moved if e.account == account)


class shop_in_a_folder:  # noqa: N801  (a context manager, used as a word)
    """A filled shop in a temporary folder, for tests whose fixtures would be shared by all examples."""

    def __init__(self, operations: list[Operation]) -> None:
        self._operations = operations

    def __enter__(self) -> tuple[Store, Path]:
        self._folder = TemporaryDirectory()
        database = Path(self._folder.name) / "shop.db"
        self._store = open_store(sqlite_url(database))
        fill(self._store, self._operations)
        return self._store, database

    def __exit__(self, *_: object) -> None:
        self._store.close()
        self._folder.cleanup()


def rows(store: Store, table: str) -> list[Any]:
    with store.read() as connection:
        return sorted(tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}"))


def raw_value(database: Path, query: str) -> Any:
    connection = raw(database)
    (value,) = connection.execute(query).fetchone()
    connection.close()
    return value
