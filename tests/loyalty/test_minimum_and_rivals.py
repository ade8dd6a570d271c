"""A percentage with a minimum beside another percentage."""

from __future__ import annotations

from loyalty.basket import Choices
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, amount


def test_a_percentage_that_loses_is_no_other_discount() -> None:
    ten = programme("offer", "ten", reward_kind="percent_off", reward_percent=10, reward_title="9折")
    coupon = programme(
        "coupon",
        "c",
        code="C",
        reward_kind="percent_off",
        reward_percent=20,
        reward_title="8折",
        minimum_amount=900,
    )
    assert Till([ten, coupon]).quote(amount(950), Choices(codes=("C",))).to_pay == 760
