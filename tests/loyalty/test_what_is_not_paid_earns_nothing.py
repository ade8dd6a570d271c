"""Free units, and what points or a bonus paid, earn no points and no stamps, by whichever rule."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Account, Unit
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, amount, cups

POINTS, STAMPS = Account("pts", Unit.POINT), Account("card", Unit.STAMP)
MONEY = {"amount_step": 1, "money_off": 60, "money_off_points": 10}
CARD = programme("stamp_card", "card", stamps_needed=2, reward_title="x")
GIFT = Choices(rewards={"card:gift": 1})
PAY = Choices(rewards={"pts:money": 9})


def till_with(*programmes: Programme, shop: ShopRules | None = None, **terms: object) -> Till:
    """A till with points and some other programmes, and a gift of the card that waits."""
    till = Till([programme("points", "pts", **terms), CARD, *programmes], shop)
    till.sell(cups(2))
    return till


def test_an_order_of_a_free_cup_alone_brings_no_points() -> None:
    till = till_with(programme("extra_points", "more", programme="pts", earn_per="order", earn_amount=5))
    before = till.has(POINTS)
    till.sell(cups(1), GIFT)
    assert till.has(POINTS) == before
    till.sell(cups(1))
    assert till.has(POINTS) == before + 5


@pytest.mark.parametrize("per", ["order", "unit", "item"])
def test_what_points_paid_brings_no_points(per: str) -> None:
    till = till_with(programme("extra_points", "more", programme="pts", earn_per=per, earn_amount=5), **MONEY)
    before = till.has(POINTS)
    sale = till.sell(cups(1), PAY)
    assert (sale.bill, till.has(POINTS)) == (0, before - 10)


@pytest.mark.parametrize(("shop", "stamps"), [(ShopRules(), 0), (ShopRules(wallets_earn=True), 1)])
def test_a_cup_that_points_paid_is_a_stamp_only_where_they_earn(shop: ShopRules, stamps: int) -> None:
    till = till_with(shop=shop, **MONEY)
    sale = till.sell(cups(1), PAY)
    assert (sale.bill, till.has(STAMPS)) == (0, stamps)


def test_a_cup_that_stored_value_paid_is_a_stamp_and_one_that_its_bonus_paid_is_none() -> None:
    wallet = programme("stored_value", "w", top_ups=[{"id": "a", "pay": 60, "bonus": 60}])
    till = till_with(wallet)
    till.sell(Basket((Line(60, plan="w:a"),)))
    pay = Choices(rewards={"w:pay": 60})
    till.sell(cups(1), pay)
    assert till.has(STAMPS) == 1
    till.sell(cups(1), pay)
    assert till.has(STAMPS) == 1


def test_stamps_of_a_cup_that_points_paid_in_part_stay() -> None:
    till = till_with(**MONEY)
    till.sell(amount(1_000))
    sale = till.sell(cups(1, price=100), Choices(rewards={"pts:money": 1}))
    assert (sale.bill, till.has(STAMPS)) == (40, 0)
    assert till.has(Account("card", Unit.REWARD)) == 2


@pytest.mark.parametrize(
    "asking",
    [
        programme("extra_points", "more", programme="pts", earn_per="order", earn_amount=5, minimum_quantity=3),
        programme("multiplier", "more", percent=340, minimum_quantity=3),
        programme(
            "occasion",
            "more",
            month=3,
            day=1,
            effects=["bonus"],
            bonus_points=5,
            bonus_programme="pts",
            minimum_quantity=3,
        ),
    ],
    ids=["extra_points", "multiplier", "occasion"],
)
def test_a_free_cup_is_none_of_the_cups_that_must_be_bought(asking: Programme) -> None:
    till = till_with(asking)
    before = till.has(POINTS)
    till.sell(cups(3), GIFT)
    assert till.has(POINTS) == before + 1
    till.sell(cups(3))
    assert till.has(POINTS) == before + 1 + 6
