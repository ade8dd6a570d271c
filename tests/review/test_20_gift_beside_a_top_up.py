"""A gift taken on a sale whose only money is a top-up."""

from __future__ import annotations

from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Account, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.programs.wallet import wallet
from tests.loyalty.till import Till, cups


def test_after_the_top_up_went_back_the_gift_can_still_go_back() -> None:
    # Wrong by part 3 "any sequence of partial refunds adds up to the full one": by amount the gift comes
    # back, by lines the sale counts as refunded whole before its goods went back.
    till = Till([programme("stamp_card", "card", reward_title="x"), wallet()])
    till.sell(cups(10))
    basket = Basket((Line(60, product_id="latte", category="飲料/咖啡"), Line(300, plan="wallet:plain")))
    sale = till.sell(basket, Choices(rewards={"card:gift": 1}))
    till.refund(sale, lines={1: 1})
    till.refund(sale, lines={0: 1})
    assert till.has(Account("card", Unit.REWARD)) == 1
