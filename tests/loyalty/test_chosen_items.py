"""What a free item may be."""

from __future__ import annotations

from loyalty.basket import Basket, Choices, Line
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, cups

DEAR = Basket((Line(900, product_id="cake", name="cake", category="food"),))


def test_a_free_coffee_is_no_free_cake() -> None:
    till = Till([programme("stamp_card", "card", reward_title="coffee", category="飲料")])
    till.sell(cups(10))
    outcome = till.quote(DEAR, Choices(rewards={"card:gift": 1}, items={"card:gift": "cake"}))
    assert outcome.to_pay == 900


def test_a_choice_is_one_of_the_list() -> None:
    gift = programme("coupon", "gift", code="GIFT", reward_title="x", reward_choice=["latte", "tea"])
    outcome = Till([gift]).quote(DEAR, Choices(codes=("GIFT",), items={"gift:code": "cake"}))
    assert outcome.to_pay == 900


def test_a_prepaid_latte_is_no_cake() -> None:
    items = [{"id": "latte", "title": "latte", "products": ["latte"], "units": 10, "price": 500}]
    till = Till([programme("prepaid", "jar", items=items)])
    till.sell(Basket((Line(500, plan="jar:latte"),)))
    outcome = till.quote(DEAR, Choices(rewards={"jar:take-latte": 1}, items={"jar:take-latte": "cake"}))
    assert outcome.to_pay == 900
