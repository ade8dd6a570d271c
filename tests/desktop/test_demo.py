"""The demo shop: the same from a seed, believable, and clean by the ledger's own check."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from db import check, ledger, members, products, programmes, schema, settings
from db.store import Connection, Store, open_store, sqlite_url
from desktop.demo.build import build_demo
from desktop.demo.history import RHYTHMS, plan
from desktop.demo.names import SURNAMES
from desktop.demo.people import person
from loyalty.calendar import ShopCalendar
from loyalty.detail import read_detail
from loyalty.ledger import EntryReason, Operation, OperationKind, Unit
from loyalty.phones import parse_phone
from loyalty.shop import shop_rules
from loyalty.terms import validate

UNTIL_MS = 1_795_000_000_000
PEOPLE = 60


def _silent(done: int, total: int) -> None:
    assert 0 <= done <= total


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A small demo shop."""
    store = open_store(sqlite_url(tmp_path_factory.mktemp("demo") / "shop.db"))
    build_demo(store, 7, PEOPLE, UNTIL_MS, _silent)
    yield store
    store.close()


def everything(connection: Connection) -> tuple[Operation, ...]:
    """Every operation of the one till, the newest first."""
    columns = [column for column in schema.operations.columns if column.name != "chain"]
    newest = select(*columns).order_by(schema.operations.c.number.desc())
    return ledger.with_entries(connection, connection.execute(newest).fetchall())


def _head(path: Path, seed: int) -> tuple[int, bytes]:
    store = open_store(sqlite_url(path))
    build_demo(store, seed, 25, UNTIL_MS, _silent)
    with store.read() as connection:
        head = ledger.head(connection, "A")
    store.close()
    return head


def test_the_same_seed_gives_the_same_ledger_to_the_byte(tmp_path: Path) -> None:
    """The chain covers every column of the ledger, so equal ends are equal ledgers."""
    first, second, other = (_head(tmp_path / f"{name}.db", seed) for name, seed in (("a", 3), ("b", 3), ("c", 4)))
    assert first == second
    assert first != other


def test_the_check_finds_nothing(demo: Store) -> None:
    with demo.read() as connection:
        report = check.check(connection)
    assert list(report.differences) == []


def test_everybody_is_there_and_was_there(demo: Store) -> None:
    with demo.read() as connection:
        rows = members.page(connection, members.MemberQuery(sort="number"), PEOPLE + 1).rows
    assert len(rows) == PEOPLE
    assert all(row.visits >= 1 and row.last_visit_ms is not None and row.last_visit_ms <= UNTIL_MS for row in rows)
    assert len({row.number for row in rows}) == PEOPLE


def test_cards_fill_and_rewards_are_taken(demo: Store) -> None:
    with demo.read() as connection:
        operations = everything(connection)
    taken = [
        entry for each in operations for entry in each.entries if entry.account.unit is Unit.REWARD and entry.delta < 0
    ]
    kinds = {each.kind for each in operations}
    assert len(taken) > 10
    assert {OperationKind.JOIN, OperationKind.SALE, OperationKind.UNDO} <= kinds


def test_some_have_a_level_money_paid_beforehand_a_birthday_present_and_a_friend(demo: Store) -> None:
    with demo.read() as connection:
        operations = everything(connection)
        running = programmes.current(connection)
    moved = [(entry.account.programme_id, entry.reason) for each in operations for entry in each.entries]
    assert {each.kind for each in running} == {"stamp_card", "points", "tiers", "stored_value", "birthday", "referral"}
    for wanted in (
        ("stored-value", EntryReason.BOUGHT),
        ("stored-value", EntryReason.BONUS),
        ("stored-value", EntryReason.PAID_WITH),
        ("birthday-month", EntryReason.USED),
        ("bring-a-friend", EntryReason.REFERRAL_REWARDED),
    ):
        assert wanted in moved
    metals = {level["id"] for each in running if each.kind == "tiers" for level in each.terms["levels"]}
    held = {status for each in operations for status in read_detail(each.detail).statuses_before}
    assert len(metals & held) > 1
    assert OperationKind.REFER in {each.kind for each in operations}


def test_the_till_counts_on_and_its_clock_never_goes_back(demo: Store) -> None:
    with demo.read() as connection:
        operations = everything(connection)
    assert [each.number for each in operations] == list(range(len(operations), 0, -1))
    assert all(later.at_ms > earlier.at_ms for later, earlier in pairwise(operations))


def test_settings_products_and_programmes_are_those_of_a_real_shop(demo: Store) -> None:
    from loyalty.programs import kind_of

    with demo.read() as connection:
        assert shop_rules(settings.load(connection)).name
        assert len(products.all_products(connection)) == 25
        running = programmes.current(connection)
    for programme in running:
        assert isinstance(validate(kind_of(programme).fields, programme.terms, "terms"), dict)


def test_every_phone_is_given_once_and_can_be_dialled() -> None:
    phones = [person(5, index, UNTIL_MS, 2026).member.phone for index in range(3_000)]
    given = [phone for phone in phones if phone]
    assert len(set(given)) == len(given)
    assert all(parse_phone(phone) == phone for phone in given[:300])


def test_some_people_have_no_name_some_no_phone_some_a_latin_name() -> None:
    people = [person(5, index, UNTIL_MS, 2026).member for index in range(2_000)]
    assert 20 < sum(each.is_bearer for each in people) < 100
    assert 60 < sum(bool(each.phone) and not each.name for each in people) < 250
    assert 15 < sum(each.name.isascii() and bool(each.name) for each in people) < 90


def test_the_most_frequent_surname_is_the_most_frequent_one() -> None:
    names = [person(5, index, UNTIL_MS, 2026).member.name for index in range(3_000)]
    counts = {surname: sum(name.startswith(surname) for name in names) for surname in SURNAMES}
    assert max(counts, key=lambda surname: counts[surname]) == "陳"


def test_nobody_comes_while_the_shop_is_closed_or_after_the_end() -> None:
    calendar = ShopCalendar()
    coming = plan(1, 300, UNTIL_MS, calendar)
    local = [calendar.local(visit.at_ms) for visit in coming.visits if visit.at_ms < UNTIL_MS - 90_000]
    assert max(visit.at_ms for visit in coming.visits) <= UNTIL_MS
    assert {moment.hour for moment in local} <= set(range(7, 20))
    assert sum(moment.weekday() == 0 for moment in local) == 0


def test_the_habits_share_everybody_out() -> None:
    assert sum(rhythm.share for rhythm in RHYTHMS) == pytest.approx(1.0)
