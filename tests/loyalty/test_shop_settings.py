"""Where shops differ: each setting changes what it says, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.door import answer
from loyalty.ledger import Account, Unit
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from loyalty.shop import ShopRules
from tests.loyalty.till import POINTS, Till, amount, cups, preset


def programme(kind: str, **terms: object) -> Programme:
    checked = read_terms(kind, terms, "terms")
    assert not isinstance(checked, Refusal), checked
    return Programme(kind, 1, kind, kind, checked)


HALF_PRICE = programme(
    "offer", reward_kind="percent_off", reward_percent=50, reward_title="半價", automatic=True, for_everybody=True
)

LEVEL = {"id": "silver", "title": "銀卡", "color": "silver", "basis": "cumulative", "threshold": 100, "points": 200}
CARE = {"id": "care", "title": "保養", "count": 1}


def points_of(shop: ShopRules) -> int:
    till = Till([*preset("point_per_hundred"), HALF_PRICE], shop)
    till.sell(amount(400))
    return till.has(POINTS)


def test_points_count_what_is_paid_or_what_it_would_have_cost() -> None:
    assert points_of(ShopRules()) == 2
    assert points_of(ShopRules(earns_before_discount=True)) == 4


def test_a_free_item_earns_nothing_before_discounts_either() -> None:
    gift = {"id": "cup", "title": "一杯", "price": 1, "kind": "free_item", "value": 0, "category": "", "cost": 1}
    till = Till(preset("point_per_hundred", rewards=[gift]), ShopRules(earns_before_discount=True))
    till.sell(amount(100))
    till.sell(cups(2, price=100), Choices(rewards={"points:cup": 1}))
    assert till.has(POINTS) == 1


def bonus_after_two_uses(shop: ShopRules) -> int:
    """What three sales bring where the gift of the day is limited to one."""
    day = programme(
        "regulars_day",
        effects=["reward", "multiplier"],
        reward_title="餅乾",
        reward_added=True,
        automatic=True,
        multiplier_percent=300,
        first_uses=1,
    )
    till = Till([*preset("point_per_hundred"), day], shop)
    for _ in range(3):
        till.sell(amount(100))
    assert till.has(Account("regulars_day", Unit.USE, "reward"), 0) == 1
    return till.has(POINTS)


def test_a_used_up_programme_earns_on_or_not() -> None:
    assert bonus_after_two_uses(ShopRules()) == 9
    assert bonus_after_two_uses(ShopRules(used_up_earns=False)) == 5


@pytest.mark.parametrize(
    ("kind", "terms", "benefit"),
    [
        ("tiers", {"levels": [LEVEL], "benefits": [{**CARE, "level": "silver"}]}, "tiers:care"),
        ("membership", {"fee": 100, "points": 200, "benefits": [CARE]}, "membership:care"),
    ],
)
def test_a_yearly_benefit_that_was_had_ends_neither_the_level_nor_its_points(
    kind: str, terms: dict[str, object], benefit: str
) -> None:
    till = Till([programme("points"), programme(kind, **terms)], ShopRules(used_up_earns=False))
    till.sell(Basket((Line(100, plan="membership:time"),)) if kind == "membership" else amount(100))
    points = Account("points", Unit.POINT)
    before = till.has(points)
    till.sell(amount(100), Choices(rewards={benefit: 1}))
    till.sell(amount(100))
    assert till.has(points) == before + 4
    assert kind != "tiers" or till.has(Account("tiers", Unit.SPEND)) == 300


@pytest.mark.parametrize(
    "gift",
    [
        programme("milestone", visits=1, reward_title="蛋糕", minimum_amount=950),
        programme("surprise", one_in=1, reward_title="蛋糕", minimum_amount=950),
    ],
    ids=lambda each: each.kind,
)
def test_a_gift_for_what_was_counted_before_discounts_goes_when_that_is_no_longer_reached(gift: Programme) -> None:
    tenth = programme("offer", reward_kind="percent_off", reward_percent=10, reward_title="九折")
    till = Till([gift, tenth], ShopRules(earns_before_discount=True))
    sale, waits = till.sell(amount(1_000)), Account(gift.id, Unit.REWARD)
    assert (sale.bill, till.has(waits)) == (900, 1)
    # 45 of 900 paid are 50 of the 1,000 that counted: what is left counts for 950.
    for money, left in ((1, 1), (44, 1), (1, 0)):
        till.refund(sale, money)
        assert till.has(waits) == left


def test_a_referral_for_what_was_counted_before_discounts_stands_while_that_is_reached() -> None:
    friends = {"id": "friends", "kind": "referral", "terms": {"minimum_amount": 950, "referrer_title": "蛋糕"}}
    tenth = {"id": "tenth", "kind": "offer", "terms": {"reward_kind": "percent_off", "reward_title": "九折"}}
    case: dict[str, Any] = {
        "shop": {"earns_before_discount": True},
        "programmes": [friends, tenth],
        "members": ["mei", {"name": "an", "referrer": "mei"}],
        "steps": [{"step": "sale", "id": "s", "member": "an", "lines": [{"amount": 1_000}]}],
    }
    for money, left in ((45, 1), (46, 0)):
        steps = [*case["steps"], {"step": "refund", "of": "s", "amount": money}]
        said = answer(json.dumps({**case, "steps": steps}))
        assert said["members"]["mei"]["balances"].get("friends/reward/referrer", 0) == left
