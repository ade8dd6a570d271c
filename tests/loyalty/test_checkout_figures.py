"""Figures of the checkout that a plausible slip would leave right for the usual sale and wrong for the next one."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.checkout import quote
from loyalty.refusals import Refusal, RefusalReason
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import DAY_MS, GIFT, MINUTE_MS, POINTS, Till, amount, cups, preset

FIFTY_OFF = {"title": "折五十", "price": 10, "kind": "amount_off", "value": 50, "category": "", "cost": 0}


@pytest.mark.parametrize(
    ("handed", "change", "refusals"),
    [
        (100, 0, (Refusal(RefusalReason.TENDERED_TOO_LITTLE, {"missing": 188}),)),
        (288, 0, ()),
        (1_000, 712, ()),
    ],
)
def test_what_is_missing_or_given_back_is_right_however_far_off_the_money_is(
    handed: int, change: int, refusals: tuple[Refusal, ...]
) -> None:
    till = Till(preset("point_per_hundred"))
    outcome = till.quote(amount(288), Choices(tenders=(Tender("現金", handed, gives_change=True),)))
    assert (outcome.change, outcome.refusals) == (change, refusals)


def test_points_of_several_sales_that_a_visit_finds_ended_are_added_up_before_it() -> None:
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    till.sell(amount(300))
    till.sell(amount(100))
    till.now_ms += 40 * DAY_MS
    told = till.quote(amount(100))
    assert (told.before[POINTS], told.after[POINTS]) == (4, 1)


def test_two_rewards_for_this_sale_do_not_spend_the_same_points() -> None:
    """200 earn 20 points, enough for both; less both, 100 earn 10, enough for one; less that one, 150 earn 15."""
    rewards = [{"id": "one", **FIFTY_OFF}, {"id": "two", **FIFTY_OFF}]
    till = Till(preset("point_per_hundred", amount_step=10, rewards=rewards, reward_now=True))
    outcome = till.quote(amount(200), Choices(rewards={"points:one": 1, "points:two": 1}))
    assert [(each.offer_id, each.times) for each in outcome.applied] == [("points:one", 1)]
    assert (outcome.to_pay, outcome.after[POINTS]) == (150, 5)
    assert set(outcome.dropped) == {"points:two"}
    nearly = till.quote(amount(260), Choices(rewards={"points:one": 1, "points:two": 1}))
    assert (nearly.to_pay, nearly.after[POINTS]) == (210, 11)
    enough = till.quote(amount(400), Choices(rewards={"points:one": 1, "points:two": 1}))
    assert (enough.to_pay, enough.after[POINTS]) == (300, 10)


def test_what_this_sale_does_not_earn_leaves_every_other_reward_as_it_is() -> None:
    """Three cups fill the card, two of them do not; what is given on top stays, whatever its name."""
    on_top = [programme("offer", name, reward_kind="benefit", reward_title="餅乾") for name in ("a-treat", "z-treat")]
    till = Till([*preset("coffee_passport", stamps_needed=3, reward_now=True), *on_top])
    outcome = till.quote(cups(3), Choices(rewards={GIFT: 1}))
    assert [each.offer_id for each in outcome.applied] == ["a-treat:offer", "z-treat:offer"]


def test_a_sale_without_any_tender_notes_none() -> None:
    outcome = Till(preset("point_per_hundred")).quote(amount(288))
    assert (outcome.to_pay, outcome.tendered, outcome.change, outcome.refusals) == (288, 0, 0, ())


def test_a_tender_of_nothing_pays_a_bill_of_nothing() -> None:
    till = Till(preset("both"))
    outcome = till.quote(Basket(), Choices(tenders=(Tender("現金", 0, gives_change=True),)))
    assert (outcome.tendered, outcome.change, outcome.refusals) == (0, 0, ())


@pytest.mark.parametrize("price", [499, 501])
def test_a_plan_is_sold_at_its_price_neither_below_nor_above(price: int) -> None:
    cup = {"id": "latte", "title": "拿鐵", "products": ["latte"], "units": 10, "price": 500}
    till = Till([programme("prepaid", "cups", items=[cup])])
    outcome = till.quote(Basket((Line(price, plan="cups:latte"),)))
    assert outcome.refusals == (Refusal(RefusalReason.PLAN_PRICE, {"price": 500}),)


def test_the_most_of_a_plan_counts_all_its_lines() -> None:
    till = Till([programme("membership", "club", fee=500)])
    (plan,) = till.quote(Basket()).plans
    # Two lines that were read from two places: equal names, not one and the same.
    outcome = till.quote(Basket(tuple(Line(500, plan="".join(list(plan.id))) for _ in range(2))))
    assert outcome.refusals == (Refusal(RefusalReason.QUANTITY_OUT_OF_RANGE, {"limit": 1}),)


def test_a_sale_begun_after_its_end_is_judged_by_its_end() -> None:
    """The clock was put back while it was being typed: 10 minutes past midnight became 10 minutes before."""
    saturday = programme("multiplier", "saturday", weekdays=["sat"])
    till = Till([*preset("point_per_hundred"), saturday])
    till.at("2026-03-07", 0)
    begun, till.now_ms = till.now_ms + 10 * MINUTE_MS, till.now_ms - 10 * MINUTE_MS
    assert till.quote(amount(100), Choices(begun_ms=begun)).after[POINTS] == 1


def test_stamps_alone_are_counted_as_stamps_of_the_card() -> None:
    """What remembers when a stamp was given, and how often something limited was used, are no stamps."""
    card = programme("stamp_card", "card", reward_title="x", minimum_gap_hours=4)
    extra = programme("extra_points", "extra", programme="points", earn_per="order", earn_amount=50, first_uses=1)
    outcome = Till([card, extra, *preset("point_per_hundred")]).quote(cups(3))
    assert outcome.counted_stamps == {"card": 3}


def test_a_sale_posted_again_has_the_birthday_that_it_remembers() -> None:
    half = programme("birthday", "bday", reward_kind="percent_off", reward_percent=50, reward_title="x", automatic=True)
    till = Till([half])
    known = till.programmes, till.standing(), amount(100), Choices(), till.now_ms, till.shop
    assert [quote(*known, birthdays=each).to_pay for each in (None, frozenset(), frozenset({"bday"}))] == [100, 100, 50]
