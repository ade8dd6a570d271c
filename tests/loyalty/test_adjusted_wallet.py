"""Stored value corrected by hand."""

from __future__ import annotations

from loyalty.adjustments import adjust
from loyalty.basket import Choices
from tests.loyalty.programs.wallet import PAID, PAY, till
from tests.loyalty.till import DAY_MS, amount


def test_paid_money_added_by_hand_never_ends() -> None:
    at = till(expires="days", expires_after=30)
    at.adjust(adjust(at.programmes, PAID, 500, at.standing(), at.now_ms, at.shop, at._next_id(), "wrongly typed"))
    at.now_ms += 60 * DAY_MS
    assert at.quote(amount(100), Choices(rewards={PAY: 100})).to_pay == 0
