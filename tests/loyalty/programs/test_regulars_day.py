"""The regulars' day: on which days and hours, for whom, how often."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.explain import explain_refusal, programme_sentence
from loyalty.ledger import Account, Unit
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from loyalty.words import Words
from tests.loyalty.programs.terms import offer, programme, stopped, why
from tests.loyalty.till import POINTS, STAMPS, Till, amount, cups, preset

OFFER = "friday:reward"
TEN_OFF = {"reward_kind": "percent_off", "reward_percent": 10, "reward_title": "9 折", "automatic": True}
FRIDAY, THURSDAY = "2026-03-06", "2026-03-05"


def friday(**terms: object) -> Programme:
    return programme("regulars_day", "friday", **{"weekdays": ["fri"], **TEN_OFF, **terms})


def test_friday_is_the_regulars_day() -> None:
    till = Till((friday(),))
    till.at(THURSDAY)
    outcome = till.quote(amount(95))
    assert (outcome.to_pay, why(outcome, OFFER)) == (95, RefusalReason.OTHER_WEEKDAY)
    assert explain_refusal(offer(outcome, OFFER).why_not or Refusal(RefusalReason.GONE), Words("zh_tw"))
    till.at(FRIDAY)
    assert till.quote(amount(95)).to_pay == 86


def test_a_bars_friday_ends_when_it_closes() -> None:
    till = Till((friday(),), ShopRules(day_starts_at_hour=4))
    till.at("2026-03-07", hour=3)
    assert till.quote(amount(95)).to_pay == 86
    till.at("2026-03-07", hour=4)
    assert till.quote(amount(95)).to_pay == 95


def test_it_is_for_members() -> None:
    till = Till((friday(),))
    till.at(FRIDAY)
    outcome = till.quote(amount(95), member_id=None)
    assert (outcome.to_pay, why(outcome, OFFER)) == (95, RefusalReason.MEMBER_NEEDED)


def test_hours_of_the_afternoon() -> None:
    till = Till((friday(from_time="14:00", until_time="17:00"),))
    paid = []
    for hour in (13, 14, 16, 17):
        till.at(FRIDAY, hour)
        paid.append(till.quote(amount(100)).to_pay)
    assert paid == [100, 90, 90, 100]


def test_a_sale_begun_in_its_hours_has_it_half_an_hour_later() -> None:
    till = Till((friday(from_time="14:00", until_time="17:00"),))
    till.at(FRIDAY, 16)
    begun = till.now_ms + 59 * 60_000
    till.now_ms = begun + 30 * 60_000
    assert till.quote(amount(100), Choices(begun_ms=begun)).to_pay == 90
    till.now_ms += 1
    assert till.quote(amount(100), Choices(begun_ms=begun)).to_pay == 100


def test_the_eighth_of_each_month_and_the_last_day_of_a_short_one() -> None:
    till = Till((friday(weekdays=[], day_of_month=31),))
    paid = []
    for day in ("2026-02-27", "2026-02-28", "2026-03-30", "2026-03-31"):
        till.at(day)
        paid.append(till.quote(amount(100)).to_pay)
    assert paid == [100, 90, 100, 90]


@pytest.mark.parametrize(("today", "then"), [("2026-02-09", "2026-03-08"), ("2026-12-09", "2027-01-08")])
def test_another_day_says_when_it_comes(today: str, then: str) -> None:
    till = Till((friday(weekdays=[], day_of_month=8),))
    till.at(today)
    assert offer(till.quote(amount(100)), OFFER).why_not == Refusal(RefusalReason.NOT_YET, {"day": then})


def test_a_regular_is_who_came_often_enough() -> None:
    till = Till((friday(visits_before=2),))
    till.at(FRIDAY)
    assert offer(till.quote(amount(100)), OFFER).why_not == Refusal(RefusalReason.MORE_VISITS, {"missing": 2})
    till.sell(amount(100))
    refusal = offer(till.quote(amount(100)), OFFER).why_not
    assert refusal is not None
    assert explain_refusal(refusal, Words("zh_tw")) == "再來 1 次就是熟客。"
    assert explain_refusal(refusal, Words("en")) == "1 more visit makes a regular."
    till.sell(amount(100))
    assert till.quote(amount(100)).to_pay == 90


def test_a_segment_is_a_tag_of_the_member() -> None:
    till = Till((friday(for_tags=["鄰居"]),))
    till.at(FRIDAY)
    assert why(till.quote(amount(100)), OFFER) is RefusalReason.OTHER_TIER
    till.about["tags"] = ("鄰居",)
    assert till.quote(amount(100)).to_pay == 90


def test_once_a_day_and_again_the_next_friday() -> None:
    till = Till((friday(uses_each=1, uses_every="day"),))
    till.at(FRIDAY)
    sale = till.sell(amount(100))
    assert till.quote(amount(100)).to_pay == 100
    till.undo(sale)
    assert till.sell(amount(100)).bill == 90
    till.at("2026-03-13")
    assert till.quote(amount(100)).to_pay == 90


def test_doubled_points_of_some_goods_on_that_day() -> None:
    found = friday(effects=["multiplier"], multiplier_percent=200, categories=["飲料"])
    till = Till((found, *preset("point_per_hundred")))
    till.at(FRIDAY)
    till.sell(Basket((Line(150, 1, "latte", "拿鐵", "飲料/咖啡"), Line(150, 1, "cake", "蛋糕", "點心"))))
    # 300 for the coffee, 150 for the cake: 450.
    assert till.has(POINTS) == 4


def test_doubled_points_from_an_amount_after_every_discount() -> None:
    found = friday(effects=["multiplier"], minimum_amount=500)
    code = programme("coupon", "code", code="TEN", reward_kind="percent_off", reward_percent=10, reward_title="9 折")
    till = Till((found, code, *preset("point_per_hundred")))
    till.at(FRIDAY)
    till.sell(amount(500), Choices(codes=("TEN",)))
    assert till.has(POINTS) == 4
    till.sell(amount(500))
    assert till.has(POINTS) == 14


def test_points_on_top_once_a_week_are_not_doubled() -> None:
    found = friday(
        effects=["multiplier", "bonus"], bonus_points=5, bonus_programme="points", uses_each=1, uses_every="week"
    )
    till = Till((found, *preset("point_per_hundred")))
    till.at(FRIDAY)
    first = till.sell(amount(100))
    assert till.has(POINTS) == 7
    till.sell(amount(100))
    assert till.has(POINTS) == 9
    till.cancel(first)
    assert (till.has(POINTS), till.has(Account("friday", Unit.USE, "bonus"))) == (2, 0)


def test_a_visit_without_an_amount_brings_the_points_on_top_too() -> None:
    till = Till((friday(effects=["bonus"], bonus_points=5, bonus_programme="points"), *preset("point_per_hundred")))
    till.at(FRIDAY)
    till.sell(Basket())
    assert till.has(POINTS) == 5


def test_a_gift_beside_a_stamp_card_earns_no_stamp() -> None:
    gift = {"reward_kind": "free_item", "reward_title": "餅乾", "reward_added": True, "automatic": True}
    till = Till((programme("regulars_day", "friday", weekdays=["fri"], **gift), *preset("coffee_passport")))
    till.at(FRIDAY)
    sale = till.sell(cups(2))
    assert (sale.bill, till.has(STAMPS)) == (120, 2)
    assert [line["reward"] for line in sale.detail["lines"] if "reward" in line] == [OFFER]  # type: ignore[attr-defined]


def test_a_stopped_one_gives_nothing() -> None:
    till = Till((stopped(friday()),))
    till.at(FRIDAY)
    assert till.quote(amount(95)).to_pay == 95


SENTENCES = [
    (friday(), "熟客日：打 9 折（週五）。", "Regulars' day: 10% off (Fridays)."),
    (
        friday(weekdays=[], day_of_month=8, visits_before=5, effects=["multiplier"]),
        "熟客日：每月 8 日，來過 5 次的熟客，點數與回饋金 2 倍。",
        "Regulars' day: on the 8 of each month, after 5 visits, double points and cashback.",
    ),
]


@pytest.mark.parametrize(("found", "chinese", "english"), SENTENCES)
def test_it_states_itself(found: Programme, chinese: str, english: str) -> None:
    assert programme_sentence(found, Words("zh_tw")) == chinese
    assert programme_sentence(found, Words("en")) == english


@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_every_entry_says_why(language: str) -> None:
    found = friday(effects=["reward", "multiplier", "bonus"], bonus_programme="points", uses_each=2, uses_every="month")
    till = Till((found, *preset("both")))
    till.at(FRIDAY)
    till.refund(till.sell(cups(10)))
    for operation in till.operations:
        lines = till.explained(operation, language)
        assert all(lines)
        assert "{" not in "".join(lines)


def test_points_on_top_for_goods_need_the_goods() -> None:
    found = friday(effects=["bonus"], bonus_points=5, bonus_programme="points", categories=["點心"])
    till = Till((found, *preset("point_per_hundred")))
    till.at(FRIDAY)
    assert till.quote(cups(1)).earned == {}
    cake = Basket((Line(60, 1, "cake", "蛋糕", "點心"),))
    assert till.quote(cake).earned[POINTS] == 5
