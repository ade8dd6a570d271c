"""Offers for a basket: buy some and get one, the second at half price, money off from an amount."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.explain import programme_sentence
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import Words
from tests.loyalty.programs.terms import offer, place_of_fault, programme, stopped, why
from tests.loyalty.till import GIFT, POINTS, STAMPS, Till, amount, cups, preset

OFFER = "deal:offer"
COFFEE = {"categories": ["飲料/咖啡"], "minimum_on": "matching"}
BUY_TWO = {
    "reward_kind": "free_item",
    "reward_title": "咖啡一杯",
    "minimum_quantity": 2,
    "repeats": True,
    **COFFEE,
}
SECOND_HALF = {
    "reward_kind": "percent_off",
    "reward_percent": 50,
    "reward_scope": "cheapest",
    "reward_title": "第二件半價",
    "minimum_quantity": 2,
    "repeats": True,
    **COFFEE,
}
HUNDRED_OFF = {
    "reward_kind": "amount_off",
    "reward_amount": 100,
    "reward_title": "滿千折百",
    "minimum_amount": 1_000,
    "repeats": True,
}


def deal(**terms: object) -> Programme:
    return programme("offer", "deal", **terms)


def latte(quantity: int = 1, price: int = 60) -> Line:
    return Line(price, quantity, "latte", "拿鐵", "飲料/咖啡")


MOCHA = Line(90, 1, "mocha", "摩卡", "飲料/咖啡")
CAKE = Line(120, 1, "cake", "蛋糕", "點心")


def to_pay(found: Programme, *lines: Line) -> int:
    return Till((found,)).quote(Basket(lines), member_id=None).to_pay


@pytest.mark.parametrize(("bought", "paid"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (8, 6), (9, 6)])
def test_buy_two_get_one_of_the_same(bought: int, paid: int) -> None:
    """買二送一: the free one has to be among them; every three are paid as two."""
    assert to_pay(deal(**BUY_TWO), latte(bought)) == paid * 60


def test_two_of_three_says_how_many_are_missing() -> None:
    outcome = Till((deal(**BUY_TWO),)).quote(cups(2), member_id=None)
    refusal = offer(outcome, OFFER).why_not
    assert refusal == Refusal(RefusalReason.MINIMUM_QUANTITY, {"missing": 1, "minimum": 3})


def test_the_cheapest_of_those_bought_is_the_free_one() -> None:
    assert to_pay(deal(**BUY_TWO), latte(1), MOCHA, latte(1, price=70)) == 160
    assert to_pay(deal(**BUY_TWO), CAKE, latte(2)) == 240


@pytest.mark.parametrize(("bought", "handed"), [(1, 0), (2, 1), (3, 1), (4, 2)])
def test_buy_two_and_get_one_on_top(bought: int, handed: int) -> None:
    outcome = Till((deal(**BUY_TWO, reward_added=True),)).quote(cups(bought), member_id=None)
    assert outcome.to_pay == bought * 60
    assert sum(line.line.quantity for line in outcome.lines if line.reward_id) == handed


def test_buy_three_get_two() -> None:
    found = deal(**{**BUY_TWO, "minimum_quantity": 3, "free_units": 2})
    assert [to_pay(found, latte(count)) // 60 for count in (3, 4, 5, 9, 10)] == [3, 4, 3, 7, 6]


def test_buy_coffee_and_get_a_cake_among() -> None:
    terms = {**BUY_TWO, "reward_title": "點心一份", "reward_categories": ["點心"]}
    assert to_pay(deal(**terms), latte(2), CAKE) == 120
    assert to_pay(deal(**terms), latte(1), CAKE) == 180


def test_a_chosen_item_is_the_free_one() -> None:
    terms = {**BUY_TWO, "reward_choice": ["cake", "cookie"], "automatic": False}
    till = Till((deal(**terms),))
    cookie = Line(40, 1, "cookie", "餅乾", "點心")
    basket = Basket((latte(2), CAKE, cookie))
    assert till.quote(basket).to_pay == 280
    assert offer(till.quote(basket), OFFER).choice == ("cake", "cookie")
    assert till.quote(basket, Choices(rewards={OFFER: 1}, items={OFFER: "cake"})).to_pay == 160


def test_no_more_than_so_many_on_one_sale() -> None:
    assert to_pay(deal(**BUY_TWO, most=1), latte(9)) == 8 * 60
    assert to_pay(deal(**{**BUY_TWO, "repeats": False}), latte(9)) == 8 * 60


@pytest.mark.parametrize(("bought", "paid"), [(1, 60), (2, 90), (3, 150), (4, 180)])
def test_the_second_one_at_half_price(bought: int, paid: int) -> None:
    assert to_pay(deal(**SECOND_HALF), latte(bought)) == paid


def test_of_two_different_ones_the_cheaper_is_at_half_price() -> None:
    assert to_pay(deal(**SECOND_HALF), MOCHA, latte(1)) == 120
    assert to_pay(deal(**SECOND_HALF), MOCHA, latte(1), CAKE) == 240
    # Four: the two cheapest, 60 and 60, at half price.
    assert to_pay(deal(**SECOND_HALF), Line(90, 2, "mocha", "摩卡", "飲料/咖啡"), latte(2)) == 240


@pytest.mark.parametrize(("bill", "paid"), [(999, 999), (1_000, 900), (1_999, 1_899), (2_000, 1_800), (3_500, 3_200)])
def test_a_hundred_off_every_thousand(bill: int, paid: int) -> None:
    assert to_pay(deal(**HUNDRED_OFF), Line(bill)) == paid


def test_a_minimum_sees_the_other_discounts_and_not_its_own() -> None:
    code = programme("coupon", "code", code="TEN", reward_kind="percent_off", reward_percent=10, reward_title="9 折")
    till = Till((deal(**HUNDRED_OFF), code))
    outcome = till.quote(amount(1_100), Choices(codes=("TEN",)))
    # 990 after the code is below the thousand.
    assert (outcome.to_pay, why(outcome, OFFER)) == (990, RefusalReason.MINIMUM_AMOUNT)
    outcome = till.quote(amount(2_100), Choices(codes=("TEN",)))
    # 1,890 is one full thousand.
    assert outcome.to_pay == 1_790


def test_of_two_minimums_that_cannot_both_hold_one_does() -> None:
    """Each of them alone would be reached; together neither is."""
    one = programme("offer", "a", reward_kind="amount_off", reward_amount=60, minimum_amount=500, reward_title="A")
    other = programme("offer", "b", reward_kind="amount_off", reward_amount=70, minimum_amount=500, reward_title="B")
    for programmes in ((one, other), (other, one)):
        outcome = Till(programmes).quote(amount(550))
        assert [each.offer_id for each in outcome.applied] == ["a:offer"]
        assert offer(outcome, "b:offer").why_not == Refusal(
            RefusalReason.MINIMUM_AMOUNT, {"missing": 10, "minimum": 500}
        )


def test_a_unit_that_another_reward_made_free_was_not_bought() -> None:
    till = Till((deal(**BUY_TWO), *preset("coffee_passport")))
    till.sell(cups(15))
    assert till.quote(cups(3)).to_pay == 120
    with_gift = till.quote(cups(3), Choices(rewards={GIFT: 1}))
    assert (with_gift.to_pay, why(with_gift, OFFER)) == (120, RefusalReason.MINIMUM_QUANTITY)


def test_free_units_earn_no_stamps_and_no_points() -> None:
    till = Till((deal(**BUY_TWO), *preset("both")))
    till.sell(cups(6))
    assert (till.has(STAMPS), till.has(POINTS)) == (4, 2)


def test_an_automatic_offer_can_be_declined() -> None:
    till = Till((deal(**HUNDRED_OFF),))
    assert till.quote(amount(2_000), Choices(rewards={OFFER: 0})).to_pay == 2_000
    assert till.quote(amount(2_000), Choices(rewards={OFFER: 1})).to_pay == 1_900


def test_a_chosen_offer_waits_for_the_cashier() -> None:
    till = Till((deal(**HUNDRED_OFF, automatic=False),))
    outcome = till.quote(amount(2_000))
    assert (outcome.to_pay, offer(outcome, OFFER).most > 0) == (2_000, True)
    assert till.quote(amount(2_000), Choices(rewards={OFFER: 2})).to_pay == 1_800


def test_members_only() -> None:
    outcome = Till((deal(**HUNDRED_OFF, for_everybody=False),)).quote(amount(1_000), member_id=None)
    assert (outcome.to_pay, why(outcome, OFFER)) == (1_000, RefusalReason.MEMBER_NEEDED)


def test_the_first_hundred_customers() -> None:
    till = Till((deal(**HUNDRED_OFF, first_uses=2),))
    till.sell(amount(2_000), member_id=None)
    outcome = till.quote(amount(2_000), member_id=None)
    assert (outcome.to_pay, why(outcome, OFFER)) == (2_000, RefusalReason.GONE)


def test_goods_that_must_be_bought_open_a_discount_on_the_whole_order() -> None:
    terms = {"reward_kind": "percent_off", "reward_percent": 10, "reward_title": "9 折", "categories": ["點心"]}
    assert to_pay(deal(**terms), latte(1)) == 60
    assert to_pay(deal(**terms), latte(1), CAKE) == 162


def test_what_is_left_out_takes_no_discount() -> None:
    terms = {"reward_kind": "percent_off", "reward_percent": 10, "reward_title": "9 折", "excluded": ["點心"]}
    assert to_pay(deal(**terms), latte(1), CAKE) == 174


def test_a_cap_spread_over_lines_adds_up_exactly() -> None:
    found = deal(reward_kind="percent_off", reward_percent=50, reward_title="半價", reward_cap=100)
    outcome = Till((found,)).quote(Basket((latte(1), MOCHA, CAKE)), member_id=None)
    # 100 by 60 : 90 : 120 is 22.2, 33.3, 44.4: the last has the largest remainder.
    assert [line.discount for line in outcome.lines] == [22, 33, 45]


def test_a_stopped_offer_is_over() -> None:
    assert to_pay(stopped(deal(**HUNDRED_OFF)), Line(1_000)) == 1_000


def test_refunds_in_pieces_of_a_discounted_sale_give_the_paid_money_back() -> None:
    till = Till((deal(**BUY_TWO, uses_each=1), *preset("both")))
    sale = till.sell(cups(3))
    assert sale.bill == 120
    for piece in (50, 69, 1):
        till.refund(sale, piece)
    assert till.standing().spent == 0
    assert till.standing().balances() == {} or set(till.standing().balances().values()) == {0}


def test_again_and_again_needs_a_minimum() -> None:
    found = place_of_fault("offer", reward_kind="percent_off", reward_title="9 折", repeats=True)
    assert found == "terms.repeats"


SENTENCES = [
    (deal(**BUY_TWO), "每買 2 件送咖啡一杯（限咖啡）。", "Offer: a gift: 咖啡一杯 for every 2 items (only 咖啡)."),
    (
        deal(**SECOND_HALF),
        "每買 2 件最便宜的一件打 5 折（限咖啡）。",
        "Offer: 50% off on the cheapest item for every 2 items (only 咖啡).",
    ),
    (
        deal(**HUNDRED_OFF, for_everybody=False, alone=True),
        "會員每滿 NT$ 1,000，折 NT$ 100，不與其他優惠並用。",
        "For members: NT$ 100 off for every NT$ 1,000, not with other discounts.",
    ),
]


@pytest.mark.parametrize(("found", "chinese", "english"), SENTENCES)
def test_it_states_itself(found: Programme, chinese: str, english: str) -> None:
    assert programme_sentence(found, Words("zh_tw")) == chinese
    assert programme_sentence(found, Words("en")) == english


@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_every_entry_says_why(language: str) -> None:
    till = Till((deal(**BUY_TWO, uses_each=3, first_uses=5), *preset("both")))
    till.refund(till.sell(cups(12)), 100)
    for operation in till.operations:
        lines = till.explained(operation, language)
        assert all(lines)
        assert "{" not in "".join(lines)


def test_what_was_not_chosen_says_why_it_could_not_be() -> None:
    chosen = {"automatic": False}
    till = Till((deal(**HUNDRED_OFF, **chosen),))
    refusal = offer(till.quote(amount(963)), OFFER).why_not
    assert refusal == Refusal(RefusalReason.MINIMUM_AMOUNT, {"missing": 37, "minimum": 1_000})
    assert why(till.quote(Basket()), OFFER) is RefusalReason.NOTHING_TO_DISCOUNT
    assert offer(till.quote(amount(3_500)), OFFER).most == 3
    half = {"reward_kind": "percent_off", "reward_percent": 50, "reward_title": "半價", "reward_scope": "products"}
    till = Till((deal(**half, categories=["點心"], **chosen),))
    assert why(till.quote(cups(1)), OFFER) is RefusalReason.NOTHING_MATCHES
    assert why(till.quote(Basket((CAKE,))), OFFER) is None


def test_goods_that_must_be_bought_are_asked_for_beside_a_minimum_of_the_whole_bill() -> None:
    terms = {"reward_kind": "percent_off", "reward_percent": 10, "reward_title": "9 折", "minimum_amount": 150}
    found = deal(**terms, categories=["點心"])
    assert to_pay(found, latte(3)) == 180
    assert to_pay(found, latte(1), CAKE) == 162
    outcome = Till((found,)).quote(cups(3))
    assert why(outcome, OFFER) is RefusalReason.NOTHING_MATCHES


def test_a_gift_for_goods_is_not_handed_out_without_them() -> None:
    found = deal(reward_kind="free_item", reward_title="餅乾", reward_added=True, categories=["點心"])
    till = Till((found,))
    assert [len(till.quote(Basket(lines)).applied) for lines in ((), (latte(1),), (CAKE,))] == [0, 0, 1]
