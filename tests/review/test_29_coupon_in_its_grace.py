"""A bearer coupon that comes back after its end, under terms that changed meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loyalty.basket import Choices
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, amount


def test_it_is_worth_what_it_promised_when_it_was_put_out() -> None:
    # Wrong by part 1 "Publishing a change makes a new version from a date" (old terms stay with what began under them):
    # the grace opens a new lot, whose day decides the terms; the printed 50 off becomes 10 off.
    def flyer(version: int, money: int) -> object:
        return programme(
            "coupon",
            "flyer",
            version,
            way="issued",
            valid_days=14,
            reward_kind="amount_off",
            reward_amount=money,
            reward_title="x",
        )

    old = replace(flyer(1, 50), from_day=date(2026, 1, 1))
    till = Till([old])
    till.at("2026-03-01")
    code = Choices(codes=till.issue(old, 1))
    sale = till.sell(amount(100), code)
    till.programmes = [replace(flyer(2, 10), from_day=date(2026, 3, 10), earlier=(old,))]
    till.at("2026-03-20")
    till.refund(sale)
    assert till.quote(amount(100), code).to_pay == 50
