"""The ledger only grows, once for each id, and what is derived from it follows in the same transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from db import ledger, members
from db.store import Store
from loyalty.ledger import DEBT, NOBODY, Entry, EntryReason, LotKey, Operation, OperationKind, Standing
from tests.db.made import BEGAN_MS, POINTS, REWARDS, STAMPS, made_id, member, raw, reversal, sale


@pytest.fixture(autouse=True)
def regular(store: Store) -> None:
    """The first member, 王小明."""
    with store.write() as connection:
        members.add(connection, member(1, "王小明", "0912345678"), None)


def append(store: Store, *operations: Operation) -> None:
    with store.write() as connection:
        for operation in operations:
            ledger.append(connection, operation)


def numbered(made: int, till: str, number: int) -> Operation:
    return replace(sale(made), till=till, number=number)


def standing(store: Store) -> Standing:
    with store.read() as connection:
        return ledger.standing(connection, 1_000)


def test_an_operation_comes_back_as_it_was_appended(store: Store) -> None:
    entry = Entry(0, POINTS, 3, LotKey(made_id(1), 0), EntryReason.EARNED_BY_AMOUNT, {"base": 3}, date(2027, 12, 31))
    appended = sale(1, entries=(entry,))
    append(store, appended)
    with store.read() as connection:
        assert ledger.operation(connection, made_id(1)) == appended
        assert ledger.by_slip(connection, "A", 1) == appended
        assert ledger.operation(connection, made_id(2)) is None
        assert ledger.by_slip(connection, "B", 1) is None


def test_a_sale_moves_balances_lots_and_visits(store: Store) -> None:
    append(store, sale(1, amounts=((STAMPS, 2), (POINTS, 5))), sale(2))
    found = standing(store)
    assert found.balances() == {STAMPS: 3, POINTS: 5}
    assert (found.visits, found.spent, found.last_visit_ms) == (2, 160, BEGAN_MS + 120_000)
    with store.read() as connection:
        row = members.row(connection, 1_000)
        assert (row.stamps, row.points, row.visits, row.spent) == (3, 5, 2, 160)
        assert members.spent_in_year(connection, 1_000, 2025) == 160


def test_a_lot_that_is_used_up_is_gone_and_opens_again_as_it_was_when_given_back(store: Store) -> None:
    expiring = Entry(0, STAMPS, 1, LotKey(made_id(1), 0), EntryReason.EARNED_BY_VISIT, {}, date(2026, 12, 31))
    append(store, sale(1, entries=(expiring,)))
    before = standing(store).lots
    spent = Entry(0, STAMPS, -1, LotKey(made_id(1), 0), EntryReason.CARD_FILLED)
    append(store, sale(2, entries=(spent,)))
    assert standing(store).lots == ()
    append(store, reversal(3, sale(2, entries=(spent,))))
    assert standing(store).lots == before


def test_a_card_that_fills_within_one_operation_leaves_only_its_reward(store: Store) -> None:
    own = LotKey(made_id(1), 0)
    entries = (
        Entry(0, STAMPS, 10, own, EntryReason.COUNTED_BY_HAND),
        Entry(1, STAMPS, -10, own, EntryReason.CARD_FILLED),
        Entry(2, REWARDS, 1, LotKey(made_id(1), 2), EntryReason.REWARD_FROM_FULL_CARD),
    )
    append(store, sale(1, entries=entries))
    assert standing(store).balances() == {REWARDS: 1}


def test_what_was_taken_back_after_it_was_spent_is_kept_as_a_debt(store: Store) -> None:
    debt = Entry(0, STAMPS, -2, DEBT, EntryReason.TAKEN_BACK)
    append(store, sale(1, entries=(debt,)))
    assert standing(store).balance(STAMPS) == -2
    assert [(lot.key, lot.earned_at_ms) for lot in standing(store).lots] == [(DEBT, 0)]
    filled = Entry(0, STAMPS, 2, DEBT, EntryReason.FILLS_DEBT)
    append(store, sale(2, entries=(filled,)))
    assert standing(store).lots == ()


def test_an_undone_visit_gives_back_the_visit_before(store: Store) -> None:
    append(store, sale(1), sale(2), reversal(3, sale(2)))
    found = standing(store)
    assert (found.visits, found.spent, found.last_visit_ms) == (1, 80, BEGAN_MS + 60_000)
    append(store, reversal(4, sale(1), OperationKind.CANCEL))
    found = standing(store)
    assert (found.visits, found.spent, found.last_visit_ms) == (0, 0, None)


def test_a_refunded_sale_that_was_credited_later_is_no_visit_of_the_member(store: Store) -> None:
    append(store, sale(1, member_id=None))
    append(store, sale(2, kind=OperationKind.CREDIT, reverses=made_id(1)))
    assert standing(store).last_visit_ms == BEGAN_MS + 120_000
    append(store, reversal(3, sale(2), OperationKind.REFUND, reverses=made_id(1)))
    assert standing(store).last_visit_ms is None


def test_nobody_has_a_standing_of_nothing_and_an_unknown_member_none_at_all(store: Store) -> None:
    with store.read() as connection:
        assert ledger.standing(connection, None) == NOBODY
        with pytest.raises(LookupError):
            ledger.standing(connection, 99)


def test_the_same_id_twice_is_one_record(store: Store) -> None:
    append(store, sale(1))
    with pytest.raises(IntegrityError):
        append(store, replace(sale(2), id=made_id(1)))
    assert standing(store).balance(STAMPS) == 1


def test_an_operation_for_an_unknown_member_is_refused_whole(store: Store) -> None:
    with pytest.raises(IntegrityError):
        append(store, sale(1, member_id=77))
    with store.read() as connection:
        assert ledger.operation(connection, made_id(1)) is None


@pytest.mark.parametrize("number", [1, 3])
def test_a_till_counts_without_gap_or_repeat(store: Store, number: int) -> None:
    append(store, sale(1))
    with pytest.raises(ValueError, match="expects number 2"):
        append(store, replace(sale(number), id=made_id(9)))
    with store.read() as connection:
        assert ledger.next_number(connection, "A") == 2
        assert ledger.next_number(connection, "B") == 1


@pytest.mark.parametrize("kinds", [("undo", "undo"), ("undo", "cancel"), ("cancel", "cancel")])
def test_an_operation_is_taken_back_once(store: Store, kinds: tuple[str, str]) -> None:
    first, second = (OperationKind(kind) for kind in kinds)
    append(store, sale(1), sale(2, kind=first, reverses=made_id(1)))
    with pytest.raises(IntegrityError):
        append(store, sale(3, kind=second, reverses=made_id(1)))


def test_an_operation_is_refunded_in_several_pieces_and_credited_besides(store: Store) -> None:
    kinds = (OperationKind.REFUND, OperationKind.REFUND, OperationKind.CREDIT, OperationKind.CANCEL)
    append(store, sale(1))
    append(store, *(sale(2 + index, kind=kind, reverses=made_id(1)) for index, kind in enumerate(kinds)))
    with store.read() as connection:
        assert [each.kind for each in ledger.reversals_of(connection, made_id(1))] == list(kinds)


def test_the_last_of_a_till_is_known(store: Store) -> None:
    append(store, sale(1), numbered(2, "B", 1), replace(numbered(3, "A", 2), member_id=None, entries=()))
    with store.read() as connection:
        last_a = ledger.last_of_till(connection, "A")
        assert last_a is not None
        assert last_a.id == made_id(3)
        assert ledger.last_of_till(connection, "C") is None


def test_the_latest_time_is_looked_for_among_the_newest_numbers_of_the_till(store: Store) -> None:
    ahead = replace(sale(1), at_ms=BEGAN_MS + 10**10)
    append(store, ahead, sale(2), replace(numbered(3, "B", 1), at_ms=BEGAN_MS + 10**11))
    with store.read() as connection:
        assert ledger.latest_ms(connection, "A", 2) == ahead.at_ms
        assert ledger.latest_ms(connection, "A", 1) == sale(2).at_ms
        assert ledger.latest_ms(connection, "C", 2) is None


def test_later_for_a_member_goes_by_number_on_one_till_and_by_time_on_another(store: Store) -> None:
    first, on_b = sale(1), numbered(2, "B", 1)
    set_back = replace(numbered(3, "A", 2), at_ms=first.at_ms - 3_600_000)
    append(store, first, on_b)
    with store.read() as connection:
        assert ledger.is_followed(connection, first, 1_000)
        assert not ledger.is_followed(connection, on_b, 1_000)
    append(store, set_back)
    with store.read() as connection:
        assert ledger.is_followed(connection, replace(first, at_ms=on_b.at_ms), 1_000)
        assert not ledger.is_followed(connection, replace(set_back, at_ms=on_b.at_ms), 1_000)
        assert not ledger.is_followed(connection, first, 2_000)


@pytest.mark.parametrize("table", ["operations", "entries"])
@pytest.mark.parametrize("change", ["UPDATE {} SET member_id = 0", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_ledger(
    store: Store, database: Path, table: str, change: str
) -> None:
    append(store, sale(1))
    connection = raw(database)
    with pytest.raises(Exception, match="the ledger only grows"):
        connection.execute(change.format(table))
    connection.close()


def test_replacing_a_row_does_not_slip_past_the_guards(store: Store) -> None:
    append(store, sale(1))
    with pytest.raises(IntegrityError, match="the ledger only grows"), store.write() as connection:
        connection.exec_driver_sql("REPLACE INTO operations SELECT * FROM operations")


def test_each_till_has_its_own_chain(store: Store) -> None:
    append(store, sale(1), numbered(2, "B", 1), numbered(3, "A", 2))
    with store.read() as connection:
        heads = {till: ledger.head(connection, till) for till in "ABC"}
    assert [heads[till][0] for till in "ABC"] == [2, 1, 0]
    assert len({end for _, end in heads.values()}) == 3
    assert heads["C"][1] == bytes(32)
