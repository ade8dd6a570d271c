"""What a refund settles besides its own sale: cards and points that other sales made of what goes back."""

from __future__ import annotations

from loyalty.basket import Basket, Choices
from loyalty.ledger import Account, Operation, Unit
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import REMAINDER, Till, amount, cups, preset

STAMPS, GIFTS = Account("card", Unit.STAMP), Account("card", Unit.REWARD)


def test_a_waiting_reward_goes_when_the_stamps_behind_it_go_back() -> None:
    till = Till([programme("stamp_card", "card", reward_title="x")])
    nine = till.sell(cups(9))
    till.sell(cups(1))
    till.refund(nine)
    assert (till.has(GIFTS), till.has(STAMPS)) == (0, 1)


def test_who_spent_nothing_is_not_refused_a_refund_for_a_card_that_is_full() -> None:
    till = Till([programme("stamp_card", "card", reward_title="x")], ShopRules(negative_balance="refuse"))
    nine = till.sell(cups(9))
    till.sell(cups(1))
    assert isinstance(till.refund(nine), Operation)


def test_who_spent_nothing_is_not_refused_a_refund_for_what_was_carried() -> None:
    till = Till(preset("point_per_hundred", carry=True), ShopRules(negative_balance="refuse"))
    first = till.sell(amount(60))
    till.sell(amount(60))
    assert till.has(REMAINDER) == 20
    assert isinstance(till.refund(first), Operation)


def test_refunding_both_sales_of_a_card_leaves_nothing() -> None:
    till = Till([programme("stamp_card", "card", reward_title="x")], ShopRules(negative_balance="refuse"))
    nine, one = till.sell(cups(9)), till.sell(cups(1))
    assert isinstance(till.refund(nine), Operation)
    assert isinstance(till.refund(one), Operation)
    assert (till.has(GIFTS), till.has(STAMPS)) == (0, 0)


def test_who_took_the_reward_is_refused_where_the_shop_wants_no_debts() -> None:
    till = Till([programme("stamp_card", "card", reward_title="x")], ShopRules(negative_balance="refuse"))
    nine = till.sell(cups(9))
    till.sell(cups(1))
    till.sell(Basket(), Choices(rewards={"card:gift": 1}))
    assert till.refund(nine) == Refusal(
        RefusalReason.BALANCE_TOO_SMALL, {"missing": 9, "missing_1": 9, "unit_1": "stamp", "programme_1": "節目 card"}
    )
