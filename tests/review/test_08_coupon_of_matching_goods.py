"""A next-visit coupon earned by some goods."""

from __future__ import annotations

from loyalty.basket import Basket, Line
from loyalty.ledger import Account, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till


def test_refunding_the_goods_that_brought_the_coupon_takes_it_back() -> None:
    # Wrong by part 3 "Refund mirrors both ways": 300 of coffee brought it, none is left, other goods keep it alive.
    back = programme(
        "coupon",
        "back",
        way="next_visit",
        after_amount=300,
        categories=["coffee"],
        reward_kind="amount_off",
        reward_amount=50,
        reward_title="x",
    )
    till = Till([back])
    beans = Line(300, product_id="beans", category="coffee")
    sale = till.sell(Basket((beans, Line(300, product_id="cake", category="food"))))
    assert till.has(Account("back", Unit.REWARD)) == 1
    till.refund(sale, lines={0: 1})
    assert till.has(Account("back", Unit.REWARD)) == 0
