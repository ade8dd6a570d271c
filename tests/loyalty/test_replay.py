"""A standing from the operations alone."""

from __future__ import annotations

from loyalty.basket import Basket, Choices
from loyalty.ledger import DEBT, Operation
from loyalty.replay import lots_of, standing_of
from tests.loyalty.till import COFFEE, MEI, MINUTE_MS, POINTS, Till, amount, preset


def test_nobody_has_done_anything_yet() -> None:
    standing = standing_of(MEI, [])
    assert (standing.lots, standing.visits, standing.spent, standing.last_visit_ms) == ((), 0, 0, None)


def test_visits_and_spending_follow_the_sales() -> None:
    till = Till(preset("both"))
    till.sell(amount(100))
    till.now_ms += MINUTE_MS
    last = till.sell(amount(250))
    standing = till.standing()
    assert (standing.visits, standing.spent, standing.last_visit_ms) == (2, 350, last.at_ms)


def test_an_undone_visit_was_none() -> None:
    till = Till(preset("both"))
    first = till.sell(amount(100))
    till.undo(till.sell(amount(250)))
    standing = till.standing()
    assert (standing.visits, standing.spent, standing.last_visit_ms) == (1, 100, first.at_ms)


def test_a_refunded_visit_was_one() -> None:
    till = Till(preset("both"))
    sale = till.sell(amount(100))
    till.refund(sale)
    standing = till.standing()
    assert (standing.visits, standing.spent, standing.last_visit_ms) == (1, 0, sale.at_ms)


def test_a_cancelled_credited_sale_is_no_last_visit() -> None:
    till = Till(preset("both"))
    sale = till.sell(amount(100), member_id=None)
    till.credit(sale)
    till.cancel(sale)
    standing = till.standing()
    assert (standing.visits, standing.spent, standing.last_visit_ms) == (0, 0, None)


def test_a_sale_credited_again_after_an_undo_is_a_visit() -> None:
    till = Till(preset("both"))
    sale = till.sell(amount(100), member_id=None)
    first = till.credit(sale)
    assert isinstance(first, Operation)
    till.undo(first)
    again = till.credit(sale)
    assert isinstance(again, Operation)
    assert (till.standing().visits, till.standing().last_visit_ms) == (1, again.at_ms)


def test_a_lot_given_back_keeps_the_time_it_was_earned() -> None:
    till = Till(preset("point_per_hundred"))
    earning = till.sell(amount(1_000))
    till.now_ms += MINUTE_MS
    spending = till.sell(Basket(), Choices(rewards={COFFEE: 1}))
    assert lots_of(till.operations, MEI) == ()
    till.refund(spending)
    (lot,) = lots_of(till.operations, MEI)
    assert (lot.left, lot.earned_at_ms, lot.key.operation_id) == (10, earning.at_ms, earning.id)


def test_a_debt_has_no_time() -> None:
    till = Till(preset("point_per_hundred"))
    earning = till.sell(amount(1_000))
    till.sell(Basket(), Choices(rewards={COFFEE: 1}))
    assert isinstance(till.refund(earning), Operation)
    (lot,) = lots_of(till.operations, MEI)
    assert (lot.key, lot.account, lot.left, lot.earned_at_ms) == (DEBT, POINTS, -10, 0)
