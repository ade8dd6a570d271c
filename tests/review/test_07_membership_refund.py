"""A membership bought twice, the first refunded."""

from __future__ import annotations

from datetime import date

from loyalty.basket import Basket, Line
from loyalty.checkout import situate
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till


def test_one_fee_refunded_leaves_one_year() -> None:
    # Wrong by part 1 "start, end" and part 3 "Refund mirrors both ways": 1,200 stays paid, and it runs for two years.
    till = Till([programme("membership", "vip", discount=10)])
    fee = Basket((Line(1_200, plan="vip:time"),))
    till.at("2026-03-01")
    first = till.sell(fee)
    till.sell(fee)
    till.refund(first)
    till.at("2027-06-01")
    held = situate(till.programmes, till.standing(), till.now_ms, till.shop).statuses
    assert till.shop.calendar.business_day(till.now_ms) == date(2027, 6, 1)
    assert held == frozenset()
