"""Programmes ready to use, from the examples that shops know; a new owner picks one and opens the shop.

Their names and rewards are in the language of `words`; their figures are the examples' own.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from loyalty.presets import POINTS_ID, STAMP_CARD_ID
from loyalty.programmes import Programme
from loyalty.programs import completed
from loyalty.words import Words


def gallery_in(words: Words, today: date) -> tuple[Programme, ...]:
    """Every ready programme, version 1 each, those of one kind beside each other; dates are counted from today."""
    return (
        *_collecting(words),
        *_people(words),
        *_wallets(words),
        *_days(words),
        *_offers(words, today),
        *_gifts(words),
    )


def _ready(words: Words, name: str, kind: str, terms: dict[str, Any], programme_id: str = "") -> Programme:
    ready_id = programme_id or name.replace("_", "-")
    return completed(Programme(ready_id, 1, kind, words(f"gallery.{name}"), terms))


def _collecting(words: Words) -> tuple[Programme, ...]:
    free, coffee = words("gallery.free_cup"), words("gallery.a_coffee")
    listed = {"id": "coffee", "title": coffee, "price": 10, "kind": "free_item", "value": 0, "category": "", "cost": 25}
    return (
        _ready(words, "coffee_passport", "stamp_card", {"reward_title": free, "reward_cost": 25}, STAMP_CARD_ID),
        _ready(
            words,
            "halfway_card",
            "stamp_card",
            {
                "reward_title": free,
                "reward_cost": 25,
                "halfway_at": 5,
                "halfway_title": words("gallery.cookie"),
                "halfway_cost": 10,
            },
        ),
        _ready(words, "visit_card", "stamp_card", {"earn_by": "visit", "reward_title": words("gallery.treatment")}),
        _ready(words, "point_per_hundred", "points", {"rewards": [listed]}, POINTS_ID),
    )


def _people(words: Words) -> tuple[Programme, ...]:
    bronze, silver, gold = (words(f"gallery.level_{level}") for level in ("bronze", "silver", "gold"))
    metals = [
        _level(bronze, "single", 3_000, 0),
        _level(silver, "cumulative", 10_000, 5),
        _level(gold, "cumulative", 30_000, 10),
    ]
    yearly = [{"level": gold, "id": "care", "title": words("gallery.maintenance"), "count": 1, "cost": 300}]
    # Two ladders may stand side by side: a level that has a name of its own is told from the other's on every slip.
    nine, eight = (words(f"gallery.level_{level}") for level in ("nine", "eight"))
    percents = [_level(nine, "cumulative", 5_000, 10), _level(eight, "cumulative", 10_000, 20)]
    visit = {"id": "care", "title": words("gallery.maintenance"), "count": 2, "cost": 300}
    delivery = {"id": "beans", "title": words("gallery.monthly_beans"), "count": 1, "every": "month", "cost": 200}
    return (
        _ready(words, "bronze_silver_gold", "tiers", {"levels": metals, "benefits": yearly}, "tiers"),
        _ready(words, "nine_and_eight", "tiers", {"levels": percents}),
        _ready(words, "yearly_member", "membership", {"fee": 1_200, "months": 12, "discount": 5, "benefits": [visit]}),
        _ready(words, "monthly_delivery", "subscription", {"fee": 500, "months": 1, "items": [delivery]}),
    )


def _level(title: str, basis: str, threshold: int, discount: int) -> dict[str, Any]:
    # Conditions of other programmes name a level by its id: it reads as its title does.
    return {"id": title, "title": title, "basis": basis, "threshold": threshold, "discount": discount}


def _wallets(words: Words) -> tuple[Programme, ...]:
    first = {"id": "first", "pay": 2_000, "bonus": 777, "first_time": True}
    again = {"id": "again", "pay": 1_000, "bonus": 50, "first_time": False}
    lattes = {
        "id": "latte",
        "title": words("gallery.ten_lattes"),
        "categories": [words("gallery.coffee_category")],
        "units": 10,
        "price": 900,
        "bonus": 1,
    }
    return (
        _ready(words, "top_up", "stored_value", {"top_ups": [first, again]}, "stored-value"),
        _ready(words, "ten_lattes_kept", "prepaid", {"items": [lattes]}),
        _ready(words, "five_percent_back", "cashback", {"percent": 5, "expires": "days", "expires_after": 90}),
        _ready(
            words,
            "one_cup_given",
            "donation",
            {"cause": words("gallery.cause"), "shop_gives": "bill", "shop_amount": 1, "round_up_to": 10},
        ),
    )


def _days(words: Words) -> tuple[Programme, ...]:
    birthday = {
        "window": "month",
        "effects": ["reward"],
        "reward_title": words("gallery.birthday_cake"),
        "reward_added": True,
        "reward_cost": 40,
    }
    friday = {
        "weekdays": ["fri"],
        "effects": ["reward"],
        "reward_kind": "percent_off",
        "reward_percent": 10,
        "reward_title": words("gallery.regulars_friday"),
        "automatic": True,
    }
    double = {"effects": ["multiplier"], "weekdays": ["tue"], "multiplier_percent": 200}
    festival = {
        "day_of": "solar",
        "month": 9,
        "day": 28,
        "effects": ["reward"],
        "reward_kind": "percent_off",
        "reward_percent": 10,
        "reward_title": words("gallery.shop_birthday"),
        "automatic": True,
        "for_everybody": True,
    }
    return (
        _ready(words, "birthday_month", "birthday", birthday),
        _ready(words, "regulars_friday", "regulars_day", friday),
        _ready(words, "double_tuesday", "regulars_day", double),
        _ready(words, "shop_birthday", "occasion", festival),
    )


def _offers(words: Words, today: date) -> tuple[Programme, ...]:
    next_visit = {
        "way": "next_visit",
        "after_amount": 300,
        "valid_days": 30,
        "reward_kind": "amount_off",
        "reward_amount": 50,
        "reward_title": words("gallery.fifty_off"),
    }
    social = {
        "way": "code",
        "code": "HELLO",
        "reward_kind": "percent_off",
        "reward_percent": 10,
        "reward_title": words("gallery.follower_offer"),
        "uses_each": 1,
    }
    second = {
        "reward_kind": "percent_off",
        "reward_percent": 50,
        "reward_scope": "cheapest",
        "reward_title": words("gallery.second_half_price"),
        "minimum_quantity": 2,
        "automatic": True,
        "for_everybody": True,
    }
    early = {
        "open_day": (today + timedelta(days=14)).isoformat(),
        "tags": [words("gallery.new_tag")],
        "for_statuses": [words("gallery.level_gold")],
    }
    return (
        _ready(words, "next_visit_coupon", "coupon", next_visit),
        _ready(words, "follower_offer", "coupon", social),
        _ready(words, "second_half_price", "offer", second),
        _ready(words, "double_category", "multiplier", {"percent": 200, "categories": [words("gallery.new_category")]}),
        _ready(words, "gold_first", "early_access", early),
    )


def _gifts(words: Words) -> tuple[Programme, ...]:
    friends = {
        "minimum_amount": 100,
        "referrer_title": words("gallery.a_coffee"),
        "referrer_cost": 25,
        "referee_title": words("gallery.cookie"),
        "referee_cost": 10,
    }
    welcome = {"reward_title": words("gallery.cookie"), "reward_added": True, "reward_cost": 10, "valid_days": 30}
    fiftieth = {"visits": 50, "reward_title": words("gallery.free_cup"), "reward_cost": 25, "valid_days": 90}
    sample = {
        "one_in": 20,
        "reward_title": words("gallery.sample"),
        "reward_added": True,
        "reward_cost": 15,
        "first_uses": 200,
        "valid_days": 30,
    }
    by_hand = {
        "reasons": [words(f"gallery.reason_{reason}") for reason in ("waited", "photo", "ambassador", "tester")],
        "reward_title": words("gallery.snack"),
        "reward_added": True,
        "reward_cost": 15,
    }
    return (
        _ready(words, "bring_a_friend", "referral", friends),
        _ready(words, "welcome_gift", "welcome", welcome),
        _ready(words, "fiftieth_visit", "milestone", fiftieth),
        _ready(words, "small_surprise", "surprise", sample),
        _ready(words, "small_sorry", "hand_given", by_hand),
    )
