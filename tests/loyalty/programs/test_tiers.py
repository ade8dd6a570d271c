"""Tiers: reached to the dollar, held, renewed, fallen from."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.shop import ShopRules
from tests.loyalty.programs.terms import programme
from tests.loyalty.programs.tiers_shop import (
    BRONZE,
    NO_LEVEL,
    SPEND,
    VISITS,
    at_days,
    held,
    level,
    notices,
    spent,
    tiers,
)
from tests.loyalty.till import POINTS, STAMPS, Till, amount, cups, preset


@pytest.mark.parametrize(
    ("amounts", "levels"),
    [
        ((2_999,), set()),
        ((3_000,), {"bronze"}),
        ((1_500, 1_500), set()),
        ((2_000, 2_000, 2_000, 2_000, 1_999), set()),
        ((2_000, 2_000, 2_000, 2_000, 2_000), {"bronze", "silver"}),
        ((10_000, 22_221), {"bronze", "silver"}),  # with silver's discount 19,999 are paid
        ((10_000, 22_222), {"bronze", "silver", "gold"}),
        ((30_000,), {"bronze", "silver", "gold"}),
    ],
)
def test_a_level_is_reached_to_the_dollar(amounts: tuple[int, ...], levels: set[str]) -> None:
    till = Till([tiers()])
    spent(till, *amounts)
    assert held(till) == levels


def test_a_level_of_one_ladder_is_none_of_another_with_the_same_names() -> None:
    rows = [{"id": "gold", "title": "金級", "basis": "cumulative", "threshold": 100, "discount": 10, "points": 200}]
    steep = [{**rows[0], "threshold": 99_999, "discount": 50, "points": 900}]
    both = [programme("tiers", "easy", levels=rows), programme("tiers", "steep", levels=steep)]
    till = Till([*preset("point_per_hundred"), *both])
    till.sell(amount(1_000))
    outcome = till.quote(amount(1_000))
    assert (outcome.to_pay, outcome.earned[POINTS]) == (900, 18)


def test_the_crossing_sale_does_not_get_the_new_discount() -> None:
    till = Till([tiers()])
    outcome = till.quote(amount(10_000))
    assert outcome.to_pay == 10_000
    assert (outcome.statuses_before, outcome.statuses_after) == (frozenset(), {"bronze", "silver"})
    spent(till, 10_000)
    assert till.quote(amount(95)).to_pay == 86


def test_the_crossing_sale_gets_the_new_tier_where_the_shop_wants_it_and_keeps_it() -> None:
    till = Till([tiers()], ShopRules(crossing_gets_tier=True))
    assert till.quote(amount(9_999)).to_pay == 9_999
    outcome = till.quote(amount(10_000))
    assert outcome.to_pay == 9_000
    assert outcome.statuses_before == outcome.statuses_after == {"bronze", "silver"}
    spent(till, 10_000)
    assert till.has(SPEND) == 10_000
    assert held(till) == {"bronze", "silver"}
    spent(till, 1_000)
    assert till.has(SPEND) == 10_900


def test_without_a_member_nothing_is_counted_and_nothing_is_off() -> None:
    till = Till([tiers()], ShopRules(crossing_gets_tier=True))
    outcome = till.quote(amount(10_000), member_id=None)
    assert (outcome.to_pay, outcome.entries) == (10_000, ())


def test_the_best_level_takes_its_own_percent_and_can_be_declined() -> None:
    till = Till([tiers()])
    spent(till, 30_000)
    assert till.quote(amount(1_000)).to_pay == 800
    assert [each.offer_id for each in till.quote(amount(1_000)).applied] == ["tiers:gold"]
    assert till.quote(amount(1_000), Choices(rewards={"tiers:gold": 0})).to_pay == 1_000


def test_a_level_multiplies_points_and_leaves_stamps() -> None:
    till = Till([tiers(), *preset("both")])
    till.sell(amount(30_000))
    before = till.has(POINTS), till.has(STAMPS)
    till.sell(cups(5, 100))
    assert (till.has(POINTS) - before[0], till.has(STAMPS) - before[1]) == (8, 5)  # 400 paid, counted twice


# Holding, renewing, falling.


def test_a_level_holds_a_year_and_the_grace_then_falls_one_step_that_holds_again() -> None:
    till = Till([tiers()])
    spent(till, 30_000)  # 2026-03-01
    one, two, three = {"bronze"}, {"bronze", "silver"}, {"bronze", "silver", "gold"}
    assert at_days(till, "2027-03-01", "2027-03-31", "2027-04-01") == [three, three, two]
    assert at_days(till, "2028-04-30", "2028-05-01", "2029-05-31") == [two, one, one]
    assert at_days(till, "2029-06-01", "2040-01-01") == [NO_LEVEL, NO_LEVEL]


def test_validity_of_0_days_is_for_ever() -> None:
    till = Till([tiers(validity_days=0)])
    spent(till, 3_000)
    assert at_days(till, "2046-03-01") == [{"bronze"}]
    assert [each.key for each in notices(till)] == ["tiers.notice_held_ever", "tiers.notice_next_money"]


def test_one_more_purchase_renews_a_level_of_one_purchase_from_its_day() -> None:
    till = Till([tiers(BRONZE)])
    spent(till, 3_000)
    till.at("2026-12-01")
    spent(till, 2_999, 3_000)
    till.at("2027-12-15")  # the days of grace
    assert held(till) == {"bronze"}
    spent(till, 2_999)
    assert at_days(till, "2027-12-31", "2028-01-01") == [{"bronze"}, NO_LEVEL]


def test_the_days_of_grace_can_still_renew() -> None:
    till = Till([tiers(BRONZE)])
    spent(till, 3_000)
    till.at("2027-03-31")
    spent(till, 3_000)
    assert at_days(till, "2028-04-29", "2028-04-30") == [{"bronze"}, NO_LEVEL]


def test_a_cumulative_level_is_renewed_by_the_same_sum_counted_anew() -> None:
    till = Till([tiers(level("silver", "cumulative", 10_000))])
    spent(till, 15_000)
    till.at("2026-06-01")
    spent(till, 9_999)
    assert at_days(till, "2027-04-01") == [NO_LEVEL]
    till.at("2026-06-02")
    spent(till, 1)
    assert at_days(till, "2027-04-01", "2027-07-02", "2027-07-03") == [{"silver"}, {"silver"}, NO_LEVEL]


def test_after_a_step_down_the_sums_begin_anew() -> None:
    till = Till([tiers()])
    spent(till, 30_000)
    till.at("2027-04-01")
    assert held(till) == {"bronze", "silver"}
    till.sell(amount(11_111))  # 10,000 paid: renews silver, and is the first of the next gold
    assert [(each.key, each.facts.get("money_missing")) for each in notices(till)] == [
        ("tiers.notice_held", None),
        ("tiers.notice_keep_money", 10_000),
        ("tiers.notice_next_money", 20_000),
    ]
    till.sell(amount(22_222))
    assert held(till) == {"bronze", "silver", "gold"}


def test_a_rolling_level_looks_at_the_last_365_days() -> None:
    till = Till([tiers(level("vip", "rolling", 5_000))])
    spent(till, 2_500)
    till.at("2027-03-01")  # a year later to the day: the first sale is out
    spent(till, 2_499)
    assert held(till) == NO_LEVEL
    till.at("2028-02-28")  # the last day on which it is in
    spent(till, 2_500)
    assert held(till) == NO_LEVEL
    spent(till, 1)
    assert held(till) == {"vip"}


def test_visits_make_a_level_however_little_is_spent() -> None:
    till = Till([tiers(level("friend", "visits", 3))])
    till.sell(amount(1))
    till.sell(Basket())
    assert (held(till), till.has(VISITS)) == (NO_LEVEL, 2)
    till.sell(Basket((Line(100), Line(50))))
    assert held(till) == {"friend"}
    assert at_days(till, "2027-03-31", "2027-04-01") == [{"friend"}, NO_LEVEL]


def test_business_days_decide_not_hours() -> None:
    till = Till([tiers(BRONZE)], ShopRules(day_starts_at_hour=4))
    till.at("2026-03-02", 3)
    spent(till, 3_000)  # still the business day of March 1
    till.at("2027-04-01", 3)
    assert held(till) == {"bronze"}
    till.at("2027-04-01", 4)
    assert held(till) == NO_LEVEL


def test_a_zone_whose_clocks_change_counts_the_same_days() -> None:
    till = Till([tiers(BRONZE)], ShopRules(time_zone="Europe/London"))
    till.at("2026-07-01", 0)
    spent(till, 3_000)
    till.at("2027-07-31", 23)
    assert held(till) == {"bronze"}
    till.at("2027-08-01", 0)
    assert held(till) == NO_LEVEL
