"""A sale is refunded whose stamps, or money, another sale turned into something."""

from __future__ import annotations

from loyalty.ledger import Account, Operation, Unit
from loyalty.shop import ShopRules
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import REMAINDER, Till, amount, cups, preset

STAMPS, GIFTS = Account("card", Unit.STAMP), Account("card", Unit.REWARD)


def test_a_waiting_reward_goes_when_the_stamps_behind_it_go_back() -> None:
    # Wrong by part 3 "nothing is usable below 0" and "Points already spent": nothing was spent, and one stamp is left
    # of ten; yet a free coffee waits beside -9 stamps.
    till = Till([programme("stamp_card", "card", reward_title="x")])
    nine = till.sell(cups(9))
    till.sell(cups(1))
    till.refund(nine)
    assert (till.has(GIFTS), till.has(STAMPS)) == (0, 1)


def test_who_spent_nothing_is_not_refused_a_refund_for_a_card_that_is_full() -> None:
    # Wrong by part 3 "Points already spent ... (or refuse)": no reward was taken, and the money is not given back.
    till = Till([programme("stamp_card", "card", reward_title="x")], ShopRules(negative_balance="refuse"))
    nine = till.sell(cups(9))
    till.sell(cups(1))
    assert isinstance(till.refund(nine), Operation)


def test_who_spent_nothing_is_not_refused_a_refund_for_what_was_carried() -> None:
    # Wrong by the same line: 60 and 60 made a point that is still there, and the refund of one is refused.
    till = Till(preset("point_per_hundred", carry=True), ShopRules(negative_balance="refuse"))
    first = till.sell(amount(60))
    till.sell(amount(60))
    assert till.has(REMAINDER) == 20
    assert isinstance(till.refund(first), Operation)
