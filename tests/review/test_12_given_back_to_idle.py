"""Points given back after they would have ended by idleness."""

from __future__ import annotations

from loyalty.basket import Choices
from tests.loyalty.till import COFFEE, DAY_MS, POINTS, Till, amount, preset


def test_points_given_back_to_a_lot_that_ended_by_idleness_have_their_grace() -> None:
    # Wrong by part 3 "to an expired one: grace days, default 7": they come back dead, as only dated lots have a grace.
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    till.sell(amount(1_000))
    sale = till.sell(amount(60), Choices(rewards={COFFEE: 1}))
    till.now_ms += 40 * DAY_MS
    till.refund(sale)
    assert till.quote(amount(10)).before[POINTS] == 10
