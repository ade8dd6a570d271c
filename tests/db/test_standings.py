"""What the rules are told: the member, the shop's own lots, whoever referred them; by account, never all coupons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db import ledger, members, standings
from db.store import Store
from loyalty.ledger import (
    NOBODY,
    SHOP,
    TALLY,
    Account,
    Entry,
    EntryReason,
    LotKey,
    Operation,
    OperationKind,
    Standing,
    Unit,
)
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.replay import standing_of
from tests.db.made import BEGAN_MS, POINTS, STAMPS, made_id, member, sale

LATTES = Account("lattes", Unit.ITEM, "latte/large")
TEAS = Account("lattes", Unit.ITEM, "tea")
DONATED = Account("cause", Unit.DONATION)
USES = Account("first", Unit.USE)
WAITS = Account("friends", Unit.REFERRAL, "2000")
LUNAR = Birthday(BirthdayCalendar.LUNAR, 8, 15, 1986, leap=True)


@pytest.fixture(autouse=True)
def people(store: Store) -> None:
    """王小明 and 陳美玲."""
    with store.write() as connection:
        xiaoming = replace(member(1, "王小明"), birthday=LUNAR, tags=("鄰居",), birthday_changed_on=date(2026, 3, 1))
        members.add(connection, xiaoming, None)
        members.add(connection, member(2, "陳美玲"), None)


def append(store: Store, *operations: Operation) -> None:
    with store.write() as connection:
        for operation in operations:
            ledger.append(connection, operation)


def look(store: Store, member_id: int | None, *codes: str, others: tuple[int, ...] = ()) -> Standing:
    with store.read() as connection:
        return standings.standing(connection, member_id, codes, others)


def opening(number: int, position: int, account: Account, amount: int, holder: int | None = None) -> Entry:
    lot = LotKey(made_id(number), position)
    return Entry(position, account, amount, lot, EntryReason.BOUGHT, {}, None, holder)


def coupon(code: str) -> Account:
    return Account("flyer", Unit.COUPON, code)


def test_who_a_member_is_comes_with_the_lots(store: Store) -> None:
    found = look(store, 1_000)
    assert (found.joined_at_ms, found.birthday, found.tags) == (BEGAN_MS + 1, LUNAR, ("鄰居",))
    assert found.birthday_changed_on == date(2026, 3, 1)
    assert look(store, 2_000).birthday is None


def test_a_part_of_a_unit_is_an_account_of_its_own(store: Store) -> None:
    bought = sale(1, entries=(opening(1, 0, LATTES, 10), opening(1, 1, TEAS, 3)))
    append(store, bought)
    assert look(store, 1_000).balances() == {LATTES: 10, TEAS: 3}
    with store.read() as connection:
        assert ledger.operation(connection, made_id(1)) == bought


def test_the_shops_own_figures_are_known_to_everybody_and_to_nobody(store: Store) -> None:
    given = Entry(0, DONATED, 5, TALLY, EntryReason.DONATED, {"base": 80}, holder=SHOP)
    append(store, sale(1, None, entries=(given,)), sale(2, entries=(given, opening(2, 1, USES, 1, SHOP))))
    for found in (look(store, None), look(store, 1_000), look(store, 2_000)):
        assert found.others[SHOP].balances() == {DONATED: 10, USES: 1}
        assert found.others[SHOP].member_id == SHOP
    assert look(store, 1_000).balances() == {}
    tally = next(lot for lot in look(store, None).others[SHOP].lots if lot.account == DONATED)
    assert (tally.key, tally.earned_at_ms) == (TALLY, 0)


def test_entries_come_back_with_their_holder(store: Store) -> None:
    entries = (opening(1, 0, STAMPS, 1), opening(1, 1, POINTS, 5, 2_000), opening(1, 2, USES, 1, SHOP))
    append(store, sale(1, entries=entries))
    with store.read() as connection:
        found = ledger.operation(connection, made_id(1))
    assert found is not None
    assert [entry.holder for entry in found.entries] == [None, 2_000, SHOP]
    assert (look(store, 1_000).balances(), look(store, 2_000).balances()) == ({STAMPS: 1}, {POINTS: 5})


def test_of_the_coupons_only_those_whose_codes_were_typed(store: Store) -> None:
    codes = [f"CODE{number:05d}" for number in range(300)]
    entries = tuple(opening(1, place, coupon(code), 1, SHOP) for place, code in enumerate(codes))
    append(store, sale(1, None, entries=entries, kind=OperationKind.ISSUE, bill=0, counts_visit=0))
    assert look(store, None) == NOBODY
    found = look(store, 1_000, "code00007", " CODE 00299", "nothing")
    assert found.others[SHOP].balances() == {coupon("CODE00007"): 1, coupon("CODE00299"): 1}


def test_looking_does_not_walk_through_the_coupons(store: Store) -> None:
    with store.read() as connection:
        for statement in (standings._LOTS, standings._COUPON_LOTS, standings._OWN_LOTS):
            sql = statement.sql(connection.dialect)
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", ("1",) * sql.count("?"))]
            assert not [line for line in plan if line.startswith("SCAN")], plan


def test_whoever_referred_the_member_is_known_while_that_waits(store: Store) -> None:
    append(store, sale(1, 2_000, amounts=((POINTS, 7),)), sale(2, entries=(opening(2, 0, WAITS, 1),)))
    assert look(store, 1_000).others[2_000].balances() == {POINTS: 7}
    used = Entry(0, WAITS, -1, LotKey(made_id(2), 0), EntryReason.REFERRAL_DONE)
    append(store, sale(3, entries=(used,)))
    assert look(store, 1_000).others == {}
    assert look(store, 1_000, others=(2_000,)).others[2_000].balances() == {POINTS: 7}


def test_the_store_stands_where_the_ledger_alone_says(store: Store) -> None:
    made = [
        sale(1, 2_000, amounts=((POINTS, 7),)),
        sale(2, entries=(opening(2, 0, WAITS, 1), opening(2, 1, POINTS, 3, 2_000))),
    ]
    append(store, *made)
    told = replace(standing_of(2_000, made), joined_at_ms=BEGAN_MS + 2)
    assert look(store, 2_000) == told
