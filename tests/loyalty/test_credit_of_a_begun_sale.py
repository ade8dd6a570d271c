"""A sale begun before midnight, credited later."""

from __future__ import annotations

from loyalty.basket import Choices
from loyalty.ledger import Operation
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import MINUTE_MS, POINTS, Till, amount, preset


def test_a_credited_sale_is_judged_by_its_beginning_too() -> None:
    friday = programme("multiplier", "friday", weekdays=["fri"])
    till = Till([*preset("point_per_hundred"), friday])
    till.at("2026-03-07", 0)  # Saturday
    begun = till.now_ms - 10 * MINUTE_MS
    till.now_ms += 10 * MINUTE_MS
    credited = till.credit(till.sell(amount(100), Choices(begun_ms=begun), member_id=None))
    assert isinstance(credited, Operation)
    assert till.has(POINTS) == 2
