"""An example sale tried on programmes: nothing is recorded, and earlier visits were the same sale."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from loyalty.basket import Basket, Line, Product
from loyalty.gallery import gallery_in
from loyalty.ledger import Account, Unit
from loyalty.presets import POINTS_ID, PRESETS, STAMP_CARD_ID
from loyalty.programmes import Programme
from loyalty.refusals import Refusal
from loyalty.rehearsal import EXAMPLE_FIELDS, VISITS_MOST, Example, read_example, rehearse
from loyalty.shop import ShopRules
from loyalty.terms import validate
from loyalty.words import Words

SHOP = ShopRules()
BOTH = next(preset for preset in PRESETS if preset.id == "both").programmes
NOON_MS = int(datetime(2026, 11, 22, 4, tzinfo=UTC).timestamp() * 1000)
STAMPS, REWARD = Account(STAMP_CARD_ID, Unit.STAMP), Account(STAMP_CARD_ID, Unit.REWARD)
POINTS = Account(POINTS_ID, Unit.POINT)
LATTE = Product("latte", "拿鐵", 120, category="飲料")
FOUR_HUNDRED = Basket((Line(400),))


def ready(kind: str) -> Programme:
    """The first ready-made programme of a kind."""
    return next(each for each in gallery_in(Words(), date(2026, 11, 22)) if each.kind == kind)


def example(**values: object) -> Example:
    """The example of these values, the others at their defaults."""
    checked = validate(EXAMPLE_FIELDS, values, "")
    assert not isinstance(checked, Refusal)
    return read_example(checked, {LATTE.id: LATTE}, SHOP.calendar, NOON_MS)


@pytest.mark.parametrize(("visits", "stamps", "rewards", "points"), [(0, 1, 0, 4), (3, 4, 0, 16), (10, 1, 1, 44)])
def test_a_member_who_came_so_often_holds_what_those_visits_brought(
    visits: int, stamps: int, rewards: int, points: int
) -> None:
    tried = rehearse(BOTH, Example(FOUR_HUNDRED, NOON_MS, visits), SHOP)
    after = tried.outcome.after
    assert (after[STAMPS], after[REWARD], after[POINTS]) == (stamps, rewards, points)
    assert tried.standing.visits == visits


def test_a_reward_is_used_on_the_example_only() -> None:
    offer = rehearse(BOTH, Example(FOUR_HUNDRED, NOON_MS, 10), SHOP).outcome.offers
    card = next(each for each in offer if each.account == REWARD)
    assert card.why_not is None
    used = rehearse(BOTH, Example(FOUR_HUNDRED, NOON_MS, 10, frozenset({card.id})), SHOP)
    assert [each.offer_id for each in used.outcome.applied] == [card.id]
    assert used.outcome.before[REWARD] == 1


def test_without_a_card_nothing_is_collected() -> None:
    assert rehearse(BOTH, Example(FOUR_HUNDRED, NOON_MS, None), SHOP).outcome.entries == ()


def test_a_sale_that_cannot_be_is_refused_and_tried_no_further() -> None:
    tried = rehearse(BOTH, Example(Basket((Line(10**9),)), NOON_MS, 5), SHOP)
    assert tried.outcome.refusals
    assert tried.standing.visits == 0


def test_no_history_is_longer_than_a_moment_takes() -> None:
    tried = rehearse(BOTH, Example(FOUR_HUNDRED, NOON_MS, 10**6), SHOP)
    assert tried.standing.visits == VISITS_MOST


def test_products_bring_their_prices_else_the_amount_counts() -> None:
    assert example(example_items=["latte", "latte"]).basket.total == 240
    assert example(example_items=["latte"]).basket.lines[0].category == "飲料"
    assert example(example_amount=55).basket == Basket((Line(55),))
    assert example(example_items=["gone"], example_amount=55).basket == Basket((Line(55),))
    assert example(example_amount=0).basket == Basket()


def test_a_customer_without_a_card_has_no_visits() -> None:
    assert example(example_member=False, example_visits=9).visits is None
    assert example().visits == 3


@pytest.mark.parametrize(
    ("day", "time", "wall"),
    [
        ("", "", "2026-11-22T12:00"),
        ("2026-11-27", "", "2026-11-27T12:00"),
        ("2026-11-27", "18:30", "2026-11-27T18:30"),
        ("", "08:05", "2026-11-22T08:05"),
    ],
)
def test_the_day_and_the_time_are_those_of_the_shops_wall(day: str, time: str, wall: str) -> None:
    at_ms = example(example_day=day, example_time=time).at_ms
    assert SHOP.calendar.local(at_ms).strftime("%Y-%m-%dT%H:%M") == wall


def test_an_hour_after_midnight_belongs_to_the_business_day_before() -> None:
    shop = replace(SHOP, day_starts_at_hour=4)
    checked = validate(EXAMPLE_FIELDS, {"example_day": "2026-11-27", "example_time": "02:00"}, "")
    assert not isinstance(checked, Refusal)
    at_ms = read_example(checked, {}, shop.calendar, NOON_MS).at_ms
    assert shop.calendar.business_day(at_ms).isoformat() == "2026-11-27"


def test_a_wallet_is_used_as_far_as_it_reaches_and_a_top_up_is_bought() -> None:
    programmes = (*BOTH, ready("stored_value"))
    first = rehearse(programmes, Example(FOUR_HUNDRED, NOON_MS, 0), SHOP)
    plan = next(each for each in first.outcome.plans if each.price == 2_000)
    bought = rehearse(programmes, Example(FOUR_HUNDRED, NOON_MS, 0, plans=frozenset({plan.id})), SHOP)
    assert bought.outcome.refusals == ()
    assert bought.outcome.to_pay == 400 + 2_000


def test_a_birthday_and_a_code_can_be_tried() -> None:
    values = example(example_birthday=True, example_code=" FALL ")
    assert (values.has_birthday, values.codes) == (True, ("FALL",))
    birthday = rehearse(BOTH, values, SHOP).standing.birthday
    assert birthday is not None
    assert (birthday.month, birthday.day) == (11, 22)


def test_what_would_be_used_by_itself_can_be_declined() -> None:
    offer = replace(ready("regulars_day"), terms={**ready("regulars_day").terms, "weekdays": []})
    tried = rehearse((offer,), Example(FOUR_HUNDRED, NOON_MS, 0), SHOP)
    assert tried.outcome.to_pay < 400
    declined = frozenset(each.id for each in tried.outcome.offers)
    assert rehearse((offer,), Example(FOUR_HUNDRED, NOON_MS, 0, declined=declined), SHOP).outcome.to_pay == 400
