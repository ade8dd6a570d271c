"""The lots a movement touches."""

from __future__ import annotations

from datetime import date

import pytest

from loyalty.ledger import DEBT, Account, Entry, EntryReason, Lot, LotKey, Standing, Unit
from loyalty.lots import PENDING_OPERATION, Book

POINTS = Account("points", Unit.POINT)
OLD, NEW, LATE = (LotKey(each * 32, 0) for each in "abc")
OPERATION = "d" * 32
MARCH, MAY = date(2026, 3, 31), date(2026, 5, 31)


def lot(key: LotKey, left: int, earned_at_ms: int = 0, expires_on: date | None = None) -> Lot:
    return Lot(key, POINTS, left, earned_at_ms, expires_on)


def book(*lots: Lot) -> Book:
    return Book(Standing(1, lots), OPERATION)


def moves(worked: Book) -> list[tuple[LotKey, int]]:
    return [(entry.lot, entry.delta) for entry in worked.entries]


def earned(key: LotKey, delta: int, expires_on: date | None = None) -> Entry:
    return Entry(4, POINTS, delta, key, EntryReason.EARNED_BY_AMOUNT, {}, expires_on)


def test_the_oldest_lot_is_spent_first() -> None:
    worked = book(lot(NEW, 5, earned_at_ms=2), lot(OLD, 3, earned_at_ms=1))
    worked.spend(POINTS, 4, EntryReason.POINTS_SPENT, {})
    assert moves(worked) == [(OLD, -3), (NEW, -1)]
    assert worked.balances[POINTS] == 4


def test_lots_of_one_moment_are_spent_by_their_key() -> None:
    worked = book(lot(NEW, 5), lot(OLD, 3))
    worked.spend(POINTS, 1, EntryReason.POINTS_SPENT, {})
    assert moves(worked) == [(OLD, -1)]


def test_the_nearest_expiry_is_spent_first_and_no_expiry_last() -> None:
    worked = book(lot(OLD, 1, 1), lot(NEW, 1, 2, MAY), lot(LATE, 1, 3, MARCH))
    worked.spend(POINTS, 3, EntryReason.POINTS_SPENT, {})
    assert [(entry.lot, entry.expires_on) for entry in worked.entries] == [(LATE, MARCH), (NEW, MAY), (OLD, None)]


def test_a_lot_is_never_overdrawn() -> None:
    with pytest.raises(ValueError, match="does not hold 9"):
        book(lot(OLD, 8)).spend(POINTS, 9, EntryReason.POINTS_SPENT, {})
    book(lot(OLD, 8)).spend(POINTS, 8, EntryReason.POINTS_SPENT, {})


def test_one_too_many_is_too_many() -> None:
    with pytest.raises(ValueError, match="does not hold 1"):
        book().spend(POINTS, 1, EntryReason.POINTS_SPENT, {})


def test_a_lot_is_keyed_by_its_operation_and_position() -> None:
    worked = book()
    worked.earn(POINTS, 2, EntryReason.EARNED_BY_AMOUNT, {"base": 200})
    worked.earn(POINTS, 3, EntryReason.EARNED_BY_AMOUNT, {})
    assert moves(worked) == [(LotKey(OPERATION, 0), 2), (LotKey(OPERATION, 1), 3)]
    assert worked.entries[0].facts == {"base": 200}
    nameless = Book(Standing(1), "")
    nameless.earn(POINTS, 2, EntryReason.EARNED_BY_AMOUNT, {})
    assert nameless.entries[0].lot == LotKey(PENDING_OPERATION, 0) != DEBT


def test_an_earning_fills_the_debt_and_leaves_the_rest() -> None:
    worked = book(lot(DEBT, -2))
    worked.earn(POINTS, 5, EntryReason.EARNED_BY_AMOUNT, {})
    new = LotKey(OPERATION, 0)
    assert moves(worked) == [(new, 5), (new, -2), (DEBT, 2)]
    worked.earn(POINTS, 1, EntryReason.EARNED_BY_AMOUNT, {})
    assert moves(worked)[3:] == [(LotKey(OPERATION, 3), 1)]
    assert worked.balances[POINTS] == 4


def test_a_debt_larger_than_the_earning_takes_all_of_it() -> None:
    worked = book(lot(DEBT, -7))
    worked.earn(POINTS, 1, EntryReason.EARNED_BY_AMOUNT, {})
    worked.earn(POINTS, 1, EntryReason.EARNED_BY_AMOUNT, {})
    assert [delta for key, delta in moves(worked) if key == DEBT] == [1, 1]
    assert worked.balances[POINTS] == -5


def test_what_is_taken_back_comes_from_its_own_lot_first() -> None:
    worked = book(lot(OLD, 5, 1), lot(NEW, 5, 2))
    worked.take_back(earned(NEW, 5), 4, {"of": 4})
    assert moves(worked) == [(NEW, -4)]
    assert worked.entries[0].facts == {"of": 4}


def test_what_its_lot_lacks_comes_from_others_and_then_from_debt() -> None:
    worked = book(lot(OLD, 5, 1), lot(NEW, 2, 2))
    worked.take_back(earned(NEW, 9), 9, {})
    assert moves(worked) == [(NEW, -2), (OLD, -5), (DEBT, -2)]
    worked.take_back(earned(NEW, 9), 1, {})
    assert worked.balances[POINTS] == -3


def test_what_is_given_back_returns_to_its_lot_with_its_expiry() -> None:
    worked = book()
    worked.give_back(Entry(0, POINTS, -3, OLD, EntryReason.POINTS_SPENT, {}, MAY), 3, {"of": 0})
    entry = worked.entries[0]
    assert (entry.lot, entry.delta, entry.reason, entry.expires_on) == (OLD, 3, EntryReason.GIVEN_BACK, MAY)


def test_what_is_given_back_fills_the_debt_first() -> None:
    worked = book(lot(DEBT, -2))
    worked.give_back(Entry(0, POINTS, -3, OLD, EntryReason.POINTS_SPENT), 3, {"of": 0})
    assert moves(worked) == [(OLD, 3), (OLD, -2), (DEBT, 2)]
    worked.spend(POINTS, 1, EntryReason.POINTS_SPENT, {})
    assert worked.balances[POINTS] == 0
