"""Undo, cancel, refund: what is mirrored, how much of it, and when the answer is no."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices
from loyalty.ledger import DEBT, Account, EntryReason, LotKey, Operation, OperationKind
from loyalty.refusals import Refusal, RefusalReason
from loyalty.reversals import member_of
from loyalty.shop import ShopRules
from tests.loyalty.till import (
    COFFEE,
    DAY_MS,
    GIFT,
    GIFTS,
    MEI,
    MINUTE_MS,
    POINTS,
    REMAINDER,
    STAMPS,
    Till,
    amount,
    cups,
    preset,
)

YU = 78


def refused(answer: Operation | Refusal) -> RefusalReason:
    assert isinstance(answer, Refusal)
    return answer.reason


def done(answer: Operation | Refusal) -> Operation:
    assert isinstance(answer, Operation)
    return answer


def lots(till: Till, account: Account) -> dict[LotKey, int]:
    return {lot.key: lot.left for lot in till.standing().lots if lot.account == account}


@pytest.fixture
def till() -> Till:
    return Till(preset("both"))


def test_an_undo_takes_back_what_was_earned(till: Till) -> None:
    sale = till.sell(cups(3, price=100))
    back = done(till.undo(sale))
    assert (back.kind, back.bill, back.counts_visit, back.reverses) == (OperationKind.UNDO, -300, -1, sale.id)
    assert {entry.reason for entry in back.entries} == {EntryReason.TAKEN_BACK}
    assert (till.has(STAMPS), till.has(POINTS)) == (0, 0)


def test_an_undo_gives_a_redeemed_reward_back_to_its_lot(till: Till) -> None:
    till.sell(cups(10))
    before = lots(till, GIFTS)
    till.undo(till.sell(Basket(), Choices(rewards={GIFT: 1})))
    assert lots(till, GIFTS) == before


def test_an_undo_opens_a_filled_card_again(till: Till) -> None:
    for _ in range(9):
        till.sell(amount(50))
    before = lots(till, STAMPS)
    till.undo(till.sell(amount(50)))
    assert lots(till, STAMPS) == before
    assert till.has(GIFTS) == 0


def test_an_undo_reaches_only_the_last_operation(till: Till) -> None:
    sale = till.sell(amount(100))
    till.sell(amount(100))
    assert refused(till.undo(sale)) is RefusalReason.UNDO_NOT_LAST


def test_an_undo_is_too_late_after_the_shops_minutes(till: Till) -> None:
    sale = till.sell(amount(100))
    till.now_ms = sale.at_ms + 10 * MINUTE_MS + 1
    answer = till.undo(sale)
    assert answer == Refusal(RefusalReason.UNDO_TOO_LATE, {"minutes": 10})
    till.now_ms = sale.at_ms + 10 * MINUTE_MS
    assert done(till.undo(sale)).kind is OperationKind.UNDO


def test_nothing_is_taken_back_twice(till: Till) -> None:
    sale = till.sell(amount(100))
    till.undo(sale)
    assert refused(till.undo(sale)) is RefusalReason.ALREADY_REVERSED
    assert refused(till.cancel(sale)) is RefusalReason.ALREADY_REVERSED
    assert refused(till.refund(sale)) is RefusalReason.ALREADY_REVERSED


def test_a_reversal_is_not_reversible(till: Till) -> None:
    back = done(till.undo(till.sell(amount(100))))
    for answer in (till.undo(back), till.cancel(back), till.refund(back)):
        assert refused(answer) is RefusalReason.NOT_REVERSIBLE


def test_a_cancel_is_for_the_same_business_day(till: Till) -> None:
    sale = till.sell(amount(100))
    till.now_ms += DAY_MS
    assert refused(till.cancel(sale)) is RefusalReason.CANCEL_OTHER_DAY
    till.now_ms -= DAY_MS
    assert done(till.cancel(sale)).bill == -100


def test_a_cancel_takes_back_what_a_refund_left(till: Till) -> None:
    sale = till.sell(amount(1_000))
    till.refund(sale, 300)
    cancelled = done(till.cancel(sale))
    assert (cancelled.bill, till.has(POINTS), till.has(STAMPS)) == (-700, 0, 0)
    assert till.standing().spent == 0


def test_refunds_add_up_and_the_last_piece_is_exact(till: Till) -> None:
    sale = till.sell(amount(999))
    taken = []
    for money in (100, 100, None):
        done(till.refund(sale, money))
        taken.append(9 - till.has(POINTS))
    assert taken == [1, 2, 9]
    assert till.standing().spent == 0


def test_a_small_refund_rounds_what_is_taken_back_up(till: Till) -> None:
    sale = till.sell(amount(1_000))
    till.refund(sale, 1)
    assert till.has(POINTS) == 9
    till.refund(sale, 1)
    assert till.has(POINTS) == 9


def test_a_small_refund_rounds_what_is_given_back_down() -> None:
    till = Till(preset("point_per_hundred", money_off=1))
    till.sell(amount(1_000))
    sale = till.sell(amount(13), Choices(rewards={"points:money": 10}))
    till.refund(sale, 5)
    assert till.has(POINTS) == 3
    till.refund(sale, 4)
    assert till.has(POINTS) == 6
    till.refund(sale, 4)
    assert till.has(POINTS) == 10


def test_a_reward_comes_back_with_the_last_piece_only(till: Till) -> None:
    till.sell(cups(10))
    sale = till.sell(cups(3, price=100), Choices(rewards={GIFT: 1}))
    till.refund(sale, 199)
    assert till.has(GIFTS) == 0
    till.refund(sale, 1)
    assert till.has(GIFTS) == 1


def test_a_sale_of_nothing_is_refunded_whole(till: Till) -> None:
    till.sell(amount(1_000))
    sale = till.sell(Basket(), Choices(rewards={COFFEE: 1}))
    assert till.has(POINTS) == 0
    assert refused(till.refund(sale, 0)) is RefusalReason.REFUND_NOTHING
    assert done(till.refund(sale)).bill == 0
    assert till.has(POINTS) == 10
    assert refused(till.refund(sale)) is RefusalReason.ALREADY_REVERSED


def test_what_cannot_be_refunded(till: Till) -> None:
    sale = till.sell(amount(500))
    assert refused(till.refund(sale, 0)) is RefusalReason.REFUND_NOTHING
    assert refused(till.refund(sale, -1)) is RefusalReason.AMOUNT_IS_NEGATIVE
    assert till.refund(sale, 501) == Refusal(RefusalReason.REFUND_EXCEEDS_BILL, {"left": 500})
    till.refund(sale, 200)
    assert till.refund(sale, 301) == Refusal(RefusalReason.REFUND_EXCEEDS_BILL, {"left": 300})


def test_stamps_follow_their_units(till: Till) -> None:
    sale = till.sell(cups(4, price=100))
    till.refund(sale, 300, units=1)
    assert till.has(STAMPS) == 3
    till.refund(sale, 50, units=1)
    assert till.has(STAMPS) == 2
    till.refund(sale)
    assert till.has(STAMPS) == 0


def test_stamps_without_units_follow_the_money(till: Till) -> None:
    sale = till.sell(cups(4, price=100))
    till.refund(sale, 100)
    assert till.has(STAMPS) == 3


def test_a_part_refund_opens_only_the_cards_that_would_not_have_filled(till: Till) -> None:
    sale = till.sell(cups(23, price=10))
    assert (till.has(GIFTS), till.has(STAMPS)) == (2, 3)
    till.refund(sale, 20, units=2)
    assert (till.has(GIFTS), till.has(STAMPS)) == (2, 1)
    till.refund(sale, 20, units=2)
    assert (till.has(GIFTS), till.has(STAMPS)) == (1, 9)
    till.refund(sale)
    assert (till.has(GIFTS), till.has(STAMPS)) == (0, 0)


def test_spent_points_taken_back_become_a_debt(till: Till) -> None:
    sale = till.sell(amount(1_000))
    till.sell(Basket(), Choices(rewards={COFFEE: 1}))
    till.refund(sale)
    assert till.has(POINTS) == -10
    assert lots(till, POINTS) == {DEBT: -10}


def test_nothing_is_usable_below_zero_and_new_earnings_fill_the_hole_first(till: Till) -> None:
    sale = till.sell(amount(1_000))
    till.sell(Basket(), Choices(rewards={COFFEE: 1}))
    till.refund(sale)
    worked_off = till.sell(amount(400))
    filled = [entry for entry in worked_off.entries if entry.reason is EntryReason.FILLS_DEBT]
    assert [(entry.delta, entry.lot == DEBT) for entry in filled] == [(-4, False), (4, True)]
    assert till.has(POINTS) == -6
    offer = till.quote(amount(2_000)).offers[0]
    assert (offer.most, offer.why_not.facts["missing"] if offer.why_not else 0) == (0, 16)
    till.sell(amount(2_000))
    assert till.has(POINTS) == 14
    assert all(lot.key != DEBT for lot in till.standing().lots if lot.account == POINTS)


def test_a_taken_back_reward_that_was_used_is_owed(till: Till) -> None:
    sale = till.sell(cups(10))
    till.sell(Basket(), Choices(rewards={GIFT: 1}))
    till.refund(sale)
    assert (till.has(GIFTS), till.has(STAMPS)) == (-1, 0)
    offer = till.quote(cups(1)).offers[1]
    assert offer.why_not == Refusal(RefusalReason.NOT_ENOUGH_STAMPS, {"missing": 20, "programme": "咖啡護照"})
    till.sell(cups(10))
    assert (till.has(GIFTS), till.has(STAMPS)) == (0, 0)


def test_points_are_taken_from_other_lots_before_they_become_a_debt(till: Till) -> None:
    first = till.sell(amount(1_000))
    till.sell(amount(500))
    till.sell(Basket(), Choices(rewards={COFFEE: 1}))
    till.refund(first)
    assert till.has(POINTS) == -5


def test_what_is_given_back_fills_a_debt() -> None:
    till = Till(preset("point_per_hundred"))
    first = till.sell(amount(1_000))
    spent = till.sell(amount(50), Choices(rewards={COFFEE: 1}))
    till.refund(first)
    till.refund(spent)
    assert till.has(POINTS) == 0
    assert lots(till, POINTS) == {}


def test_the_carried_remainder_comes_back_too() -> None:
    till = Till(preset("point_per_hundred", carry=True))
    till.sell(amount(70))
    sale = till.sell(amount(50))
    assert (till.has(POINTS), till.has(REMAINDER)) == (1, 20)
    till.undo(sale)
    assert (till.has(POINTS), till.has(REMAINDER)) == (0, 70)


def test_a_refund_without_a_member_moves_money_only(till: Till) -> None:
    sale = till.sell(amount(500), member_id=None)
    back = done(till.refund(sale, 200))
    assert (back.member_id, back.bill, back.entries) == (None, -200, ())


def test_a_refund_of_a_credited_sale_takes_back_from_who_was_credited(till: Till) -> None:
    sale = till.sell(amount(1_000), member_id=None)
    done(till.credit(sale, YU))
    assert (till.has(POINTS, YU), till.standing(YU).spent) == (10, 1_000)
    half = done(till.refund(sale, 500))
    assert (half.member_id, till.has(POINTS, YU), till.standing(YU).spent) == (YU, 5, 500)
    till.refund(sale)
    assert (till.has(POINTS, YU), till.has(STAMPS, YU), till.standing(YU).spent) == (0, 0, 0)


def test_an_undone_credit_no_longer_owns_the_sale(till: Till) -> None:
    sale = till.sell(amount(1_000), member_id=None)
    credited = done(till.credit(sale, YU))
    assert member_of(sale, till.acting_on(sale)) == YU
    undone = done(till.undo(credited))
    assert (undone.bill, undone.member_id, till.has(POINTS, YU)) == (-1_000, YU, 0)
    assert till.standing(YU).visits == 0
    assert member_of(sale, till.acting_on(sale)) is None
    assert done(till.refund(sale)).entries == ()


def test_a_credited_sale_is_not_undone_before_its_credit(till: Till) -> None:
    sale = till.sell(amount(1_000), member_id=None)
    till.credit(sale, YU)
    assert refused(till.undo(sale)) is RefusalReason.UNDO_NOT_LAST


def test_a_slip_is_credited_once_and_only_within_its_days(till: Till) -> None:
    sale = till.sell(amount(1_000), member_id=None)
    sold_at = till.now_ms
    till.now_ms = sold_at + 31 * DAY_MS
    assert till.credit(sale) == Refusal(RefusalReason.SLIP_TOO_OLD, {"days": 30})
    till.now_ms = sold_at + 30 * DAY_MS
    done(till.credit(sale))
    assert refused(till.credit(sale)) is RefusalReason.SLIP_ALREADY_CREDITED


def test_what_is_no_slip_of_a_stranger_is_not_credited(till: Till) -> None:
    assert refused(till.credit(till.sell(amount(100)))) is RefusalReason.SLIP_HAS_MEMBER
    stranger = till.sell(amount(100), member_id=None)
    till.refund(stranger, 10)
    assert refused(till.credit(stranger)) is RefusalReason.ALREADY_REVERSED
    credited = done(till.credit(till.sell(amount(100), member_id=None)))
    assert refused(till.credit(credited)) is RefusalReason.SLIP_UNKNOWN


def test_a_credit_spends_nothing_and_counts_the_stamps_of_then(till: Till) -> None:
    till.sell(amount(1_000))
    sale = till.sell(amount(100), Choices(stamps={"stamp-card": 3}, rewards={COFFEE: 1}), member_id=None)
    credited = done(till.credit(sale, MEI))
    assert {entry.reason for entry in credited.entries} == {
        EntryReason.EARNED_BY_AMOUNT,
        EntryReason.COUNTED_BY_HAND,
    }
    assert till.has(STAMPS) == 4


def test_the_minutes_and_days_are_the_shops_own() -> None:
    till = Till(preset("both"), ShopRules(undo_minutes=0, credit_days=0))
    sale = till.sell(amount(100))
    assert refused(till.undo(sale)) is RefusalReason.UNDO_TOO_LATE
    slip = till.sell(amount(100), member_id=None)
    till.now_ms += DAY_MS
    assert refused(till.credit(slip)) is RefusalReason.SLIP_TOO_OLD


def test_a_part_of_what_was_spent_returns_to_the_lot_spent_last() -> None:
    till = Till(preset("point_per_hundred", money_off=1))
    old, new = till.sell(amount(500)), till.sell(amount(500))
    sale = till.sell(amount(20), Choices(rewards={"points:money": 8}))
    assert lots(till, POINTS) == {LotKey(new.id, 0): 2}
    till.refund(sale, 5)
    assert lots(till, POINTS) == {LotKey(new.id, 0): 4}
    till.refund(sale, 5)
    assert lots(till, POINTS) == {LotKey(old.id, 0): 1, LotKey(new.id, 0): 5}
    till.refund(sale, 5)
    assert lots(till, POINTS) == {LotKey(old.id, 0): 3, LotKey(new.id, 0): 5}


def test_a_card_opened_again_returns_its_stamps_to_the_lots_taken_last() -> None:
    till = Till(preset("coffee_passport"))
    first, last = till.sell(cups(4)), till.sell(cups(16, price=10))
    assert (till.has(GIFTS), till.has(STAMPS)) == (2, 0)
    done(till.refund(last, 10, units=1))
    assert (till.has(GIFTS), till.has(STAMPS)) == (1, 9)
    assert lots(till, STAMPS) == {LotKey(last.id, 0): 9}
    done(till.refund(last))
    assert lots(till, STAMPS) == {LotKey(first.id, 0): 4}


def test_a_refund_writes_no_entry_of_nothing(till: Till) -> None:
    till.sell(cups(12, price=100))
    sale = till.sell(cups(9, price=100), Choices(rewards={GIFT: 1}))
    for money in (1, 1, 400, None):
        assert all(entry.delta for entry in done(till.refund(sale, money)).entries)


def test_a_refund_of_no_lines_is_a_refund_of_nothing() -> None:
    till = Till(preset("point_per_hundred"))
    sale = till.sell(amount(300))
    assert till.refund(sale, lines={}) == Refusal(RefusalReason.REFUND_NOTHING)
