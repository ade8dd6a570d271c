"""Refunds in pieces of points of which some were spent and the rest ended."""

from __future__ import annotations

import pytest

from loyalty.basket import Choices
from loyalty.ledger import OperationKind
from loyalty.living import expire
from tests.loyalty.till import COFFEE, DAY_MS, MEI, POINTS, Till, amount, preset


@pytest.mark.parametrize("pieces", [(1_000,), (500, 500), (250, 250, 250, 250)])
def test_pieces_owe_what_the_whole_refund_owes(pieces: tuple[int, ...]) -> None:
    # Wrong by part 3 "exact at the last piece": what ended is forgiven once for every piece, so spent points are kept.
    till = Till(preset("point_per_hundred", expires="days", expires_after=10))
    sale = till.sell(amount(1_000))
    till.sell(amount(0 + 1), Choices(rewards={COFFEE: 0}))
    from loyalty.adjustments import adjust

    till.adjust(adjust(till.programmes, POINTS, -4, till.standing(), till.now_ms, till.shop, till._next_id(), "x"))
    till.now_ms += 20 * DAY_MS
    day = till.shop.calendar.business_day(till.now_ms)
    entries = expire(till.programmes, till.standing(), day, till.shop.calendar, till._next_id())
    ending = till._record(OperationKind.EXPIRE, MEI, None, 0, 0, entries, {})
    plain = till.acting_on
    till.acting_on = lambda each: (*plain(each), ending)  # type: ignore[method-assign]
    for piece in pieces:
        till.refund(sale, piece)
    assert till.has(POINTS) == -4
