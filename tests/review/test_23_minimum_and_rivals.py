"""A percentage with a minimum beside another percentage."""

from __future__ import annotations

from loyalty.basket import Choices
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, amount


def test_a_percentage_that_loses_is_no_other_discount() -> None:
    # Wrong by part 2.1 "ONE whole-bill percentage ... most money off this basket wins": the 9折 that would lose takes
    # the bill below the coupon's minimum first, and the customer pays 855 instead of 760.
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
