"""What a refund mirrors: whose stamps go, which cards open again, what comes back to a balance that ended."""

from __future__ import annotations

from loyalty.basket import Choices
from tests.loyalty.till import COFFEE, DAY_MS, POINTS, Till, amount, preset


def test_points_given_back_to_a_lot_that_ended_by_idleness_have_their_grace() -> None:
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    till.sell(amount(1_000))
    sale = till.sell(amount(60), Choices(rewards={COFFEE: 1}))
    till.now_ms += 40 * DAY_MS
    till.refund(sale)
    assert till.quote(amount(10)).before[POINTS] == 10
    till.now_ms += 7 * DAY_MS
    assert till.quote(amount(10)).before[POINTS] == 10
    till.now_ms += DAY_MS
    assert till.quote(amount(10), Choices(rewards={COFFEE: 1})).applied == ()


def test_points_given_back_while_the_visits_keep_them_alive_return_to_their_lot() -> None:
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    first = till.sell(amount(1_000))
    sale = till.sell(amount(60), Choices(rewards={COFFEE: 1}))
    till.now_ms += 20 * DAY_MS
    till.refund(sale)
    lots = [lot for lot in till.standing().lots if lot.account == POINTS]
    assert [(lot.key.operation_id, lot.left, lot.expires_on) for lot in lots] == [(first.id, 10, None)]
