"""The golden figures of the rules, frozen first: whoever changes one changes what shops promise."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.earlier_sales import outcome_of
from loyalty.ledger import EntryReason, Operation
from loyalty.outcome import PricedLine
from loyalty.shop import ShopRules
from tests.loyalty.till import COFFEE, GIFT, GIFTS, MEI, POINTS, REMAINDER, STAMPS, Till, amount, cups, preset


@pytest.mark.parametrize(("money", "points"), [(99, 0), (100, 1), (199, 1), (1_000, 10)])
def test_one_point_for_every_full_hundred(money: int, points: int) -> None:
    till = Till(preset("point_per_hundred"))
    till.sell(amount(money))
    assert till.has(POINTS) == points


def test_without_carry_sixty_and_sixty_are_nothing() -> None:
    till = Till(preset("point_per_hundred"))
    till.sell(amount(60))
    till.sell(amount(60))
    assert till.has(POINTS) == 0
    assert till.has(REMAINDER) == 0


def test_with_carry_sixty_and_sixty_are_a_point_and_twenty_left() -> None:
    till = Till(preset("point_per_hundred", carry=True))
    till.sell(amount(60))
    assert (till.has(POINTS), till.has(REMAINDER)) == (0, 60)
    till.sell(amount(60))
    assert (till.has(POINTS), till.has(REMAINDER)) == (1, 20)


def test_what_waits_earns_no_point_at_a_visit_without_money_when_the_step_became_smaller() -> None:
    till = Till(preset("point_per_hundred", carry=True))
    till.sell(amount(60))
    till.programmes = preset("point_per_hundred", carry=True, amount_step=50)
    till.sell(Basket())
    assert (till.has(POINTS), till.has(REMAINDER)) == (0, 60)
    till.sell(amount(30))
    assert (till.has(POINTS), till.has(REMAINDER)) == (1, 40)


def test_nine_points_are_no_coffee() -> None:
    till = Till(preset("point_per_hundred"))
    till.sell(amount(900))
    outcome = till.quote(Basket(), Choices(rewards={COFFEE: 1}))
    assert outcome.applied == ()
    assert outcome.dropped[COFFEE].facts == {"missing": 1, "programme": "點數"}


def test_ten_points_are_a_coffee_and_none_left() -> None:
    till = Till(preset("point_per_hundred"))
    till.sell(amount(1_000))
    till.sell(Basket(), Choices(rewards={COFFEE: 1}))
    assert till.has(POINTS) == 0


def test_twenty_five_points_are_two_coffees_and_five_left() -> None:
    till = Till(preset("point_per_hundred"))
    till.sell(amount(2_500))
    assert till.quote(Basket()).offers[0].most == 2
    till.sell(Basket(), Choices(rewards={COFFEE: 2}))
    assert till.has(POINTS) == 5


@pytest.mark.parametrize(("paid", "rewards", "stamps"), [(9, 0, 9), (10, 1, 0), (19, 1, 9), (20, 2, 0), (23, 2, 3)])
def test_a_full_card_becomes_one_reward(paid: int, rewards: int, stamps: int) -> None:
    till = Till(preset("coffee_passport"))
    till.sell(cups(paid))
    assert (till.has(GIFTS), till.has(STAMPS)) == (rewards, stamps)


@pytest.mark.parametrize(("paid", "rewards", "stamps"), [(9, 0, 9), (10, 1, 0), (19, 1, 9), (20, 2, 0)])
def test_a_full_card_becomes_one_reward_stamp_by_stamp(paid: int, rewards: int, stamps: int) -> None:
    till = Till(preset("coffee_passport"))
    for _ in range(paid):
        till.sell(amount(60))
    assert (till.has(GIFTS), till.has(STAMPS)) == (rewards, stamps)


def _with_a_gift() -> Till:
    till = Till(preset("coffee_passport"))
    till.sell(cups(10))
    return till


def test_a_free_cup_among_the_paid_ones_earns_no_stamp() -> None:
    till = _with_a_gift()
    sale = till.sell(cups(3), Choices(rewards={GIFT: 1}))
    assert sale.bill == 120
    assert (till.has(GIFTS), till.has(STAMPS)) == (0, 2)


def test_a_free_cup_on_top_earns_no_stamp() -> None:
    till = _with_a_gift()
    sale = till.sell(Basket(), Choices(rewards={GIFT: 1}))
    assert sale.bill == 0
    assert (till.has(GIFTS), till.has(STAMPS)) == (0, 0)
    assert till.quote(amount(60)).counted_stamps == {"stamp-card": 1}


def test_a_free_cup_earns_a_stamp_where_the_shop_wants_it() -> None:
    till = _with_a_gift()
    generous = Till(till.programmes, ShopRules(counts_free_item=True))
    generous.operations = till.operations
    assert generous.quote(cups(3), Choices(rewards={GIFT: 1})).counted_stamps == {"stamp-card": 3}
    assert generous.quote(Basket(), Choices(rewards={GIFT: 1})).counted_stamps == {"stamp-card": 1}


def test_an_item_of_another_kind_handed_out_is_no_stamp_even_there() -> None:
    mug = {"id": "mug", "title": "馬克杯", "price": 1, "kind": "free_item", "value": 0, "category": "杯子", "cost": 0}
    till = Till(preset("both", category="飲料", rewards=(mug,)), ShopRules(counts_free_item=True))
    till.sell(amount(1_000), Choices(stamps={"stamp-card": 0}))
    outcome = till.quote(cups(1), Choices(rewards={"points:mug": 1}))
    assert (outcome.counted_stamps, outcome.applied[0].times) == ({"stamp-card": 1}, 1)


def test_half_of_a_hundred_point_sale_refunded_takes_fifty_back() -> None:
    till = Till(preset("point_per_hundred"))
    sale = till.sell(amount(10_000))
    assert till.has(POINTS) == 100
    till.refund(sale, 5_000)
    assert till.has(POINTS) == 50


def test_a_full_refund_gives_spent_points_back() -> None:
    till = Till(preset("point_per_hundred", money_off=1))
    till.sell(amount(20_000))
    assert till.has(POINTS) == 200
    sale = till.sell(amount(100), Choices(rewards={"points:money": 80}))
    assert (sale.bill, till.has(POINTS)) == (20, 120)
    till.refund(sale)
    assert till.has(POINTS) == 200


def test_the_same_operation_answers_with_its_recorded_outcome() -> None:
    """The store finds the id; the rules rebuild what was answered the first time, entry by entry."""
    till = Till(preset("both"))
    till.sell(cups(17))
    choices = Choices(rewards={GIFT: 1}, stamps={})
    basket = Basket((*cups(2).lines, Line(85, product_id="scone", name="司康", category="點心")))
    first = till.quote(basket, choices)
    sale = till.sell(basket, choices)
    assert outcome_of(sale, till.programmes, till.shop) == first


def test_an_operation_is_rebuilt_after_later_ones() -> None:
    till = Till(preset("both"))
    first = till.quote(cups(10))
    sale = till.sell(cups(10))
    till.sell(cups(5))
    assert outcome_of(sale, till.programmes, till.shop) == first


def test_a_card_filled_stamp_by_stamp_takes_the_oldest_lots() -> None:
    till = Till(preset("coffee_passport"))
    sales: list[Operation] = [till.sell(amount(60)) for _ in range(10)]
    filled = [entry.lot.operation_id for entry in sales[-1].entries if entry.reason is EntryReason.CARD_FILLED]
    assert filled == [sale.id for sale in sales]


def test_a_reward_on_top_is_a_line_of_its_own() -> None:
    till = _with_a_gift()
    outcome = till.quote(amount(200), Choices(rewards={GIFT: 1}), MEI)
    gift = PricedLine(Line(0, 1, name="免費一杯"), free_units=1, reward_id=GIFT)
    assert outcome.lines == (PricedLine(Line(200)), gift)
