"""A reward usable on the very sale that earns it: checked again after earning, and lessened until it holds."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices
from tests.loyalty.programs.terms import offer
from tests.loyalty.till import GIFT, GIFTS, STAMPS, Till, amount, cups, preset

TEN_OFF = {"id": "ten", "title": "折十元", "price": 1, "kind": "amount_off", "value": 10, "category": "", "cost": 10}


def _till(now: bool = True) -> Till:
    return Till(preset("coffee_passport", stamps_needed=3, reward_now=now))


@pytest.mark.parametrize(
    ("bought", "wanted", "used", "gifts", "stamps"),
    [
        (2, 1, 0, 0, 2),  # the card does not fill
        (3, 1, 0, 1, 0),  # it fills with the cup that would be free: for the next sale
        (4, 1, 1, 0, 0),
        (5, 1, 1, 0, 1),
        (8, 2, 2, 0, 0),
        (7, 2, 1, 1, 0),  # two free ones would leave five paid ones: one reward
        (8, 9, 2, 0, 0),
        (9, 3, 2, 0, 1),  # three free ones would leave six paid ones: one too many, not two
    ],
)
def test_free_cups_of_this_sale_are_those_that_its_paid_cups_earn(
    bought: int, wanted: int, used: int, gifts: int, stamps: int
) -> None:
    till = _till()
    outcome = till.quote(cups(bought), Choices(rewards={GIFT: wanted}))
    assert (sum(each.times for each in outcome.applied), outcome.to_pay) == (used, 60 * (bought - used))
    till.sell(cups(bought), Choices(rewards={GIFT: wanted}))
    assert (till.has(GIFTS), till.has(STAMPS)) == (gifts, stamps)


def test_what_waits_from_earlier_is_used_beside_what_this_sale_earns() -> None:
    till = _till()
    till.sell(cups(3))
    assert till.has(GIFTS) == 1
    outcome = till.quote(cups(5), Choices(rewards={GIFT: 2}))
    assert (outcome.applied[0].times, outcome.to_pay) == (2, 180)
    till.sell(cups(5), Choices(rewards={GIFT: 2}))
    assert (till.has(GIFTS), till.has(STAMPS)) == (0, 0)


def test_it_is_offered_as_soon_as_the_basket_earns_it() -> None:
    till = _till()
    assert [till.quote(cups(count)).offers[0].most for count in (2, 3, 7)] == [0, 1, 2]
    assert till.quote(Basket()).offers[0].most == 0


def test_a_card_that_is_for_later_sales_gives_nothing_on_this_one() -> None:
    till = _till(now=False)
    outcome = till.quote(cups(8), Choices(rewards={GIFT: 1}))
    assert (outcome.applied, outcome.to_pay) == ((), 480)
    assert GIFT in outcome.dropped


def test_a_refund_of_it_all_takes_back_what_was_earned_and_used_at_once() -> None:
    till = _till()
    sale = till.sell(cups(4), Choices(rewards={GIFT: 1}))
    till.refund(sale)
    assert (till.has(GIFTS), till.has(STAMPS)) == (0, 0)


def test_what_cannot_be_paid_leaves_the_other_rewards_as_they_are() -> None:
    till = Till(preset("both", stamps_needed=3, reward_now=True, rewards=[TEN_OFF]))
    till.sell(amount(300), Choices(stamps={"stamp-card": 0}))
    outcome = till.quote(cups(3), Choices(rewards={GIFT: 1, "points:ten": 1}))
    assert [(each.offer_id, each.times) for each in outcome.applied] == [("points:ten", 1)]
    assert (outcome.to_pay, set(outcome.dropped)) == (170, {GIFT})
    both = till.quote(cups(4), Choices(rewards={GIFT: 1, "points:ten": 1}))
    assert {each.offer_id for each in both.applied} == {GIFT, "points:ten"}
    assert both.to_pay == 170


def test_a_discount_beside_it_lessens_what_this_sale_earns_for_it() -> None:
    """Stamps by money: 300 fill the card, 290 do not."""
    terms = {"stamps_needed": 3, "reward_now": True, "earn_by": "amount", "amount_step": 100}
    till = Till(preset("both", **terms, rewards=[TEN_OFF]))
    till.sell(amount(300), Choices(stamps={"stamp-card": 0}))
    basket = cups(1, 300)
    assert offer(till.quote(basket), GIFT).most == 1
    outcome = till.quote(basket, Choices(rewards={"points:ten": 1}))
    assert (outcome.to_pay, offer(outcome, GIFT).most) == (290, 0)
    assert till.quote(basket).counted_stamps == {"stamp-card": 3}
