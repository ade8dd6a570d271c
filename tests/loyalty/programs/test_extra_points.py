"""One more rule by which points are earned: each sentence of it to the unit, at its edges, and taken back."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.explain import explain_entry, programme_sentence
from loyalty.ledger import Account, Unit
from loyalty.programmes import Programme
from loyalty.words import LANGUAGES, Words
from tests.loyalty.programs.terms import place_of_fault, programme, stopped
from tests.loyalty.till import DAY_MS, POINTS, Till, amount, cups, preset

POINT_PER_HUNDRED = preset("point_per_hundred", rewards=[])
CAKE = Line(90, 2, "cake", "蛋糕", "點心", ("new",))
MIXED = Basket((*cups(3).lines, CAKE))  # 3 x 60 + 2 x 90 = 360


def rule(programme_id: str = "more", **terms: object) -> Programme:
    return programme("extra_points", programme_id, **{"programme": "points", **terms})


def extra(basket: Basket, *rules: Programme) -> int:
    """The points of a sale beyond one for every hundred."""
    till = Till((*rules, *POINT_PER_HUNDRED))
    till.sell(basket)
    return till.has(POINTS) - basket.total // 100


@pytest.mark.parametrize(
    ("terms", "points"),
    [
        ({"earn_per": "order", "earn_amount": 7}, 7),
        ({"earn_per": "unit", "earn_amount": 2}, 10),
        ({"earn_per": "unit", "categories": ["點心"]}, 5),
        ({"earn_per": "item", "categories": ["點心"], "earn_amount": 3}, 6),
        ({"earn_per": "item", "tags": ["new"]}, 2),
        ({"earn_per": "item", "excluded": ["點心"]}, 3),
        ({"earn_per": "item", "products": ["latte"]}, 3),
        ({"earn_per": "money"}, 360),
        ({"earn_per": "money", "categories": ["飲料"]}, 180),
        ({"earn_per": "step", "earn_step": 100, "earn_amount": 2}, 6),
        ({"earn_per": "step", "earn_step": 181, "categories": ["飲料"]}, 0),
        ({"earn_per": "step", "earn_step": 180, "categories": ["飲料"]}, 1),
        ({"earn_per": "order", "categories": ["書"]}, 0),
    ],
)
def test_a_rule_earns_on_what_it_names(terms: dict[str, object], points: int) -> None:
    assert extra(MIXED, rule(**terms)) == points


@pytest.mark.parametrize(
    ("terms", "points"),
    [
        ({"minimum_amount": 360}, 1),
        ({"minimum_amount": 361}, 0),
        ({"minimum_amount": 181, "minimum_on": "matching", "categories": ["點心"]}, 0),
        ({"minimum_quantity": 5}, 1),
        ({"minimum_quantity": 6}, 0),
        ({"weekdays": ["sun"]}, 1),
        ({"weekdays": ["mon"]}, 0),
        ({"until_day": "2026-02-28"}, 0),
        ({"for_statuses": ["gold"]}, 0),
    ],
)
def test_a_rule_earns_only_while_its_conditions_hold(terms: dict[str, object], points: int) -> None:
    assert extra(MIXED, rule(earn_per="order", **terms)) == points


def test_several_rules_add_up_in_any_order() -> None:
    one, two = rule("a", earn_per="order", earn_amount=5), rule("b", earn_per="item", tags=["new"])
    assert extra(MIXED, one, two) == extra(MIXED, two, one) == 7


def test_money_is_multiplied_like_the_points_own_and_a_bonus_is_not() -> None:
    double = programme("multiplier", "double", programme="points")
    till = Till((double, rule("a", earn_per="order", earn_amount=5), rule("b", earn_per="money"), *POINT_PER_HUNDRED))
    till.sell(amount(100))
    assert till.has(POINTS) == 2 + 5 + 200


def test_a_free_item_earns_nothing() -> None:
    stamped = preset("coffee_passport", stamps_needed=3)
    till = Till((rule(earn_per="item"), *POINT_PER_HUNDRED, *stamped))
    till.sell(cups(3))
    before = till.has(POINTS)
    till.sell(cups(2), Choices(rewards={"stamp-card:gift": 1}))
    assert till.has(POINTS) == before + 1


def test_uses_are_counted_only_where_something_was_earned() -> None:
    till = Till((rule(earn_per="item", tags=["new"], uses_each=1, uses_every="day"), *POINT_PER_HUNDRED))
    till.sell(cups(1))
    till.sell(Basket((CAKE,)))
    till.sell(Basket((CAKE,)))
    assert till.has(POINTS) == 2 + 2 * (180 // 100)
    till.now_ms += DAY_MS
    till.sell(Basket((CAKE,)))
    assert till.has(POINTS) == 4 + 3 * (180 // 100)


def test_a_stopped_rule_and_a_customer_without_a_card_earn_nothing() -> None:
    assert extra(MIXED, stopped(rule(earn_per="order"))) == 0
    till = Till((rule(earn_per="order", first_uses=3), *POINT_PER_HUNDRED))
    assert till.quote(MIXED, member_id=None).entries == ()


def test_the_points_end_by_the_rules_own_terms() -> None:
    till = Till((rule(earn_per="order", earn_amount=5, expires="days", expires_after=3), *POINT_PER_HUNDRED))
    till.sell(amount(100))
    till.now_ms += 4 * DAY_MS
    assert till.quote(amount(100)).before[POINTS] == 1


def test_a_refund_in_pieces_takes_all_of_it_back() -> None:
    till = Till((rule(earn_per="order", earn_amount=5), rule("b", earn_per="item"), *POINT_PER_HUNDRED))
    sale = till.sell(MIXED)
    earned = till.has(POINTS)
    till.refund(sale, 180)
    assert till.has(POINTS) == earned // 2
    till.refund(sale, 180)
    assert till.has(POINTS) == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("per", ["order", "unit", "item", "money", "step"])
def test_every_rule_and_every_entry_of_it_is_told(per: str, language: str) -> None:
    words = Words(language)
    found = rule(earn_per=per, earn_amount=3, categories=["飲料/咖啡"], first_uses=9)
    said = programme_sentence(found, words)
    assert all(each in said for each in ("3", "咖啡", "9"))
    till = Till((found, *POINT_PER_HUNDRED))
    for entry in till.sell(MIXED).entries:
        assert str(abs(entry.delta)) in explain_entry(entry, "P", words)
    assert till.has(Account("more", Unit.USE), 0) == 1


def test_it_must_name_its_points() -> None:
    assert place_of_fault("extra_points", programme=" ") == "terms.programme"
