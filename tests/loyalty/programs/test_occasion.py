"""Festivals in either calendar, the shop's anniversary, the day of joining."""

from __future__ import annotations

from datetime import date

import pytest

from loyalty.basket import Choices
from loyalty.checkout import situate
from loyalty.explain import programme_sentence
from loyalty.ledger import Account, Unit
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import Words
from tests.loyalty.programs.terms import offer, place_of_fault, programme, stopped, why
from tests.loyalty.till import POINTS, Till, amount, cups, preset

OFFER = "day:reward"
TEN_OFF = {"reward_kind": "percent_off", "reward_percent": 10, "reward_title": "9 折", "automatic": True}


def occasion(**terms: object) -> Programme:
    return programme("occasion", "day", **{"month": 10, "day": 10, **TEN_OFF, **terms})


def open_on(till: Till, *days: str, member_id: int | None = 77) -> list[bool]:
    found = []
    for day in days:
        till.at(day)
        found.append(till.quote(amount(100), member_id=member_id).to_pay == 90)
    return found


def test_the_shops_anniversary_with_the_days_around_it() -> None:
    till = Till((occasion(days_before=2, days_after=1),))
    days = ("2026-10-07", "2026-10-08", "2026-10-11", "2026-10-12")
    assert open_on(till, *days) == [False, True, True, False]


def test_a_lunar_festival_moves_through_the_solar_year() -> None:
    till = Till((occasion(day_of="lunar", month=8, day=15),))
    assert open_on(till, "2025-10-06", "2026-09-25", "2027-09-15", "2026-10-06") == [True, True, True, False]


def test_lunar_new_year_with_the_days_before_it() -> None:
    till = Till((occasion(day_of="lunar", month=1, day=1, days_before=3),))
    assert open_on(till, "2026-02-13", "2026-02-14", "2026-02-17", "2026-02-18") == [False, True, True, False]


def test_another_day_says_when_it_comes() -> None:
    till = Till((occasion(days_before=2),))
    till.at("2026-10-11")
    refusal = offer(till.quote(amount(100)), OFFER).why_not
    assert refusal == Refusal(RefusalReason.NOT_YET, {"day": "2027-10-08"})


def test_the_day_of_joining_comes_first_a_year_later() -> None:
    till = Till((occasion(day_of="joined"),))
    till.at("2024-02-29")
    till.about["joined_at_ms"] = till.now_ms
    assert open_on(till, "2024-02-29", "2025-02-28", "2026-02-28", "2028-02-29") == [False, True, True, True]


def test_who_never_joined_has_no_day_of_joining() -> None:
    till = Till((occasion(day_of="joined"),))
    assert why(till.quote(amount(100), member_id=None), OFFER) is RefusalReason.MEMBER_NEEDED


def test_each_has_it_once_a_year_and_again_the_next() -> None:
    till = Till((occasion(days_after=5),))
    till.at("2026-10-10")
    sale = till.sell(amount(100))
    assert sale.entries[0].expires_on == date(2027, 10, 9)
    assert open_on(till, "2026-10-11", "2027-10-10") == [False, True]
    till.refund(sale)
    assert open_on(till, "2026-10-11") == [True]


def test_as_often_as_wished_where_the_terms_say_so() -> None:
    till = Till((occasion(once=False),))
    till.at("2026-10-10")
    assert [till.sell(amount(100)).bill for _ in range(3)] == [90, 90, 90]


def test_everybody_has_it_where_the_terms_say_so() -> None:
    till = Till((occasion(once=False, for_everybody=True),))
    assert open_on(till, "2026-10-10", member_id=None) == [True]
    till = Till((occasion(once=True, for_everybody=True),))
    assert open_on(till, "2026-10-10", member_id=None) == [False]


def test_points_on_top_for_the_anniversary_once() -> None:
    found = occasion(day_of="joined", effects=["bonus"], bonus_points=50, bonus_programme="points")
    till = Till((found, *preset("point_per_hundred")))
    till.at("2025-03-01")
    till.about["joined_at_ms"] = till.now_ms
    till.at("2026-03-01")
    sale = till.sell(amount(100))
    till.sell(amount(100))
    assert till.has(POINTS) == 52
    till.refund(sale, 50)
    assert till.has(POINTS) == 26
    till.refund(sale)
    assert till.has(POINTS) == 1
    assert till.has(Account("day", Unit.USE, "bonus")) == 0


def test_a_stopped_one_gives_nothing() -> None:
    till = Till((stopped(occasion()),))
    assert open_on(till, "2026-10-10") == [False]


def test_the_counter_is_told_until_it_was_had() -> None:
    till, found = Till((occasion(days_after=3),)), occasion(days_after=3)

    def told() -> list[str]:
        situation = situate(till.programmes, till.standing(), till.now_ms, till.shop)
        return [Words("zh_tw")(each.key, **each.facts) for each in kind_of(found).notices(found, situation)]

    till.at("2026-10-09")
    assert told() == []
    till.at("2026-10-10")
    assert told() == ["節目 day到 2026-10-13"]
    till.sell(amount(100))
    assert told() == []


def test_a_day_that_never_comes_is_malformed() -> None:
    title = {"reward_title": "9 折"}
    assert place_of_fault("occasion", month=2, day=30, **title) == "terms.day"
    assert place_of_fault("occasion", day_of="lunar", month=1, day=31, **title) == "terms.day"
    assert occasion(month=2, day=29)


SENTENCES = [
    (occasion(), "每年 10 月 10 日打 9 折，每人一年一次。", "Every year on 10/10: 10% off, once a year each."),
    (
        occasion(day_of="lunar", month=8, day=15, days_before=3, once=False, minimum_amount=500),
        "每年農曆 8 月 15 日和前 3 天打 9 折（滿 NT$ 500）。",
        "Every year on lunar 8/15 and 3 days before: 10% off (from NT$ 500).",
    ),
    (
        occasion(day_of="joined", effects=["bonus"], bonus_points=50, bonus_programme="points"),
        "入會週年送 50 點，每人一年一次。",
        "On the anniversary of joining: 50 points on top, once a year each.",
    ),
]


@pytest.mark.parametrize(("found", "chinese", "english"), SENTENCES)
def test_it_states_itself(found: Programme, chinese: str, english: str) -> None:
    assert programme_sentence(found, Words("zh_tw")) == chinese
    assert programme_sentence(found, Words("en")) == english


@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_every_entry_says_why(language: str) -> None:
    found = occasion(effects=["reward", "bonus"], bonus_programme="points")
    till = Till((found, *preset("both")))
    till.at("2026-10-10")
    till.refund(till.sell(cups(10), Choices(rewards={OFFER: 1})))
    for operation in till.operations:
        assert "{" not in "".join(till.explained(operation, language))


def test_it_may_be_for_some_people_only_and_money_off_needs_a_value() -> None:
    till = Till((occasion(for_tags=["VIP"]),))
    till.at("2026-10-10")
    assert why(till.quote(amount(100)), OFFER) is RefusalReason.OTHER_TIER
    assert place_of_fault("occasion", reward_kind="amount_off", reward_title="折") == "terms.reward_amount"


def test_a_member_whose_day_of_joining_is_not_known_has_no_anniversary() -> None:
    till = Till((occasion(day_of="joined"),))
    assert why(till.quote(amount(100)), OFFER) is RefusalReason.MEMBER_NEEDED
