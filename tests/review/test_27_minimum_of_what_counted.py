"""A referral that rests on the money that counted."""

from __future__ import annotations

from loyalty.adjustments import adjust
from loyalty.basket import Choices
from loyalty.ledger import Account, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, amount


def test_a_coupon_goes_when_the_money_that_brought_it_goes() -> None:
    # Wrong by part 3 "Refund mirrors both ways": 300 of money brought it, 150 are left; cashback fills up the rest.
    back = programme(
        "coupon",
        "back",
        way="next_visit",
        after_amount=300,
        reward_kind="amount_off",
        reward_amount=50,
        reward_title="x",
    )
    cash = Account("cash", Unit.CASHBACK)
    till = Till([back, programme("cashback", "cash", percent=1)])
    till.adjust(adjust(till.programmes, cash, 300, till.standing(), till.now_ms, till.shop, till._next_id(), "x"))
    sale = till.sell(amount(600), Choices(rewards={"cash:pay": 300}))
    assert (sale.bill, till.has(Account("back", Unit.REWARD))) == (300, 1)
    till.refund(sale, 300)
    assert till.has(Account("back", Unit.REWARD)) == 0
