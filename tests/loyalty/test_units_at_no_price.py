"""A unit that costs nothing because of a discount."""

from __future__ import annotations

from loyalty.ledger import Account, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, cups


def test_a_second_cup_at_no_price_earns_no_stamp() -> None:
    offer = programme(
        "offer",
        "two",
        reward_kind="percent_off",
        reward_percent=100,
        reward_scope="cheapest",
        reward_title="x",
        minimum_quantity=2,
    )
    till = Till([programme("stamp_card", "card", reward_title="x"), offer])
    sale = till.sell(cups(2))
    assert (sale.bill, till.has(Account("card", Unit.STAMP))) == (60, 1)


def test_cups_that_cost_nothing_at_all_earn_no_stamps() -> None:
    coupon = programme("coupon", "all", code="ALL", reward_kind="amount_off", reward_amount=600, reward_title="x")
    till = Till([programme("stamp_card", "card", reward_title="x"), coupon])
    from loyalty.basket import Choices

    sale = till.sell(cups(10), Choices(codes=("ALL",)))
    assert (sale.bill, till.has(Account("card", Unit.REWARD))) == (0, 0)
