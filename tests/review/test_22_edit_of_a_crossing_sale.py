"""An edited sale in a shop whose crossing sale has the new tier."""

from __future__ import annotations

from loyalty.basket import Basket, Choices, Line
from loyalty.editing import Edited, edit
from loyalty.ledger import Operation
from loyalty.shop import ShopRules
from tests.loyalty.programs.terms import programme
from tests.loyalty.programs.tiers_shop import tiers
from tests.loyalty.till import Till, amount


def _edited(till: Till, sale: Operation, basket: Basket) -> Edited:
    now, then = till.standing(), Till(till.programmes, till.shop).standing()
    ids = "e" * 32, "f" * 32
    answer = edit(till.programmes, sale, till.acting_on(sale), now, then, basket, Choices(), till.shop, *ids)
    assert isinstance(answer, Edited)
    return answer


def test_a_bill_mistyped_above_a_threshold_keeps_no_discount_of_that_level() -> None:
    # Wrong by part 3 "posted again at its original ... tier": the tier that the typing error crossed is taken for it.
    till = Till([tiers()], ShopRules(crossing_gets_tier=True))
    sale = till.sell(amount(12_000))
    assert sale.bill == 10_800
    assert _edited(till, sale, amount(1_200)).outcome.to_pay == 1_200


def test_a_membership_taken_off_the_bill_leaves_no_discount() -> None:
    # Wrong by the same line: the membership is no longer bought, and its 50 percent stay.
    till = Till([programme("membership", "vip", discount=50)], ShopRules(crossing_gets_tier=True))
    fee = Line(1_200, plan="vip:time")
    sale = till.sell(Basket((Line(1_000), fee)))
    assert sale.bill == 1_700
    assert _edited(till, sale, amount(1_000)).outcome.to_pay == 1_000
