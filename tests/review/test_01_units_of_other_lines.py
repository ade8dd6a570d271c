"""Refunds by line: which stamps go."""

from __future__ import annotations

from loyalty.basket import Basket, Line
from loyalty.ledger import Account, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till

STAMPS = Account("card", Unit.STAMP)


def test_returning_cakes_takes_no_stamp_of_the_coffees() -> None:
    # Wrong by part 3 "stamps earned by units follow their units": units of every line are counted, not the card's own.
    till = Till([programme("stamp_card", "card", reward_title="x", category="coffee")])
    coffee = Line(60, 2, product_id="latte", category="coffee")
    sale = till.sell(Basket((coffee, Line(80, 3, product_id="cake", category="food"))))
    assert till.has(STAMPS) == 2
    till.refund(sale, lines={1: 2})
    # By money it would be ceil(2 x 160 / 360) = 1 at most; by units 0.
    assert till.has(STAMPS) == 2


def test_returning_the_dear_unit_takes_the_stamps_its_money_earned() -> None:
    # Wrong by part 3 "taken back = ceil(earned x refunded / bill)": a card by amount follows units, keeps 10 stamps.
    till = Till([programme("stamp_card", "card", reward_title="x", earn_by="amount", stamps_needed=50)])
    sale = till.sell(Basket((Line(1_000, product_id="pot"), Line(100, product_id="cup"))))
    assert till.has(STAMPS) == 11
    till.refund(sale, lines={0: 1})
    assert till.has(STAMPS) == 1
