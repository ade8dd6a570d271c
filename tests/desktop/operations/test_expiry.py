"""What a day ended is taken once, by whoever comes first, in small steps that a sale gets between."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import count

import pytest

from db import ledger, standings
from desktop.operations import expiry, members, reversals, sales_list
from desktop.operations.expiry import Expired, expire_day, expiry_till, is_due
from desktop.operations.reversals import Reversed, TakeBack, Undo
from loyalty.ledger import SHOP, Account, Entry, EntryReason, LotKey, OperationKind, Unit
from tests.desktop.operations.small_shop import DAY_MS, POINTS, STAMPS, SmallShop

COUPON = Account("flyer", Unit.COUPON, "ABCDE")


@pytest.fixture
def dated(shop: SmallShop) -> SmallShop:
    """A shop whose points last thirty days, and whose stamps last as long as somebody comes every sixty."""
    ends = {"points": {"expires": "days", "expires_after": 30}, "stamp-card": {"expires": "idle", "expires_after": 60}}
    programmes = tuple(replace(each, terms={**each.terms, **ends.get(each.id, {})}) for each in shop.context.programmes)
    shop.context = replace(shop.context, programmes=programmes)
    return shop


def run(shop: SmallShop) -> Expired:
    return expire_day(shop.store, shop.context, shop.clock.now_ms(), lambda done, total: None, lambda: False)


def held(shop: SmallShop, member: int, account: Account) -> int:
    with shop.store.read() as connection:
        return ledger.standing(connection, member).balance(account)


def test_points_are_there_on_their_last_day_and_gone_on_the_next(dated: SmallShop) -> None:
    member = dated.member()
    dated.sell(member, 320)
    dated.clock.ms += 30 * DAY_MS
    assert run(dated) == Expired(0, finished=True)
    assert held(dated, member, POINTS) == 3
    dated.clock.ms += DAY_MS
    assert run(dated) == Expired(1, finished=True)
    assert (held(dated, member, POINTS), held(dated, member, STAMPS)) == (0, 1)
    with dated.store.read() as connection:
        operation = ledger.last_of_till(connection, expiry_till("A"))
    assert operation is not None
    assert (operation.kind, operation.member_id) == (OperationKind.EXPIRE, member)
    assert [(entry.account, entry.delta, entry.reason) for entry in operation.entries] == [
        (POINTS, -3, EntryReason.EXPIRED)
    ]
    dated.assert_clean()


def test_stamps_end_when_nobody_came_for_too_long(dated: SmallShop) -> None:
    away, regular = dated.member(), dated.member("0922000111")
    dated.sell(away)
    dated.sell(regular)
    dated.clock.ms += 40 * DAY_MS
    dated.sell(regular)
    dated.clock.ms += 21 * DAY_MS
    assert run(dated).holders == 1
    assert (held(dated, away, STAMPS), held(dated, regular, STAMPS)) == (0, 2)
    dated.assert_clean()


def test_the_day_is_due_until_somebody_did_it(dated: SmallShop) -> None:
    assert is_due(dated.store, dated.context, dated.clock.now_ms())
    run(dated)
    assert not is_due(dated.store, dated.context, dated.clock.now_ms())
    assert not is_due(dated.store, dated.context, dated.clock.now_ms() - DAY_MS)
    assert is_due(dated.store, dated.context, dated.clock.now_ms() + DAY_MS)


def test_a_clock_that_was_ahead_once_does_not_end_the_days_work_until_then(dated: SmallShop) -> None:
    member = dated.member()
    dated.clock.ms += 3_650 * DAY_MS
    run(dated)
    dated.clock.ms -= 3_650 * DAY_MS
    assert is_due(dated.store, dated.context, dated.clock.now_ms())
    run(dated)
    assert not is_due(dated.store, dated.context, dated.clock.now_ms())
    dated.sell(member, 320)
    dated.clock.ms += 31 * DAY_MS
    assert is_due(dated.store, dated.context, dated.clock.now_ms())
    assert run(dated) == Expired(1, finished=True)


def test_done_twice_on_one_day_it_is_done_once(dated: SmallShop) -> None:
    member = dated.member()
    dated.sell(member, 320)
    dated.clock.ms += 31 * DAY_MS
    assert run(dated).holders == 1
    other_till = replace(dated.context, till="B")
    again = expire_day(dated.store, other_till, dated.clock.now_ms(), lambda done, total: None, lambda: False)
    assert again == Expired(0, finished=True)
    dated.assert_clean()


def test_two_tills_at_once_take_each_lot_once(dated: SmallShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiry, "BATCH", 2)
    people = [dated.member(f"09{number:08d}") for number in range(12)]
    for each in people:
        dated.sell(each, 320)
    dated.clock.ms += 31 * DAY_MS
    at_ms, done = dated.clock.now_ms(), []
    tills = [
        threading.Thread(
            target=lambda till=till: done.append(
                expire_day(dated.store, replace(dated.context, till=till), at_ms, lambda *_: None, lambda: False)
            )
        )
        for till in "AB"
    ]
    for each_till in tills:
        each_till.start()
    for each_till in tills:
        each_till.join()
    assert sum(each.holders for each in done) == 12
    assert {held(dated, each, POINTS) for each in people} == {0}
    dated.assert_clean()


def test_cut_short_it_goes_on_where_it_stopped(dated: SmallShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiry, "BATCH", 1)
    people = [dated.member(f"09{number:08d}") for number in range(3)]
    for each in people:
        dated.sell(each, 320)
    dated.clock.ms += 31 * DAY_MS
    asked, heard = count(), []
    cut = expire_day(
        dated.store,
        dated.context,
        dated.clock.now_ms(),
        lambda done, total: heard.append((done, total)),
        lambda: next(asked) == 2,
    )
    assert (cut, heard) == (Expired(2, finished=False), [(1, 3), (2, 3)])
    assert is_due(dated.store, dated.context, dated.clock.now_ms())
    assert run(dated) == Expired(1, finished=True)
    assert not is_due(dated.store, dated.context, dated.clock.now_ms())
    dated.assert_clean()


def test_coupons_that_nobody_brought_end_too(dated: SmallShop) -> None:
    today = dated.context.shop.calendar.business_day(dated.clock.now_ms())
    command = dated.sale_command(None, 100)
    issued = Entry(0, COUPON, 1, LotKey(command.operation_id, 0), EntryReason.ISSUED, {}, today, SHOP)
    operation = replace(dated.sell(None, 100).operation, id=command.operation_id, number=2, entries=(issued,))
    with dated.store.write() as connection:
        ledger.append(connection, replace(operation, kind=OperationKind.ISSUE, counts_visit=0, bill=0))
        assert standings.standing(connection, None, ["abc de"]).others[SHOP].balance(COUPON) == 1
    dated.clock.ms += 2 * DAY_MS
    assert run(dated).holders == 1
    with dated.store.read() as connection:
        assert standings.standing(connection, None, ["ABCDE"]).others == {}
        found = ledger.last_of_till(connection, expiry_till("A"))
    assert found is not None
    assert (found.member_id, [entry.holder for entry in found.entries]) == (None, [SHOP])
    dated.assert_clean()


def test_slips_keep_their_numbers_the_last_sale_can_be_undone_and_the_list_shows_sales(dated: SmallShop) -> None:
    member = dated.member()
    dated.sell(member, 320)
    dated.clock.ms += 31 * DAY_MS
    last = dated.sell(None, 100).operation
    run(dated)
    assert [each.operation.kind for each in sales_list.recent(dated.store, 5, None).sales] == [OperationKind.SALE] * 2
    undone = reversals.undo(dated.store, dated.context, Undo(dated.maker.operation_id(), dated.clock.now_ms()))
    assert isinstance(undone, Reversed)
    assert (undone.original.id, undone.operation.number) == (last.id, last.number + 1)


def test_the_history_of_a_member_tells_what_ended(dated: SmallShop) -> None:
    member = dated.member()
    dated.sell(member, 320)
    dated.clock.ms += 31 * DAY_MS
    run(dated)
    newest = members.older(dated.store, member, 1, None)[0]
    assert (newest.kind, newest.entries[0].reason) == (OperationKind.EXPIRE, EntryReason.EXPIRED)


@pytest.mark.parametrize("pieces", [(None,), (200, None)])
def test_points_that_ended_unused_are_not_owed_after_a_refund(dated: SmallShop, pieces: tuple[int | None, ...]) -> None:
    member = dated.member()
    sale = dated.sell(member, 320).operation
    dated.clock.ms += 31 * DAY_MS
    run(dated)
    for amount in pieces:
        names = dated.maker.operation_id(), dated.maker.operation_id()
        refund = TakeBack(*names, dated.clock.now_ms(), sale.id, amount)
        assert isinstance(reversals.refund(dated.store, dated.context, refund), Reversed)
    assert (held(dated, member, POINTS), held(dated, member, STAMPS)) == (0, 0)
    dated.assert_clean()


def test_a_sale_before_the_days_expiry_does_not_save_what_ended(dated: SmallShop) -> None:
    member = dated.member()
    dated.sell(member)
    dated.clock.ms += 70 * DAY_MS
    told = dated.sell(member).outcome.after[STAMPS]
    run(dated)
    assert (told, held(dated, member, STAMPS)) == (1, 1)
    dated.assert_clean()
